"""Samples of what is told of the pool: entries, what goes together, bookings."""

import uuid
from datetime import timedelta

from django.utils import timezone

from commons.clock import berlin_today
from participation.moderation.enums import Verdict
from participation.pool.enums import (
    CalendarProblem,
    EndReason,
    ResourceKind,
    Side,
)
from participation.pool.models import CalendarSource
from participation.pool.services import booking as bookings
from participation.pool.services.booking import Extent
from participation.pool.services.inquiring import inquire
from participation.pool.services.matching import match
from participation.pool.spans import Span
from tests.factories.accounts import UserFactory
from tests.factories.ideas import DecisionFactory
from tests.factories.networks import make_house, speaker_of
from tests.factories.pool import OfferFactory, make_booking, on_day
from tests.mails.samples import said, title, verb

DECIDED = {
    "offer.changes_requested": Verdict.REQUEST_CHANGES,
    "offer.declined": Verdict.DECLINE,
    "offer.hidden": Verdict.HIDE,
    "offer.published": Verdict.PUBLISH,
    "offer.redirected": Verdict.DECLINE,
    "offer.removed": Verdict.REMOVE,
    "offer.restored": Verdict.RESTORE,
    "offer.taken_back": Verdict.TAKE_BACK,
}


def _offer(**fields):
    return OfferFactory(**{"title": title()[:100]} | fields)


def _houses():
    house = make_house()
    speaker_of(house)
    return _offer(actor=house, conditions="Bitte *besenrein* & pünktlich.")


@verb(*DECIDED)
def decided(key):
    offer, more = _offer(), {}
    about = {"kind": "offer", "target_id": offer.pk}
    if DECIDED[key] == Verdict.TAKE_BACK:
        plain = dict.fromkeys(("reason", "basis", "facts"), "")
        earlier = DecisionFactory(verdict=Verdict.PUBLISH, **about, **plain)
        more = {"takes_back": earlier}
    decision = DecisionFactory(
        verdict=DECIDED[key],
        text="Das klären Sie am besten mit uns am Telefon.",
        **about,
        **more,
    )
    yield offer, {"decision": decision.pk}


@verb("offer.asked")
def asked(_key):
    for offer in (_offer(), _houses(), _offer(side=Side.REQUEST)):
        yield offer, {}


@verb("offer.expired")
def expired(_key):
    ended = {"ended_at": timezone.now(), "ended_because": EndReason.EXPIRED}
    yield _offer(expires_on=berlin_today() - timedelta(days=1), **ended), {}


@verb("offer.calendar_failed")
def silent(_key):
    for problem in CalendarProblem:
        if problem:
            offer = _offer()
            CalendarSource.objects.create(
                offer=offer,
                sealed_url=b"x",
                host="example.org",
                entered_at=timezone.now(),
                failing_since=timezone.now(),
                problem=problem,
            )
            yield offer, {}


@verb("offer.matched")
def matched(key):
    kind = {"kind": ResourceKind.TOOL, "is_bookable": False}
    _offer(**kind)
    _offer(region=None, **kind)
    match(_offer(side=Side.REQUEST, **kind).pk)
    yield from said(key)


@verb("offer.inquired")
def inquired(key):
    for offer in (_offer(), _houses()):
        inquire(
            offer,
            text="Wir hätten donnerstags *Platz* & Zeit.",
            contact="030 9018-0",
            draft_id=uuid.uuid4(),
            by=UserFactory(),
        )
    yield from said(key)


@verb("booking.requested", "booking.confirmed", "booking.declined")
@verb("booking.cancelled", "booking.lapsed")
def of_a_booking(key):
    several = Span(on_day(8).starts_at, on_day(9).ends_at)
    tables = _offer(kind=ResourceKind.TOOL, is_bookable=True, quantity=9)
    acts = {
        "booking.requested": lambda _row: None,
        "booking.confirmed": lambda row: bookings.confirm(row, by=row.offer.author),
        "booking.declined": lambda row: bookings.decline(
            row, reason="Da ist Yoga & Tanz.", by=row.offer.author
        ),
        "booking.cancelled": lambda row: bookings.cancel(
            row, reason="", by=row.offer.author
        ),
        "booking.lapsed": bookings.lapse,
    }
    for row in (
        make_booking(_houses()),
        make_booking(tables, during=several, extent=Extent(quantity=4)),
    ):
        acts[key](row)
    yield from said(key)
