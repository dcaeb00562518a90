"""The demo's pool is filled by the services that people use."""

import pytest

from config.demo import pool
from participation.pool.models import Booking, Inquiry, Offer
from tests.factories.accounts import UserFactory, make_staff

pytestmark = pytest.mark.django_db


def test_the_demo_offers_looks_for_books_and_asks():
    people = {plot.by: UserFactory() for plot in pool.PLOTS}
    people["moderation"] = make_staff()

    told = pool.tell(people)

    states = Booking.objects.order_by("pk").values_list("state", flat=True)
    assert told == Offer.objects.count() == len(pool.PLOTS)
    assert Offer.objects.listed().count() == len(pool.PLOTS) - 1
    assert list(states) == ["confirmed", "requested", "requested"]
    assert Inquiry.objects.count() == 1
