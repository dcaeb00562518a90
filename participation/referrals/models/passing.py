from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from participation.referrals.models.statement import Question


class ResidentQuestion(models.Model):
    """An Amt's question that the SPK passed on to the person behind the idea.

    It ends with the reply, on the day after `until`, or when nobody needs it any more
    (`closed_at` without a reply).
    """

    question = models.OneToOneField(
        Question, on_delete=models.PROTECT, related_name="passed"
    )
    text = models.TextField(_("Unsere Frage an die Person"))
    until = models.DateField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    reply = models.TextField(_("Antwort"), blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["until"],
                condition=Q(closed_at__isnull=True),
                name="residentquestion_open",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""), name="residentquestion_has_text"
            ),
            models.CheckConstraint(
                condition=Q(reply="") | Q(closed_at__isnull=False),
                name="residentquestion_replied_is_closed",
            ),
        ]

    def __str__(self) -> str:
        return f"question {self.question_id} to the resident"

    def get_absolute_url(self) -> str:
        """Where the person replies."""
        number = self.question.referral.idea.number
        return reverse("referrals:resident-reply", args=[number])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None
