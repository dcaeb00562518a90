"""Announcing closure days of the SPK (docs/decisions/0027-closure-days.md)."""

from datetime import date, timedelta
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.clock import berlin_today
from commons.errors import RuleViolation
from commons.verbs.services import happened
from neighbourhood.deadlines.models import Closure, WorkingDay
from neighbourhood.deadlines.services.office_days import make_up_for

# Nobody is promised a first look half a year ahead.
LONGEST = timedelta(days=60)


class Announced(NamedTuple):
    """A closure, and how many open promises moved behind it."""

    closure: Closure
    moved: int


@transaction.atomic
def announce(
    first_day: date, last_day: date, *, reason: str, by: User | None
) -> Announced:
    """Tell residents that the SPK is not there from one day up to another.

    Open promises of the SPK move behind these days, never forward; what was promised
    for an earlier day, or is late already, stays. Deadlines of departments stay.

    Raises:
        RuleViolation: `day_has_come`, `ends_before_start`, `too_long`,
            `no_working_day` or `overlaps`.
    """
    _require_span(first_day, last_day)
    span = WorkingDay.objects.filter(day__gte=first_day, day__lte=last_day)
    lost = list(span.order_by("day").values_list("day", flat=True))
    if not lost:
        raise RuleViolation(
            _("An diesen Tagen wird ohnehin nicht gearbeitet."), code="no_working_day"
        )
    closure = _written(first_day, last_day, reason=reason, by=by)
    moved = make_up_for(lost)
    happened(
        "closure.announced",
        closure,
        by=by,
        first_day=first_day.isoformat(),
        last_day=last_day.isoformat(),
        moved=moved,
    )
    return Announced(closure, moved)


@transaction.atomic
def withdraw(closure: Closure, *, by: User | None) -> None:
    """Be there after all: from tomorrow on, if the closure has begun.

    Promises stay where they are: nobody was ever promised less time to wait.

    Raises:
        RuleViolation: it is over.
    """
    closure = Closure.objects.select_for_update(of=("self",)).get(pk=closure.pk)
    today = berlin_today()
    if closure.last_day <= today:
        raise RuleViolation(_("Diese Schließung ist vorbei."), code="day_has_come")
    happened(
        "closure.withdrawn",
        closure,
        by=by,
        first_day=closure.first_day.isoformat(),
        last_day=closure.last_day.isoformat(),
    )
    if closure.first_day > today:
        closure.delete()
    else:
        closure.last_day = today
        closure.save(update_fields=["last_day"])


def _require_span(first_day: date, last_day: date) -> None:
    if first_day <= berlin_today():
        raise RuleViolation(
            _("Schließtage werden vorher angekündigt, frühestens für morgen."),
            code="day_has_come",
        )
    if last_day < first_day:
        raise RuleViolation(
            _("Der letzte Tag liegt vor dem ersten."), code="ends_before_start"
        )
    if last_day - first_day > LONGEST:
        raise RuleViolation(
            _("So lange am Stück schließt die SPK nicht: höchstens 60 Tage."),
            code="too_long",
        )


def _written(
    first_day: date, last_day: date, *, reason: str, by: User | None
) -> Closure:
    try:
        with transaction.atomic():
            return Closure.objects.create(
                first_day=first_day,
                last_day=last_day,
                reason=reason.strip(),
                announced_at=timezone.now(),
                announced_by=by,
            )
    except IntegrityError as error:
        raise RuleViolation(
            _("Für einen dieser Tage sind schon Schließtage angekündigt."),
            code="overlaps",
        ) from error
