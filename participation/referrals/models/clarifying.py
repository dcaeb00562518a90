from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy as _

from commons.terms.models import Terms
from neighbourhood.rounds.models import Round
from participation.ideas.models import Idea
from participation.referrals.enums import ClarifiedTo
from participation.referrals.models.referral import Referral


class ClarifyingTerms(Terms):
    """After how many returns all departments concerned meet on one page."""

    returns = models.PositiveSmallIntegerField(
        _("Nach wie vielen Rückgaben eine Klärungsrunde beginnt"), default=3
    )
    working_days = models.PositiveSmallIntegerField(
        _("Wie lange die Ämter darin Zeit haben, in Arbeitstagen"), default=10
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(returns__gte=2, returns__lte=6),
                name="clarifyingterms_returns_in_range",
            ),
            models.CheckConstraint(
                condition=Q(working_days__gte=3, working_days__lte=30),
                name="clarifyingterms_working_days_in_range",
            ),
        ]

    def __str__(self) -> str:
        return gettext(
            "Ab der %(returns)s. Rückgabe; die Ämter haben %(days)s Arbeitstage."
        ) % {"returns": self.returns, "days": self.working_days}


class Clarification(models.Model):
    """The departments concerned clarify in a round who is responsible for an idea.

    While it is open the idea is referred to nobody. `referral` is what its result
    wrote.
    """

    idea = models.ForeignKey(
        Idea, on_delete=models.PROTECT, related_name="clarifications"
    )
    round = models.OneToOneField(
        Round, on_delete=models.PROTECT, related_name="clarification"
    )
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=ClarifiedTo, blank=True)
    referral = models.OneToOneField(
        Referral, on_delete=models.PROTECT, null=True, related_name="clarification"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["idea"],
                condition=Q(ended_at__isnull=True),
                name="clarification_one_open_per_idea",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, outcome="")
                | Q(ended_at__isnull=False, outcome__in=ClarifiedTo.values),
                name="clarification_ended_has_outcome",
            ),
            models.CheckConstraint(
                condition=Q(referral__isnull=True) | Q(outcome="department"),
                name="clarification_referral_by_result",
            ),
        ]

    def __str__(self) -> str:
        return f"round {self.round_id} on idea {self.idea_id}"

    def get_absolute_url(self) -> str:
        return self.round.get_absolute_url()
