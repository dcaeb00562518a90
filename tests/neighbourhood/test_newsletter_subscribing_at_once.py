"""Two presses of the same button, or of two, at the same moment."""

import pytest

from neighbourhood.newsletters.models import Subscription, SubscriptionProof
from neighbourhood.newsletters.services import leaving, subscriptions
from tests.neighbourhood.reading_letters import ADDRESS, asked, here, subscribed
from tests.participation.at_once import at_once


@pytest.fixture(scope="module", autouse=True)
def database(own_database):
    return own_database


@pytest.fixture(autouse=True)
def _nobody_yet():
    Subscription.objects.all().delete()
    SubscriptionProof.objects.all().delete()


def test_two_confirms_at_once_make_one_subscription():
    row = asked()

    results = at_once(*[lambda: subscriptions.confirm(row.pk)] * 2)

    assert results == [row, row]
    assert Subscription.objects.confirmed().get() == row


def test_two_mails_confirmed_at_once_make_one_subscription_of_both():
    first, second = asked(), asked(ADDRESS, here("buch"))

    at_once(
        lambda: subscriptions.confirm(first.pk),
        lambda: subscriptions.confirm(second.pk),
    )

    assert Subscription.objects.get().regions.count() == 2


def test_two_clicks_at_once_end_it_once():
    row = subscribed()

    results = at_once(*[lambda: leaving.end(row.pk)] * 2)

    assert results.count(None) == 1
    assert SubscriptionProof.objects.count() == 1
