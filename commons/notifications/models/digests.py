from django.conf import settings
from django.db import models
from django.db.models import Q

from commons.delivery.models import Delivery
from commons.notifications.enums import Pace


class Digest(models.Model):
    """One gathered mail to one person: open while it gathers, then closed for good.

    It exists only because something waits in it, so no digest is empty; a piece of
    news belongs to one digest, so none is told twice. Closed without a delivery:
    all of it had been read, or mail was no longer wanted. With pace "at once" it
    gathers what follows too soon on the mail before.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digests"
    )
    pace = models.CharField(max_length=10, choices=Pace.choices)
    due_at = models.DateTimeField()
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    delivery = models.OneToOneField(
        Delivery, on_delete=models.SET_NULL, null=True, related_name="digest"
    )

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                condition=Q(closed_at__isnull=True),
                name="digest_due",
            ),
            models.Index(fields=["user", "-id"], name="digest_own"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "pace"],
                condition=Q(closed_at__isnull=True),
                name="digest_one_open",
            ),
            models.CheckConstraint(
                condition=Q(pace__in=Pace.values) & ~Q(pace=Pace.BELL),
                name="digest_known_pace",
            ),
            models.CheckConstraint(
                condition=Q(delivery__isnull=True) | Q(closed_at__isnull=False),
                name="digest_closed_when_sent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pace} digest of {self.user_id}, due {self.due_at:%Y-%m-%d %H:%M}"
