from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commons.links.models import SignedLink
from neighbourhood.departments.models import Department
from neighbourhood.rounds.enums import ChangeKind
from neighbourhood.rounds.models.party import RoundParty
from neighbourhood.rounds.models.round import Round


class RoundChange(models.Model):
    """What the SPK changed in a round, and why; a row is never changed.

    A moved date says from when to when (no party: for all that were awaited); a round
    that was taken up again keeps the result that it had until then.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=10, choices=ChangeKind)
    party = models.ForeignKey(
        RoundParty, on_delete=models.CASCADE, null=True, related_name="changes"
    )
    reason = models.TextField(_("Warum"))
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    from_day = models.DateField(null=True)
    to_day = models.DateField(null=True)
    result_code = models.CharField(max_length=30, blank=True)
    result = models.TextField(_("Ergebnis bis dahin"), blank=True)
    chosen = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ChangeKind.values), name="roundchange_known_kind"
            ),
            models.CheckConstraint(
                condition=~Q(reason=""), name="roundchange_has_reason"
            ),
            models.CheckConstraint(
                condition=~Q(kind="date")
                | Q(from_day__isnull=False, to_day__isnull=False),
                name="roundchange_date_has_days",
            ),
            models.CheckConstraint(
                condition=~Q(kind="reopened") | ~Q(result_code="") & ~Q(result=""),
                name="roundchange_reopened_keeps_result",
            ),
            models.CheckConstraint(
                condition=~Q(kind="removed") | Q(party__isnull=False),
                name="roundchange_removed_names_party",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} in round {self.round_id}"


class RoundVisit(models.Model):
    """Until when somebody has seen a round: with an account, or on a link."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="visits")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
    )
    link = models.ForeignKey(
        SignedLink, on_delete=models.CASCADE, null=True, related_name="+"
    )
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "user"], name="roundvisit_person"),
            models.UniqueConstraint(fields=["round", "link"], name="roundvisit_link"),
            models.CheckConstraint(
                condition=Q(user__isnull=False, link__isnull=True)
                | Q(user__isnull=True, link__isnull=False),
                name="roundvisit_of_one",
            ),
        ]

    def __str__(self) -> str:
        return f"visit to round {self.round_id}"
