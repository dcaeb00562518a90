"""Working days, due dates and reminder steps, for referrals, rounds and measures."""

from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext, gettext_lazy as _

from commons.delivery.models import Delivery
from commons.terms.models import Terms
from neighbourhood.deadlines.enums import ClockKind, Party


class WorkingDay(models.Model):
    """A day on which a Berlin office works: no weekend, no public holiday.

    A due date is a key to such a row, so it can never fall on any other day.
    `ordinal` counts working days, so "twenty working days later" is one look-up.
    """

    day = models.DateField(primary_key=True)
    ordinal = models.PositiveIntegerField()

    class Meta:
        ordering = ["day"]
        constraints = [
            # Deferred, because a declared holiday renumbers every day after it.
            models.UniqueConstraint(
                fields=["ordinal"],
                name="workingday_ordinal_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return self.day.isoformat()


class DeclaredHoliday(models.Model):
    """A day off that no calendar foresaw, such as a single anniversary."""

    day = models.DateField(_("Tag"), unique=True)
    name = models.CharField(_("Anlass"), max_length=120)
    declared_at = models.DateTimeField()
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )

    class Meta:
        ordering = ["day"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""), name="declaredholiday_has_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CalendarTerms(Terms):
    """Which days count as free besides the law's.

    On 24 and 31 December offices are mostly closed, but they are no public holidays:
    whether deadlines rest then, the district decides.
    """

    is_christmas_eve_free = models.BooleanField(
        _("Am 24. Dezember läuft keine Frist ab"), default=False
    )
    is_new_years_eve_free = models.BooleanField(
        _("Am 31. Dezember läuft keine Frist ab"), default=False
    )

    def __str__(self) -> str:
        if not self.free_eves:
            return gettext("Am 24. und am 31. Dezember laufen Fristen ab.")
        free = sorted(self.free_eves)
        return gettext("Keine Frist läuft ab am %(days)s.") % {
            "days": ", ".join(f"{day}.{month}." for month, day in free)
        }

    @property
    def free_eves(self) -> frozenset[tuple[int, int]]:
        """Month and day of those that are free."""
        eves = {
            (12, 24): self.is_christmas_eve_free,
            (12, 31): self.is_new_years_eve_free,
        }
        return frozenset(eve for eve, is_free in eves.items() if is_free)


class ClosureQuerySet(models.QuerySet["Closure"]):
    def within(self, first_day: date, last_day: date) -> Self:
        """Those with a day in this span."""
        return self.filter(first_day__lte=last_day, last_day__gte=first_day)


class Closure(models.Model):
    """Days on which the SPK is not there, told to residents ahead of time.

    Only what the SPK itself promises waits for them: offices work on, and so do
    their deadlines.
    """

    first_day = models.DateField(_("Erster Tag"))
    last_day = models.DateField(_("Letzter Tag"))
    reason = models.CharField(_("Anlass"), max_length=120)
    announced_at = models.DateTimeField()
    announced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )

    objects = ClosureQuerySet.as_manager()

    class Meta:
        ordering = ["first_day"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="closure_ends_after_start",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="closure_has_reason"),
            ExclusionConstraint(
                name="closure_no_overlap",
                expressions=[
                    (
                        Func(
                            "first_day",
                            "last_day",
                            Value("[]"),
                            function="DATERANGE",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    )
                ],
            ),
        ]

    def __str__(self) -> str:
        return self.reason

    @property
    def is_one_day(self) -> bool:
        return self.first_day == self.last_day


class Deadline(models.Model):
    """A clock towards somebody who owes an answer.

    `pause_days` sums the finished pauses in working days; `paused_at` marks one
    that runs now. A table of deadlines is registered with
    `neighbourhood.deadlines.registry`, so that a new holiday re-dates it.
    """

    due_on = models.ForeignKey(
        WorkingDay, on_delete=models.PROTECT, null=True, related_name="+"
    )
    first_due_on = models.ForeignKey(
        WorkingDay, on_delete=models.PROTECT, null=True, related_name="+"
    )
    paused_at = models.DateTimeField(null=True)
    pause_days = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("first_due_on")),
                name="%(class)s_due_not_before_first_date",
            ),
        ]


class ClockEvent(models.Model):
    """One thing that a clock did; a row is never changed, a trigger sees to that.

    A concrete table adds the key to its deadline and the trigger. `day` is the Berlin
    day from which it counts, mostly that of `at`; from it until the next row's day
    working days are `party`'s. `working_days` says by how many the due date moved,
    `due_on` where it stands then, as a plain date: what was said stays said.
    """

    kind = models.CharField(max_length=10, choices=ClockKind)
    at = models.DateTimeField()
    day = models.DateField()
    cause = models.CharField(max_length=20)
    party = models.CharField(max_length=10, choices=Party)
    working_days = models.SmallIntegerField(default=0)
    due_on = models.DateField(null=True)

    class Meta:
        abstract = True
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ClockKind.values), name="%(class)s_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(party__in=Party.values), name="%(class)s_known_party"
            ),
            models.CheckConstraint(condition=~Q(cause=""), name="%(class)s_has_cause"),
        ]


class ReminderStep(models.Model):
    """One reminder that went out: once for each thing, due date and step.

    A concrete table adds the key to its thing and a unique constraint. `due_on` is
    a plain date: what was said stays said, whatever the calendar becomes.
    """

    due_on = models.DateField()
    step = models.CharField(max_length=20)
    created_at = models.DateTimeField()

    class Meta:
        abstract = True


class MorningPart(models.Model):
    """What joined a mail that already waited for the same mailbox that morning.

    `key` names it for good, as a delivery's key would have.
    """

    key = models.CharField(max_length=160, unique=True)
    delivery = models.ForeignKey(
        Delivery, on_delete=models.CASCADE, related_name="morning_parts"
    )
    renderer = models.CharField(max_length=80)
    params = models.JSONField(default=dict)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.renderer} in delivery {self.delivery_id}"
