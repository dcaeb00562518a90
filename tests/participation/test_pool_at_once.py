"""Two people book one room at the same second, with real connections and commits."""

import pytest

from participation.pool.models import Booking, Hold
from tests.factories.accounts import UserFactory
from tests.factories.pool import OfferFactory, make_booking, on_day
from tests.participation.at_once import at_once

# Threads see only what is committed.
pytestmark = pytest.mark.usefixtures("own_database")


def test_two_book_one_room_and_one_wins():
    room = OfferFactory()
    people = [UserFactory() for _ in range(4)]

    results = at_once(*(lambda who=who: make_booking(room, by=who) for who in people))

    won = [each for each in results if isinstance(each, Booking)]
    assert (len(won), results.count("time_taken")) == (1, 3)
    assert Hold.objects.filter(offer=room).count() == 1


def test_neighbouring_times_at_once_both_stand():
    room = OfferFactory()
    first, second = UserFactory(), UserFactory()

    results = at_once(
        lambda: make_booking(room, during=on_day(begins=10, ends=12), by=first),
        lambda: make_booking(room, during=on_day(begins=12, ends=14), by=second),
    )

    assert all(isinstance(each, Booking) for each in results)
