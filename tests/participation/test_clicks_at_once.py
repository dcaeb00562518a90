"""One person in two windows, or with a quick finger; real connections and commits."""

import uuid
from functools import partial

import pytest

from commons.accounts.visitors import Visitor
from commons.errors import RuleViolation
from participation.ideas.models import Idea
from participation.ideas.services import drafting
from participation.pool.enums import Side
from participation.pool.models import Booking, FundingApplication, OfferMatch
from participation.pool.rules import MOST_WAITING
from participation.pool.services import (
    applications,
    booking as bookings,
    matching,
    tending,
)
from participation.together.models import Authorship
from participation.together.services import authoring
from tests.factories.accounts import UserFactory
from tests.factories.funds import make_call, make_plan
from tests.factories.networks import coordinator_of, make_network
from tests.factories.pool import OfferFactory, make_booking, on_day
from tests.participation.at_once import at_once
from tests.participation.test_together_authoring import hand_in

# Threads see only what is committed.
pytestmark = pytest.mark.usefixtures("own_database")


def test_two_clicks_are_one_booking():
    room, person = OfferFactory(), UserFactory()
    book = partial(
        bookings.book,
        room,
        during=on_day(),
        purpose="Treffen",
        draft_id=uuid.uuid4(),
        by=person,
    )

    first, second, third = at_once(book, book, book)

    assert first == second == third == Booking.objects.get(offer=room)


def test_nobody_holds_more_than_may_wait_by_asking_for_all_at_once():
    person = UserFactory()
    rooms = [OfferFactory() for _ in range(4)]
    for _ in range(MOST_WAITING - 1):
        make_booking(by=person)

    results = at_once(*(partial(make_booking, room, by=person) for room in rooms))

    assert results.count("too_many_waiting") == len(rooms) - 1
    assert Booking.objects.filter(by=person).count() == MOST_WAITING


def test_two_clicks_are_one_paper():
    person = UserFactory()
    begin = partial(applications.begin, make_call(), make_plan(), by=person)

    first, second = at_once(begin, begin)

    assert first == second == FundingApplication.objects.get()


def test_both_halves_of_a_match_look_for_each_other_at_once():
    for _ in range(3):
        offer = OfferFactory()
        wanted = OfferFactory(side=Side.REQUEST, region=offer.region)

        found = at_once(
            partial(matching.match, offer.pk), partial(matching.match, wanted.pk)
        )

        assert sum(found) >= 1
        assert OfferMatch.objects.filter(offer=offer, wanted=wanted).count() == 1


def test_an_account_goes_while_the_house_answers(monkeypatch):
    person, booking = UserFactory(), make_booking()
    Booking.objects.filter(pk=booking.pk).update(by=person)
    cancel = bookings.cancel

    def too_late(row, **said):
        bookings.decline(row, reason="Geht nicht.", by=row.offer.author)
        return cancel(row, **said)

    monkeypatch.setattr(bookings, "cancel", too_late)
    tending.forget_person(person)

    booking.refresh_from_db()
    assert (booking.state, booking.by) == ("declined", None)


def test_a_draft_that_was_handed_in_is_given_to_nobody_else():
    network, person = make_network()
    other, _somebody = make_network()
    coordinator_of(other, user=person)
    visitor = Visitor(user=person)
    authoring.begin(network, visitor)
    content = dict(drafting.find(visitor).content)
    idea = hand_in(person)
    drafting.keep(visitor, content)

    with pytest.raises(RuleViolation) as refusal:
        authoring.begin(other, visitor)

    assert refusal.value.code == "key_taken"
    assert Idea.objects.filter(pk=idea.pk).exists()
    assert Authorship.objects.get(idea=idea).network == network
