"""Offers and requests find each other, and both sides hear of it once."""

from datetime import timedelta

import pytest

from commons.clock import berlin_today
from commons.verbs import registry
from commons.verbs.models import Happening
from neighbourhood.regions.models import Region
from participation.pool.enums import ResourceKind, Side
from participation.pool.models import OfferMatch
from participation.pool.queries import matching
from participation.pool.services.matching import match, match_lately
from tests.factories.accounts import UserFactory
from tests.factories.networks import make_house, speaker_of
from tests.factories.pool import OfferFactory

pytestmark = pytest.mark.django_db
TOOL = {"kind": ResourceKind.TOOL, "is_bookable": False}


def day(number):
    return berlin_today() + timedelta(days=number)


def wanted(**fields):
    return OfferFactory(
        **{"side": Side.REQUEST, "title": "Leiter gesucht"} | TOOL | fields
    )


def elsewhere():
    return Region.objects.order_by("number")[1]


@pytest.mark.parametrize(
    ("offered", "asked", "fits"),
    (
        ({}, {}, True),
        ({"kind": ResourceKind.VEHICLE}, {}, False),
        ({"region": None}, {}, True),
        ({}, {"region": None}, True),
        ({"until_on": day(5)}, {"from_on": day(6)}, False),
        ({"until_on": day(5)}, {"from_on": day(5)}, True),
        ({"from_on": day(9)}, {"until_on": day(8)}, False),
        ({"until_on": day(-1)}, {}, False),
        ({"quantity": 3}, {"quantity": 5}, False),
        ({"quantity": 5}, {"quantity": 5}, True),
        ({"publication": "submitted"}, {}, False),
    ),
)
def test_kind_region_time_and_number_decide(offered, asked, fits):
    offer, request = OfferFactory(**TOOL | offered), wanted(**asked)

    assert matching.best(request) == ([offer] if fits else [])
    if offer.is_public and offer.until_on != day(-1):
        assert matching.best(offer) == ([request] if fits else [])


def test_another_stadtteil_does_not_fit():
    OfferFactory(region=elsewhere(), **TOOL)

    assert matching.best(wanted()) == []


def test_nobody_is_told_of_their_own():
    person, house = UserFactory(), make_house()
    OfferFactory(author=person, **TOOL)
    OfferFactory(actor=house, **TOOL)

    assert matching.best(wanted(author=person, region=elsewhere())) == []
    assert len(matching.best(wanted(author=person))) == 1
    assert len(matching.best(wanted(actor=house))) == 1


def test_both_sides_are_told_once():
    offer, request = OfferFactory(**TOOL), wanted()

    counts = [match(request.pk), match(offer.pk), match_lately(26)]

    pair = OfferMatch.objects.get()
    verb = registry.get("offer.matched")
    told = {who.user_id: verb.tell(pair, {}, who) for who in verb.audience(pair, {})}
    assert counts == [1, 0, 0]
    assert Happening.objects.filter(verb="offer.matched").count() == 1
    assert set(told) == {offer.author_id, request.author_id}
    assert told[offer.author_id].url == request.get_absolute_url()
    assert told[request.author_id].url == offer.get_absolute_url()


def test_all_who_speak_for_a_house_hear_of_it():
    house = make_house()
    people = {speaker_of(house).pk, speaker_of(house).pk}
    OfferFactory(actor=house, **TOOL)
    match(wanted().pk)

    pair = OfferMatch.objects.get()
    heard = {who.user_id for who in registry.get("offer.matched").audience(pair, {})}

    assert heard == people | {pair.wanted.author_id}


def test_nothing_is_told_once_one_of_both_is_over():
    offer = OfferFactory(**TOOL)
    match(wanted().pk)
    pair = OfferMatch.objects.get()
    verb = registry.get("offer.matched")
    pair.offer.publication = "withdrawn"

    assert all(verb.tell(pair, {}, who) is None for who in verb.audience(pair, {}))
    assert offer.matches.count() == 1


def test_a_stadtteil_full_of_tools_fills_no_mailbox():
    for _ in range(matching.MOST + 3):
        OfferFactory(**TOOL)

    assert match(wanted().pk) == matching.MOST
