from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from commons.links.models import SignedLink
from participation.ideas.enums import Outcome
from participation.referrals.enums import StatementSource
from participation.referrals.models.referral import Referral


class Statement(models.Model):
    """What a department says to the SPK; a correction is a new one."""

    referral = models.ForeignKey(
        Referral, on_delete=models.PROTECT, related_name="statements"
    )
    text = models.TextField(_("Stellungnahme"))
    outcome = models.CharField(_("Ergebnis"), max_length=20, choices=Outcome)
    reference = models.CharField(_("Ihr Geschäftszeichen"), max_length=60, blank=True)
    promised_on = models.DateField(_("zugesagt bis"), null=True, blank=True)
    source = models.CharField(max_length=10, choices=StatementSource)
    stated_at = models.DateTimeField()
    stated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    link = models.ForeignKey(
        SignedLink, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["stated_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="statement_has_text"),
            models.CheckConstraint(
                condition=Q(source__in=StatementSource.values),
                name="statement_known_source",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=""), name="statement_has_outcome"
            ),
        ]

    def __str__(self) -> str:
        return f"statement on referral {self.referral_id}"


class Question(models.Model):
    """What a department must know first; the clock waits until the SPK answers."""

    referral = models.ForeignKey(
        Referral, on_delete=models.PROTECT, related_name="questions"
    )
    text = models.TextField(_("Rückfrage"))
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    link = models.ForeignKey(
        SignedLink, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answer = models.TextField(_("Antwort der SPK"), blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["referral"],
                condition=Q(answered_at__isnull=True),
                name="question_one_open_per_referral",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="question_has_text"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="")
                | Q(answered_at__gte=F("asked_at")),
                name="question_answered_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"question on referral {self.referral_id}"
