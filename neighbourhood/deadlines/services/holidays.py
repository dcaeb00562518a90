"""Declaring a day off, and moving every open deadline that counted on it."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.clock import berlin_today
from commons.errors import RuleViolation
from commons.verbs.services import happened
from neighbourhood.deadlines import registry
from neighbourhood.deadlines.models import DeclaredHoliday, WorkingDay
from neighbourhood.deadlines.registry import DeadlineTable
from neighbourhood.deadlines.services.office_days import make_up_for, office_days
from neighbourhood.deadlines.services.working_days import due_after, renumber


@transaction.atomic
def declare_holiday(day: date, *, name: str, by: User | None) -> DeclaredHoliday:
    """Make a working day to come a day off; open deadlines move by one working day.

    Raises:
        RuleViolation: the day has come already, or nobody works on it anyway.
    """
    _require_future(day)
    if not WorkingDay.objects.select_for_update(of=("self",)).filter(day=day).exists():
        raise RuleViolation(
            _("An diesem Tag wird ohnehin nicht gearbeitet."), code="no_working_day"
        )
    holiday = DeclaredHoliday.objects.create(
        day=day, name=name, declared_at=timezone.now(), declared_by=by
    )
    take_out(day)
    happened("holiday.declared", holiday, by=by, day=day.isoformat())
    return holiday


@transaction.atomic
def withdraw_holiday(holiday: DeclaredHoliday, *, by: User | None) -> None:
    """Make a declared day a working day again.

    Deadlines stay where they are: nobody loses a day they were promised.
    """
    holiday = DeclaredHoliday.objects.select_for_update(of=("self",)).get(pk=holiday.pk)
    _require_future(holiday.day)
    happened("holiday.withdrawn", holiday, by=by, day=holiday.day.isoformat())
    WorkingDay.objects.create(day=holiday.day, ordinal=0)
    holiday.delete()
    renumber()


def take_out(day: date) -> None:
    """Take a day out of the calendar and re-date what is due from then on."""
    lost = list(office_days().filter(day=day).values_list("day", flat=True))
    for table in registry.tables():
        _move_open(table, day)
        _move_bounds(table, day)
    WorkingDay.objects.filter(day=day).delete()
    renumber()
    make_up_for(lost)


def take_out_all(days: Sequence[date]) -> None:
    """Take several days out; those that no row points behind go in one step."""
    last = max((last_due(table) for table in registry.tables()), default=None)
    near = [day for day in days if last is not None and day <= last]
    far = [day for day in days if day not in near]
    for day in near:
        take_out(day)
    if far:
        lost = list(office_days().filter(day__in=far).values_list("day", flat=True))
        WorkingDay.objects.filter(day__in=far).delete()
        renumber()
        make_up_for(lost)


def last_due(table: DeadlineTable) -> date:
    """The latest day that a row of the table points to."""
    found = table.model_class._default_manager.aggregate(
        due=Max("due_on"), first=Max("first_due_on")
    )
    return max(found["due"] or date.min, found["first"] or date.min)


def _require_future(day: date) -> None:
    if day <= berlin_today():
        raise RuleViolation(
            _("Das geht nur für Tage, die noch kommen."), code="day_has_come"
        )


def _move_open(table: DeadlineTable, day: date) -> None:
    """Everything open that is due on `day` or later gets one working day more.

    The latest goes first, so that no row moves twice.
    """
    rows = table.model_class._default_manager.filter(table.is_open)
    due_dates = (
        rows.filter(due_on__gte=day)
        .order_by("-due_on")
        .values_list("due_on", flat=True)
        .distinct()
    )
    for due_on in list(due_dates):
        moved = list(rows.filter(due_on=due_on).values_list("pk", flat=True))
        following = due_after(due_on, 1)
        # What was reminded of the old date is not reminded of the new one again.
        table.reminder_class._default_manager.filter(
            **{f"{table.reminder_key}__in": moved}, due_on=due_on
        ).update(due_on=following.day)
        rows.filter(pk__in=moved).update(due_on=following)
        table.on_moved(rows.filter(pk__in=moved))


def _move_bounds(table: DeadlineTable, day: date) -> None:
    """No row, open or not, may point to the day that goes."""
    following = due_after(day, 1)
    rows = table.model_class._default_manager
    rows.filter(due_on=day).update(due_on=following)
    rows.filter(first_due_on=day).update(first_due_on=following)
