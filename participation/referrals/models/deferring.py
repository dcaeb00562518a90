from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from participation.referrals.models.answer import Answer


class Deferral(models.Model):
    """Until when something good waits for money; put off again with a public reason.

    Rows are only added; the newest of an answer holds.
    """

    answer = models.ForeignKey(
        Answer, on_delete=models.PROTECT, related_name="deferrals"
    )
    number = models.PositiveSmallIntegerField()
    look_again_on = models.DateField(_("Wiedervorlage"))
    reason = models.TextField(_("Grund"), blank=True)
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )

    class Meta:
        ordering = ["answer_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "number"], name="deferral_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(number=1) | (Q(number__gt=1) & ~Q(reason="")),
                name="deferral_put_off_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"answer {self.answer_id} until {self.look_again_on}"
