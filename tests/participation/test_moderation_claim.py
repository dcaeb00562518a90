"""Claiming: who works on what, for how long, and who may take over."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now
from django.urls import reverse

from commons.errors import RuleViolation
from participation.moderation import services
from participation.moderation.models import QueueItem
from tests.factories.accounts import make_staff
from tests.factories.moderation import make_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def first():
    return make_staff(display_name="Kollegin Eins")


@pytest.fixture
def second():
    return make_staff(display_name="Kollege Zwei")


def lapse(item):
    QueueItem.objects.filter(pk=item.pk).update(
        lease_until=Now() - timedelta(seconds=1)
    )


def test_a_claim_lasts_ten_minutes_by_the_databases_clock(first):
    item = services.claim(make_item(), by=first)

    soon = QueueItem.objects.filter(
        pk=item.pk,
        lease_until__gt=Now() + timedelta(minutes=9, seconds=50),
        lease_until__lte=Now() + timedelta(minutes=10),
    )
    assert soon.exists()


def test_a_claim_is_renewed_by_whoever_holds_it(first):
    item = services.claim(make_item(), by=first)
    before = item.lease_until
    QueueItem.objects.filter(pk=item.pk).update(
        lease_until=before - timedelta(minutes=5)
    )

    again = services.claim(item, by=first)

    assert again.lease_until >= before


def test_what_is_claimed_is_refused_with_a_name(first, second):
    item = services.claim(make_item(), by=first)

    with pytest.raises(RuleViolation, match="Kollegin Eins") as caught:
        services.claim(item, by=second)

    assert caught.value.code == "claimed"


def test_a_lapsed_claim_is_free(first, second):
    item = services.claim(make_item(), by=first)
    lapse(item)

    assert services.claim(item, by=second).lease_by == second


def test_whoever_lost_the_claim_cannot_decide(first, second):
    item = services.claim(make_item(), by=first)
    services.release(item, by=first)
    services.claim(item, by=second)

    with pytest.raises(RuleViolation) as caught:
        services.decide(item, verdict="publish", version=1, by=first)

    assert caught.value.code == "claimed"


def test_a_closed_item_is_not_claimed(first, second):
    item = make_item()
    services.decide(item, verdict="publish", version=1, by=first)

    with pytest.raises(RuleViolation) as caught:
        services.claim(item, by=second)

    assert caught.value.code == "closed"


def test_only_ones_own_claim_is_released(first, second):
    item = services.claim(make_item(), by=first)

    services.release(item, by=second)
    item.refresh_from_db()
    assert item.lease_by == first

    services.release(item, by=first)
    item.refresh_from_db()
    assert (item.lease_by, item.lease_until) == (None, None)


def test_open_desks_hear_of_a_claim_but_not_of_its_renewal(
    first, django_capture_on_commit_callbacks
):
    item = make_item()

    with django_capture_on_commit_callbacks() as callbacks:
        item = services.claim(item, by=first)
        services.claim(item, by=first)

    assert [callback.args for callback in callbacks] == [
        (
            "notifications.broadcast",
            None,
            {"verb": "moderation.queue", "groups": ["desk"]},
        )
    ]


def test_a_page_that_is_left_gives_back_only_the_claim_it_knows(client, sign_in, first):
    item = services.claim(make_item(), by=first)
    url = reverse("moderation:release", args=[item.pk])
    client = sign_in(client, first)
    earlier = item.lease_until - timedelta(minutes=1)

    stale = client.post(url, {"bis": earlier.isoformat()})
    item.refresh_from_db()
    assert (stale.status_code, item.lease_by) == (204, first)

    client.post(url, {"bis": item.lease_until.isoformat()})
    item.refresh_from_db()
    assert item.lease_by is None


@pytest.mark.parametrize("nonsense", ("", "gestern", "2026-01-01"))
def test_a_broken_moment_gives_back_nothing(client, sign_in, first, nonsense):
    item = services.claim(make_item(), by=first)
    url = reverse("moderation:release", args=[item.pk])

    response = sign_in(client, first).post(url, {"bis": nonsense})

    item.refresh_from_db()
    assert (response.status_code, item.lease_by) == (204, first)


def test_the_page_tells_when_its_claim_ends(client, sign_in, first):
    item = services.claim(make_item(), by=first)

    page = sign_in(client, first).get(item.get_absolute_url()).text

    assert f'data-until="{item.lease_until.isoformat()}"' in page
    assert 'data-again-in="600"' in page


def test_claiming_what_is_claimed_changes_nothing(client, sign_in, first, second):
    item = services.claim(make_item(), by=first)
    url = reverse("moderation:claim", args=[item.pk])

    response = sign_in(client, second).post(url)

    item.refresh_from_db()
    assert response.headers["Location"] == item.get_absolute_url()
    assert item.lease_by == first


def test_a_page_that_claims_by_itself_gets_the_part_that_says_so(
    client, sign_in, first
):
    item = make_item()
    url = reverse("moderation:claim", args=[item.pk])

    response = sign_in(client, first).post(url, headers={"HX-Request": "true"})

    item.refresh_from_db()
    assert "Liegt bei Ihnen" in response.text
    assert "<html" not in response.text
    assert item.lease_by == first


def test_giving_back_leads_to_the_queue(client, sign_in, first):
    item = services.claim(make_item(), by=first)
    url = reverse("moderation:release", args=[item.pk])

    response = sign_in(client, first).post(url)

    item.refresh_from_db()
    assert response.headers["Location"] == reverse("moderation:queue")
    assert item.lease_by is None


def test_a_live_page_learns_who_decided(client, sign_in, first, second):
    item = make_item()
    url = reverse("moderation:claim-state", args=[item.pk])
    client = sign_in(client, second)
    assert "Für mich reservieren" in client.get(url).text

    services.decide(item, verdict="publish", version=1, by=first)

    assert "Entschieden von Kollegin Eins: veröffentlicht" in client.get(url).text
