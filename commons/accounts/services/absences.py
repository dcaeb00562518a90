"""Entering that somebody is away, and who stands in (docs/decisions/0026)."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts import absences, rules
from commons.accounts.models import Absence, User
from commons.accounts.queries.staff import staff
from commons.accounts.visitors import visitor_for
from commons.clock import berlin_today
from commons.errors import RuleViolation
from commons.verbs.services import happened

LONGEST = timedelta(days=366)


@transaction.atomic
def enter(
    user: User, *, first_day: date, last_day: date, substitute: User | None, by: User
) -> Absence:
    """Say that somebody is away; their work waits for the substitute as well.

    Args:
        substitute: None where nobody could; coordinators then have a task.

    Raises:
        RuleViolation: `past`, `ends_before_start`, `too_long`, `unfit`, `own_reach`,
            `circle` or `overlaps`.
    """
    ids = [user.pk, *([substitute.pk] if substitute else [])]
    # Two who name each other at once: the second one waits here and sees the first.
    list(User.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk"))
    _require_span(first_day, last_day)
    if substitute is not None:
        _require_fit(user, substitute)
        _require_straight(user, substitute, first_day, last_day, by=by)
    absence = _written(user, substitute, first_day, last_day, by=by)
    happened("absence.entered", absence, by=by, substitute=absence.substitute_id)
    if first_day == berlin_today():
        _begin(absence)
    return absence


@transaction.atomic
def end(absence: Absence, *, by: User) -> Absence:
    """Somebody is back, or does not go; doing so twice is no mistake."""
    absence = Absence.objects.select_for_update(of=("self",)).get(pk=absence.pk)
    if absence.ended_at is None:
        absence.ended_at, absence.ended_by = timezone.now(), by
        absence.save(update_fields=["ended_at", "ended_by"])
        happened("absence.ended", absence, by=by, substitute=absence.substitute_id)
    return absence


@transaction.atomic
def begin_due() -> int:
    """Begin the absences whose first day has come; says how many."""
    rows = Absence.objects.active().filter(begun_at__isnull=True).order_by("pk")
    due = list(rows.select_for_update(of=("self",), skip_locked=True))
    for absence in due:
        _begin(absence)
    return len(due)


def forget(user: User) -> None:
    """An erased account is away for good; for others it stands in no more."""
    Absence.objects.filter(user=user).delete()
    for field in ("substitute", "entered_by", "ended_by"):
        Absence.objects.filter(**{field: user}).update(**{field: None})


def _begin(absence: Absence) -> None:
    absence.begun_at = timezone.now()
    absence.save(update_fields=["begun_at"])
    absences.begin(absence.user_id)


def _require_span(first_day: date, last_day: date) -> None:
    if first_day < berlin_today():
        raise RuleViolation(
            _("Das geht ab heute, nicht für Tage, die vorbei sind."), code="past"
        )
    if last_day < first_day:
        raise RuleViolation(
            _("Der letzte Tag liegt vor dem ersten."), code="ends_before_start"
        )
    if last_day - first_day > LONGEST:
        raise RuleViolation(
            _("Höchstens ein Jahr am Stück; danach bitte neu eintragen."),
            code="too_long",
        )


def _require_fit(user: User, substitute: User) -> None:
    known = staff()
    held = known.get(substitute, frozenset())
    if substitute == user or not rules.fits(known.get(user, frozenset()), held):
        raise RuleViolation(
            _("Diese Person kann hier nicht vertreten: Ihr fehlt die passende Rolle."),
            code="unfit",
        )


def _require_straight(
    user: User, substitute: User, first_day: date, last_day: date, *, by: User
) -> None:
    """Follow the substitutes through the days that their absences share.

    As with roles nobody widens their own reach, neither at once nor by standing in
    for the one whom they name.
    """
    may_reach = user == by or rules.reaches_everywhere(visitor_for(by))
    waiting = [(substitute.pk, first_day, last_day)]
    seen: set[tuple[int, date, date]] = set()
    while waiting:
        who, first, last = waiting.pop()
        if who == user.pk:
            raise RuleViolation(
                _("So verträten Sie sich im Kreis: Bitte jemand anderes wählen."),
                code="circle",
            )
        if who == by.pk and not may_reach:
            raise RuleViolation(
                _("Sich selbst trägt niemand als Vertretung für andere ein."),
                code="own_reach",
            )
        if (who, first, last) in seen:
            continue
        seen.add((who, first, last))
        for away in Absence.objects.standing().filter(
            user_id=who,
            substitute__isnull=False,
            first_day__lte=last,
            last_day__gte=first,
        ):
            following = (max(first, away.first_day), min(last, away.last_day))
            waiting.append((away.substitute_id or 0, *following))


def _written(
    user: User, substitute: User | None, first_day: date, last_day: date, *, by: User
) -> Absence:
    try:
        with transaction.atomic():
            return Absence.objects.create(
                user=user,
                substitute=substitute,
                first_day=first_day,
                last_day=last_day,
                entered_at=timezone.now(),
                entered_by=by,
            )
    except IntegrityError as error:
        raise RuleViolation(
            _("Für einen dieser Tage ist schon eine Abwesenheit eingetragen."),
            code="overlaps",
        ) from error
