from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from commons.links.models import SignedLink
from neighbourhood.departments.models.speaking import Speaker
from participation.referrals.enums import StatementKind
from participation.referrals.models.referral import Referral
from participation.referrals.models.wording import Wording


class StatementQuerySet(models.QuerySet):
    def final(self) -> Self:
        return self.filter(kind=StatementKind.FINAL)

    def counting(self) -> Self:
        """What a department says in the end; a correction replaces the one before."""
        newer = self.model._default_manager.filter(
            Q(stated_at__gt=OuterRef("stated_at"))
            | Q(stated_at=OuterRef("stated_at"), pk__gt=OuterRef("pk")),
            referral=OuterRef("referral"),
            kind=StatementKind.FINAL,
        )
        return self.final().filter(~Exists(newer))


class Statement(Wording):
    """What a department says to the SPK; a correction is a new one."""

    referral = models.ForeignKey(
        Referral, on_delete=models.PROTECT, related_name="statements"
    )
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
    # The SPK's choice, once the department allows it: costs stand below the answer.
    shows_costs = models.BooleanField(default=False, db_default=False)

    objects = StatementQuerySet.as_manager()

    class Meta(Wording.Meta):
        ordering = ["stated_at", "pk"]
        constraints = [
            *Wording.Meta.constraints,
            models.CheckConstraint(
                condition=Q(shows_costs=False)
                | Q(may_name_costs=True, costs__isnull=False),
                name="statement_shows_only_costs_it_may",
            ),
        ]

    def __str__(self) -> str:
        return f"statement on referral {self.referral_id}"


class Question(Speaker):
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
