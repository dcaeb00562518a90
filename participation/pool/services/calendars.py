"""The house's own calendar comes in as busy times; bookings go out to it."""

from datetime import timedelta
from urllib.parse import urlsplit

from cryptography.fernet import InvalidToken
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons import wake
from commons.accounts.models import User
from commons.delivery import fetching, sealing
from commons.errors import RuleViolation
from commons.foreign_calendars.addresses import as_https
from commons.tokens import hash_of, new_token
from commons.verbs.services import happened
from participation.pool import ics
from participation.pool.enums import CalendarProblem
from participation.pool.models import (
    BusyTime,
    CalendarSource,
    Offer,
    OfferCalendarKey,
)
from participation.pool.spans import Span
from participation.pool.workflow import HORIZON

PURPOSE = b"bindeglied.pool.calendar_source"
MOST_BYTES = 2 * 1024 * 1024
READ_EVERY = timedelta(minutes=30)
TELL_AFTER = timedelta(days=1)
MOST_AT_ONCE = 40
PROBLEMS: dict[type[Exception], CalendarProblem] = {
    fetching.Forbidden: CalendarProblem.ADDRESS,
    InvalidToken: CalendarProblem.ADDRESS,  # sealed with a key that is gone
    fetching.Unreachable: CalendarProblem.SILENT,
    fetching.Refused: CalendarProblem.REFUSED,
    fetching.TooBig: CalendarProblem.TOO_BIG,
    ics.Unreadable: CalendarProblem.UNREADABLE,
}
wake.declare("pool.read_calendar")


@transaction.atomic
def connect(offer: Offer, url: str, *, by: User) -> CalendarSource:
    """Read the house's calendar from now on; it replaces one that was read before.

    Raises:
        RuleViolation: nothing is booked here (`not_bookable`).
    """
    offer = Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    if not offer.is_bookable:
        raise RuleViolation(
            _("Dieser Eintrag hat keinen Belegungsplan."), code="not_bookable"
        )
    CalendarSource.objects.filter(offer=offer).delete()
    source = CalendarSource.objects.create(
        offer=offer,
        sealed_url=sealing.seal({"url": as_https(url)}, purpose=PURPOSE),
        host=urlsplit(as_https(url)).hostname or "",
        created_by=by,
        entered_at=timezone.now(),
    )
    happened("offer.calendar_connected", offer, by=by)
    wake.on_commit("pool.read_calendar", source_id=source.pk)
    return source


@transaction.atomic
def disconnect(offer: Offer, *, by: User) -> None:
    """Read it no longer; its busy times go with it."""
    deleted, _kinds = CalendarSource.objects.filter(offer=offer).delete()
    if deleted:
        happened("offer.calendar_disconnected", offer, by=by)


def read_due() -> int:
    """Read every calendar whose turn it is; gives how many could be read."""
    before = timezone.now() - READ_EVERY
    due = CalendarSource.objects.filter(
        Q(tried_at__isnull=True) | Q(tried_at__lt=before),
        offer__in=Offer.objects.listed().values("pk"),
    )
    ids = due.order_by("tried_at", "pk").values_list("pk", flat=True)[:MOST_AT_ONCE]
    return sum(read(pk) for pk in list(ids))


def read(source_id: int) -> bool:
    """Get the calendar and replace what was read before; safe to run twice.

    What cannot be read leaves the times as they were: rather too busy than double.
    """
    source = CalendarSource.objects.filter(pk=source_id).first()
    if source is None:
        return False
    now = timezone.now()
    window = Span(now - timedelta(days=1), now + HORIZON)
    try:
        raw = fetching.fetch(url_of(source), most=MOST_BYTES)
        spans = ics.busy_spans(raw, window)
    except tuple(PROBLEMS) as error:
        _note_problem(source_id, PROBLEMS[type(error)])
        return False
    _store(source_id, spans)
    return True


def url_of(source: CalendarSource) -> str:
    return str(sealing.unseal(source.sealed_url, purpose=PURPOSE)["url"])


@transaction.atomic
def new_key(offer: Offer, *, by: User) -> str:
    """A new secret address of the bookings; the one before ends. Shown once."""
    token = new_token()
    OfferCalendarKey.objects.update_or_create(
        offer=offer,
        user=by,
        defaults={"token_hash": hash_of(token), "created_at": timezone.now()},
    )
    happened("offer.calendar_key_made", offer, by=by)
    return token


@transaction.atomic
def _store(source_id: int, spans: list[Span]) -> None:
    source = _locked(source_id)
    if source is None:
        return
    source.busy_times.all().delete()
    BusyTime.objects.bulk_create(
        (
            BusyTime(source=source, offer_id=source.offer_id, during=span.as_range)
            for span in spans
        ),
        batch_size=1_000,
    )
    source.tried_at = source.read_at = timezone.now()
    source.failing_since, source.told_at = None, None
    source.problem = CalendarProblem.NONE
    source.save()


@transaction.atomic
def _note_problem(source_id: int, problem: CalendarProblem) -> None:
    """Once a day has passed like that, whoever looks after it is told, once."""
    source = _locked(source_id)
    if source is None:
        return
    source.tried_at = timezone.now()
    source.failing_since = source.failing_since or source.tried_at
    source.problem = problem
    is_long = source.tried_at - source.failing_since >= TELL_AFTER
    if is_long and source.told_at is None:
        source.told_at = source.tried_at
        happened("offer.calendar_failed", source.offer, by=None)
    source.save()


def _locked(source_id: int) -> CalendarSource | None:
    rows = CalendarSource.objects.select_for_update(of=("self",))
    return rows.select_related("offer").filter(pk=source_id).first()
