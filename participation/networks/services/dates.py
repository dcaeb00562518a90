"""When a network meets: set, moved, called off; calendars follow by its number."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.clock import BERLIN
from commons.errors import RuleViolation
from commons.verbs.services import happened
from participation.moderation.services.blocks import require_may_write
from participation.networks.models import Network, NetworkDate
from participation.networks.services import activity
from participation.networks.services.locking import locked, require_going_on

MOST_AHEAD = 200
# What a calendar has to know anew, and whoever planned to come.
WHEN_AND_WHERE = ("starts_at", "minutes", "place_text")


@dataclass(frozen=True)
class Meeting:
    """What a date says of itself; `starts_at` apart, which a series has several of."""

    title: str
    minutes: int
    place_text: str = ""
    words: str = ""


@transaction.atomic
def set_dates(
    network: Network, meeting: Meeting, *, days: Iterable[date], at: time, by: User
) -> list[NetworkDate]:
    """One date, or a series of them; members hear of them once.

    Args:
        at: what Berlin's clocks show on each of the days, in summer and in winter.

    Raises:
        RuleViolation: it has ended (`network_over`), has too many dates ahead
            (`too_many`), or the person may not write just now (`blocked`).
    """
    require_may_write(by)
    network = locked(network.pk)
    require_going_on(network)
    moments = [datetime.combine(day, at, tzinfo=BERLIN) for day in days]
    _require_room(network, len(moments))
    now = timezone.now()
    rows = [
        NetworkDate(
            network=network,
            starts_at=moment,
            changed_at=now,
            changed_by=by,
            **_columns(meeting),
        )
        for moment in moments
    ]
    dates = NetworkDate.objects.bulk_create(rows)
    happened("network_date.set", dates[0], by=by, count=len(dates))
    activity.touch(network)
    return dates


@transaction.atomic
def change(
    row: NetworkDate, meeting: Meeting, *, starts_at: datetime, by: User
) -> NetworkDate:
    """Say it anew. Who wanted to come hears when time or place changed.

    Raises:
        RuleViolation: see `set_dates`; or it was called off (`cancelled`).
    """
    require_may_write(by)
    row = _locked(row)
    _require_not_cancelled(row)
    wanted = {"starts_at": starts_at, **_columns(meeting)}
    changed = {name for name in wanted if getattr(row, name) != wanted[name]}
    if not changed:
        return row
    for name, value in wanted.items():
        setattr(row, name, value)
    _save(row, *wanted, by=by)
    has_moved = bool(changed & set(WHEN_AND_WHERE))
    verb = "network_date.moved" if has_moved else "network_date.changed"
    happened(verb, row, by=by)
    activity.touch(row.network)
    return row


@transaction.atomic
def cancel(row: NetworkDate, *, by: User) -> NetworkDate:
    """It does not take place; it stays in calendars as called off.

    Raises:
        RuleViolation: it was called off already (`cancelled`), or see `set_dates`.
    """
    row = _locked(row)
    _require_not_cancelled(row)
    row.cancelled_at = timezone.now()
    _save(row, "cancelled_at", by=by)
    happened("network_date.cancelled", row, by=by)
    return row


@transaction.atomic
def restore(row: NetworkDate, *, by: User) -> NetworkDate:
    """It takes place after all. Twice says the same.

    Raises:
        RuleViolation: see `set_dates`.
    """
    require_may_write(by)
    row = _locked(row)
    if row.cancelled_at is None:
        return row
    row.cancelled_at = None
    _save(row, "cancelled_at", by=by)
    happened("network_date.restored", row, by=by)
    return row


def _columns(meeting: Meeting) -> dict[str, str | int]:
    return {
        "title": meeting.title,
        "minutes": meeting.minutes,
        "place_text": meeting.place_text,
        "words": meeting.words,
    }


def _save(row: NetworkDate, *columns: str, by: User) -> None:
    row.sequence += 1
    row.changed_at, row.changed_by = timezone.now(), by
    row.save(update_fields=[*columns, "sequence", "changed_at", "changed_by"])


def _locked(row: NetworkDate) -> NetworkDate:
    """The network first, as everywhere; only one that goes on has dates to change."""
    network = locked(row.network_id)
    require_going_on(network)
    row = NetworkDate.objects.select_for_update(of=("self",)).get(pk=row.pk)
    row.network = network
    return row


def _require_not_cancelled(row: NetworkDate) -> None:
    if row.is_cancelled:
        raise RuleViolation(_("Dieser Termin ist abgesagt."), code="cancelled")


def _require_room(network: Network, more: int) -> None:
    ahead = NetworkDate.objects.filter(network=network).upcoming().count()
    if ahead + more > MOST_AHEAD:
        raise RuleViolation(
            _("So viele Termine im Voraus passen nicht auf die Seite."),
            code="too_many",
        )
