"""Writing events: exactly once, at once by rule or after a look of the desk."""

from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.clock import berlin_date
from commons.errors import RuleViolation
from commons.once import first_of, insert
from commons.verbs.services import happened
from events.calendar import recurrence
from events.calendar.models import Event, Occurrence
from events.calendar.queries.inviting import Inviter, inviter_of
from events.calendar.services import held, locking, resizing, series, telling
from events.calendar.services.contents import (
    CLOSED_WORDS,
    MATTERS,
    SHOWN,
    WORDS,
    Content,
    keep_version,
)
from participation.moderation import services as moderation
from participation.moderation.enums import Publication
from participation.moderation.services.blocks import require_may_write

CHANGEABLE = frozenset(
    {Publication.SUBMITTED, Publication.CHANGES_REQUESTED, Publication.PUBLISHED}
)
WHEN = ("starts_at", "ends_at", "rrule")
_READ = (*WORDS, *CLOSED_WORDS)


@transaction.atomic
def announce(
    content: Content, *, inviter: Inviter, by: User | None, draft_id: UUID | None = None
) -> Event:
    """Announce something for a body that `by` may speak for.

    The SPK, an Amt and a verified actor are read at once; the desk looks at the rest
    first (`rules.is_trusted`).

    Args:
        draft_id: whoever sends the same again gets the event that was born first.

    Raises:
        RuleViolation: `blocked`, `key_taken`, `rule_unknown`, `first_not_in_rule`, or
            it is over by the time it is announced (`over`).
    """
    key = draft_id or uuid4()
    if first := first_of(Event.objects.all(), key, by=by):
        return first
    require_may_write(by)
    _require_to_come(content)
    event = _unsaved(content, inviter)
    event.author, event.draft_id = by, key
    if first := insert(event, by=by):
        return first
    event.topics.set(content.topics)
    series.expand(event)
    keep_version(event, by=by)
    tell(event, "event.published", "event.submitted", by=by)
    return event


def _unsaved(content: Content, inviter: Inviter) -> Event:
    """What was written, public already where its body is trusted."""
    event = Event(**content.columns(), **inviter.columns())
    event.submitted_at = timezone.now()
    if inviter.is_trusted:
        event.publication = Publication.PUBLISHED
        event.published_at = event.submitted_at
    return event


@transaction.atomic
def change(event: Event, content: Content, *, version: int, by: User | None) -> Event:
    """Write a new version; its dates follow, and so do those who come.

    In public it stays there if the body is trusted or no words have changed; else the
    desk reads it anew first, and who is registered hears of it after that.

    Raises:
        RuleViolation: `not_changeable`, `version_changed`, `blocked`, `rule_unknown`,
            `first_not_in_rule`, its own calendar keeps words and times (`imported`),
            or more seats are taken than there would be (`below_taken`).
    """
    require_may_write(by)
    event = locking.locked(event)
    require_changeable(event, version)
    content = held.as_held(event, content)
    _require_first_in_rule(content)
    before = {name: getattr(event, name) for name in (*SHOWN, *_READ)}
    when = {name: getattr(event, name) for name in WHEN}
    _take_over(event, content)
    leave_public_unless(event, is_same=not _differs(event, before, _READ))
    event.save()
    event.topics.set(content.topics)
    keep_version(event, by=by)
    _follow(event, before, when, by=by)
    matters = _differs(event, before, MATTERS) or _differs(event, when, WHEN)
    verb = "event.changed" if matters else "event.edited"
    tell(event, verb, "event.resubmitted", by=by)
    return event


def _take_over(event: Event, content: Content) -> None:
    for name, value in content.columns().items():
        setattr(event, name, value)
    event.version += 1
    event.edited_at = timezone.now()


def _follow(
    event: Event, before: dict[str, Any], when: dict[str, Any], *, by: User | None
) -> None:
    """Dates, seats and calendars as the event says now; each date is told of once."""
    is_moved = _differs(event, when, WHEN)
    moved = series.reschedule(event, by=by) if is_moved else []
    resizing.resize_dates(event, by=by)
    to_come = list(event.occurrences.upcoming().taking_place().order_by("pk"))
    if _differs(event, before, SHOWN):
        told = {date.pk for date in moved}
        locking.count_changes(date for date in to_come if date.pk not in told)
    for date in moved:
        telling.tell_registered(_fresh(date), telling.What.MOVED, by=by)
    if event.is_public and _differs(event, before, MATTERS):
        tell_changed(event, without=moved, by=by)


def tell_changed(
    event: Event, *, without: list[Occurrence] | None = None, by: User | None
) -> None:
    """Those who come to a date that is still to be hear that something is different."""
    known = {date.pk for date in without or []}
    dates = event.occurrences.upcoming().taking_place().select_related("event")
    for date in dates.order_by("pk"):
        if date.pk not in known:
            telling.tell_registered(date, telling.What.CHANGED, by=by)


def _fresh(date: Occurrence) -> Occurrence:
    return Occurrence.objects.select_related("event").get(pk=date.pk)


def tell(event: Event, in_public: str, at_desk: str, *, by: User | None) -> None:
    """Say what happened, and hand it to the desk where it is not public."""
    if event.is_public:
        happened(in_public, event, by=by)
        return
    moderation.submit(event)
    happened(at_desk, event, by=by)


def leave_public_unless(event: Event, *, is_same: bool) -> None:
    """Set the publication of a new version; the caller saves."""
    was_asked = event.publication == Publication.CHANGES_REQUESTED
    if event.is_public and (is_same or inviter_of(event).is_trusted):
        return
    event.publication = Publication.SUBMITTED
    if was_asked:
        event.submitted_at = event.edited_at or timezone.now()


def require_changeable(event: Event, version: int) -> None:
    if event.publication not in CHANGEABLE or event.is_cancelled:
        raise RuleViolation(
            _("Diese Veranstaltung können Sie nicht mehr ändern."),
            code="not_changeable",
        )
    if event.version != version:
        raise RuleViolation(
            _("Diese Fassung haben Sie in einem anderen Fenster schon ersetzt."),
            code="version_changed",
        )


def _require_to_come(content: Content) -> None:
    _require_first_in_rule(content)
    if not content.rrule and content.ends_at <= timezone.now():
        raise RuleViolation(_("Dieser Termin ist schon vorbei."), code="over")


def _require_first_in_rule(content: Content) -> None:
    recurrence.check(content.rrule)
    if not recurrence.includes_first(content.rrule, berlin_date(content.starts_at)):
        raise RuleViolation(
            _("Der erste Termin liegt nicht auf einem Tag der Reihe."),
            code="first_not_in_rule",
        )


def _differs(event: Event, before: dict[str, Any], names: tuple[str, ...]) -> bool:
    return any(getattr(event, name) != before[name] for name in names)
