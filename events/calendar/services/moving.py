"""Moving one date of an event, and adding one that is no part of its series."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.verbs.services import happened
from events.calendar.models import Event, Occurrence
from events.calendar.services import held, locking, telling
from events.calendar.services.announcing import CHANGEABLE
from events.calendar.services.cancelling import require_to_come
from participation.moderation.services.blocks import require_may_write

MOST_EXTRA = 50


@dataclass(frozen=True)
class When:
    """When one date is, and where, if not where the event is."""

    starts_at: datetime
    ends_at: datetime
    place_text: str = ""


@transaction.atomic
def move_occurrence(occurrence: Occurrence, when: When, *, by: User) -> Occurrence:
    """Put one date elsewhere; it stays the same date for series and calendars.

    Whoever has a seat keeps it and hears of it. Of an event with this one date alone,
    the event itself moves.

    Raises:
        RuleViolation: `blocked`, `over`, `cancelled`, `not_changeable`, its own
            calendar keeps its dates (`imported`), or another date of the event
            begins at that moment (`twice`).
    """
    require_may_write(by)
    date = locking.locked_date(occurrence)
    _require_movable(date)
    now = (date.starts_at, date.ends_at, date.place_text)
    if now == (when.starts_at, when.ends_at, when.place_text):
        return date
    _require_free(date.event, when, but=date)
    date.starts_at, date.ends_at = when.starts_at, when.ends_at
    date.place_text = when.place_text
    locking.count_change(date)
    date.save(
        update_fields=[
            *("starts_at", "ends_at", "place_text", "sequence", "changed_at"),
        ]
    )
    _event_follows(date)
    telling.tell_registered(date, telling.What.MOVED, by=by)
    happened("event.occurrence_moved", date.event, by=by, occurrence=date.pk)
    return date


@transaction.atomic
def add_occurrence(event: Event, when: When, *, by: User) -> Occurrence:
    """One date more, beside the rule.

    Raises:
        RuleViolation: `blocked`, `not_changeable`, `imported`, `over`, `twice` or
            `too_many`.
    """
    require_may_write(by)
    event = locking.locked(event)
    _require_open(event)
    held.require_own_dates(event)
    if when.ends_at <= timezone.now():
        raise RuleViolation(_("Dieser Termin ist schon vorbei."), code="over")
    _require_free(event, when)
    _require_few(event)
    date = Occurrence.objects.create(
        event=event,
        starts_at=when.starts_at,
        ends_at=when.ends_at,
        original_starts_at=when.starts_at,
        place_text=when.place_text,
        is_extra=True,
        capacity=event.capacity,
    )
    happened("event.occurrence_added", event, by=by, occurrence=date.pk)
    return date


def _event_follows(date: Occurrence) -> None:
    """What an event with one date says of itself is that date."""
    event = date.event
    if event.is_series or date.is_extra:
        return
    event.starts_at, event.ends_at = date.starts_at, date.ends_at
    event.save(update_fields=["starts_at", "ends_at"])


def _require_open(event: Event) -> None:
    if event.publication not in CHANGEABLE or event.is_cancelled:
        raise RuleViolation(
            _("Die Termine dieser Veranstaltung können Sie nicht mehr ändern."),
            code="not_changeable",
        )


def _require_movable(date: Occurrence) -> None:
    _require_open(date.event)
    held.require_own_dates(date.event)
    require_to_come(date)
    if date.is_cancelled:
        why = pgettext_lazy("Veranstaltung", "Dieser Termin ist abgesagt.")
        raise RuleViolation(why, code="cancelled")


def _require_few(event: Event) -> None:
    if event.occurrences.filter(is_extra=True).count() >= MOST_EXTRA:
        raise RuleViolation(
            _("Mehr als %(most)s zusätzliche Termine gehen nicht.")
            % {"most": MOST_EXTRA},
            code="too_many",
        )


def _require_free(event: Event, when: When, *, but: Occurrence | None = None) -> None:
    """No other date begins then, nor would by the rule."""
    others = event.occurrences.exclude(pk=but.pk if but else 0)
    at_once = others.filter(starts_at=when.starts_at)
    in_rule = others.filter(original_starts_at=when.starts_at)
    if at_once.exists() or in_rule.exists():
        raise RuleViolation(
            _("Um diese Zeit gibt es schon einen Termin dieser Veranstaltung."),
            code="twice",
        )
