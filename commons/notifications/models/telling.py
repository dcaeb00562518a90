from django.conf import settings
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q

from commons.delivery.models import Delivery
from commons.notifications.enums import Pace
from commons.notifications.models.digests import Digest
from commons.verbs.models import Happening


class Notification(models.Model):
    """One happening told to one recipient: an account, or an address without one.

    News with a `fold_key` gather in one row while it is unread and no mail told it:
    `folded` counts them, `happening` and `created_at` are those of the newest.
    """

    happening = models.ForeignKey(
        Happening, on_delete=models.CASCADE, related_name="notifications"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        related_name="notifications",
    )
    address = models.CharField(max_length=254, blank=True)
    language = models.CharField(max_length=8, default="de")
    reason = models.CharField(max_length=30)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    delivery = models.ForeignKey(
        Delivery, on_delete=models.SET_NULL, null=True, related_name="notifications"
    )
    subject = models.CharField(max_length=30, blank=True, default="", db_default="")
    pace = models.CharField(
        max_length=10,
        choices=Pace.choices,
        default=Pace.AT_ONCE,
        db_default=Pace.AT_ONCE.value,
    )
    digest = models.ForeignKey(
        Digest,
        on_delete=models.SET_NULL,
        null=True,
        related_name="notifications",
        # Most news have none: see `notification_digest`.
        db_index=False,
    )
    folded = models.PositiveIntegerField(default=1, db_default=1)
    fold_key = models.CharField(max_length=120, blank=True, default="", db_default="")

    class Meta:
        indexes = [
            models.Index(fields=["user", "-id"], name="notification_bell"),
            models.Index(
                fields=["user", "-created_at", "-id"], name="notification_newest"
            ),
            models.Index(
                fields=["user"],
                condition=Q(read_at__isnull=True),
                name="notification_unread",
            ),
            models.Index(
                fields=["digest"],
                condition=Q(digest__isnull=False),
                name="notification_digest",
            ),
            BrinIndex(
                fields=["created_at"], name="notification_old", autosummarize=True
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["happening", "user"],
                condition=Q(user__isnull=False),
                name="notification_once_per_person",
            ),
            models.UniqueConstraint(
                fields=["happening", "address"],
                condition=Q(user__isnull=True),
                name="notification_once_per_address",
            ),
            models.UniqueConstraint(
                fields=["user", "fold_key"],
                condition=Q(read_at__isnull=True, delivery__isnull=True)
                & ~Q(fold_key=""),
                name="notification_one_fold",
            ),
            models.CheckConstraint(
                condition=Q(folded=1) | ~Q(fold_key=""),
                name="notification_folds_by_key",
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False) | ~Q(address=""),
                name="notification_has_recipient",
            ),
        ]

    def __str__(self) -> str:
        return f"notification {self.happening_id} to {self.user_id or 'address'}"
