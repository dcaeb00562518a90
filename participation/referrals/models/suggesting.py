"""What was learned from decisions, how good it was, and what staff say about it."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy as _

from commons.accounts.visitors import Visitor
from commons.terms.models import Terms
from participation.moderation.rules import can_see_desk

FIGURES = ("accuracy", "top_three", "macro_f1", "most_frequent", "off")


def percent(share: float | None) -> int:
    """Rounded down: what is not yet 90 is never shown as 90."""
    return int(100 * (share or 0) + 1e-9)


class SuggestionTerms(Terms):
    """From when on a suggestion counts as sure, and whether any is shown."""

    is_shown = models.BooleanField(_("Vorschläge zeigen"), default=True)
    least_confidence = models.PositiveSmallIntegerField(
        _("Ab wie viel Prozent ein Vorschlag als sicher gilt"), default=60
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(least_confidence__gte=20, least_confidence__lte=99),
                name="suggestionterms_confidence_in_range",
            ),
        ]

    def __str__(self) -> str:
        if not self.is_shown:
            return gettext("Vorschläge sind ausgeschaltet.")
        return gettext(
            "Vorschläge sind eingeschaltet und gelten ab %(percent)s %% als sicher."
        ) % {"percent": self.least_confidence}


class TrainingQuerySet(models.QuerySet):
    def learned(self) -> Self:
        return self.filter(fault="")

    def visible_to(self, visitor: Visitor) -> Self:
        return self if can_see_desk(visitor) else self.none()


class Training(models.Model):
    """One run of learning: from how much, and how good it was; rows are never changed.

    Figures are shares from 0 to 1 on decisions that the run had not seen. A run that
    failed has a `fault` (the name of the error, never its words) and no figures.
    """

    number = models.PositiveIntegerField(_("Fassung"), unique=True)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    decisions = models.PositiveIntegerField(_("Entscheidungen"))
    departments = models.PositiveSmallIntegerField(_("Ämter"), default=0)
    features = models.PositiveIntegerField(default=0)
    # The last decision that was there; those after it are new.
    newest_referral = models.BigIntegerField()
    accuracy = models.FloatField(null=True)
    top_three = models.FloatField(null=True)
    macro_f1 = models.FloatField(null=True)
    most_frequent = models.FloatField(null=True)
    off = models.FloatField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    fault = models.CharField(max_length=60, blank=True)

    objects = TrainingQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(fault="")
                | (
                    Q(sha256__regex=r"^[0-9a-f]{64}$")
                    & Q(**{f"{name}__isnull": False for name in FIGURES})
                ),
                name="training_learned_has_figures",
            ),
            models.CheckConstraint(
                condition=Q(fault="") | Q(sha256=""), name="training_failed_has_none"
            ),
            models.CheckConstraint(
                condition=Q(top_three__isnull=True)
                | Q(top_three__gte=0, top_three__lte=1, accuracy__gte=0),
                name="training_figures_are_shares",
            ),
        ]

    def __str__(self) -> str:
        return gettext("Fassung %(number)s") % {"number": self.number}

    def get_absolute_url(self) -> str:
        return reverse("referrals:suggestions")

    @property
    def has_failed(self) -> bool:
        return bool(self.fault)

    @property
    def top_three_percent(self) -> int:
        return percent(self.top_three)

    @property
    def accuracy_percent(self) -> int:
        return percent(self.accuracy)


class LearnedWeights(models.Model):
    """The numbers of the newest model; those of older ones are deleted.

    A row and no file: web and worker need no shared disk, a backup has it, and what
    texts left behind in it goes in the transaction that stores the next one.
    """

    training = models.OneToOneField(
        Training, on_delete=models.CASCADE, primary_key=True, related_name="weights"
    )
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"weights of training {self.training_id}"
