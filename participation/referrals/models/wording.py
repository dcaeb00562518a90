"""What a department says, whether it counts already or waits for a second person."""

from django.db import models
from django.db.models import Q
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from neighbourhood.departments.models.speaking import Speaker
from participation.ideas.enums import Outcome
from participation.referrals import promises
from participation.referrals.enums import PromiseKind, StatementKind, StatementSource

LONGEST_COST_NOTE = 300


class Wording(Speaker):
    """A final statement says what becomes of it; an interim one until when one looks.

    `promised_on` is the last day of what was promised: a day, a quarter or a budget
    year. Costs are internal; the department says whether they may be named.
    """

    text = models.TextField(_("Stellungnahme"))
    kind = models.CharField(
        max_length=10,
        choices=StatementKind,
        default=StatementKind.FINAL,
        db_default=StatementKind.FINAL,
    )
    outcome = models.CharField(
        _("Ergebnis"), max_length=20, choices=Outcome, blank=True
    )
    looking_until = models.DateField(_("wir prüfen bis"), null=True, blank=True)
    reference = models.CharField(_("Ihr Geschäftszeichen"), max_length=60, blank=True)
    promised_on = models.DateField(_("zugesagt bis"), null=True, blank=True)
    promise_kind = models.CharField(
        max_length=15,
        choices=PromiseKind,
        default=PromiseKind.DAY,
        db_default=PromiseKind.DAY,
    )
    costs = models.DecimalField(
        _("Kosten in Euro"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    cost_note = models.CharField(
        _("Zu den Kosten"), max_length=LONGEST_COST_NOTE, blank=True, db_default=""
    )
    may_name_costs = models.BooleanField(
        _("Die Kosten dürfen öffentlich genannt werden"),
        default=False,
        db_default=False,
    )
    source = models.CharField(max_length=10, choices=StatementSource)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="%(class)s_has_text"),
            models.CheckConstraint(
                condition=Q(source__in=StatementSource.values),
                name="%(class)s_known_source",
            ),
            models.CheckConstraint(
                condition=Q(kind="interim", looking_until__isnull=False, outcome="")
                | (Q(kind="final", looking_until__isnull=True) & ~Q(outcome="")),
                name="%(class)s_has_outcome_or_day",
            ),
            models.CheckConstraint(
                condition=Q(promise_kind__in=PromiseKind.values),
                name="%(class)s_known_promise_kind",
            ),
            models.CheckConstraint(
                condition=Q(costs__isnull=True) | Q(costs__gte=0),
                name="%(class)s_costs_nothing_or_more",
            ),
        ]

    @property
    def is_interim(self) -> bool:
        return self.kind == StatementKind.INTERIM

    @property
    def promise(self) -> str:
        """`bis zum 30. Juni 2027`, `im 2. Quartal 2027`, or nothing."""
        if self.promised_on is None:
            return ""
        return promises.in_words(PromiseKind(self.promise_kind), self.promised_on)

    @property
    def costs_in_words(self) -> str:
        """`12.000 €` or `80,50 €`, or nothing."""
        if self.costs is None:
            return ""
        is_even = self.costs == self.costs.to_integral_value()
        amount = number_format(self.costs, 0 if is_even else 2, force_grouping=True)
        return f"{amount}\u00a0€"
