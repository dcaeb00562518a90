"""The queue page: what stands there, for whom, and at what price."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from commons.accounts.services import absences
from commons.clock import berlin_today
from neighbourhood.regions.models import Region
from participation.moderation import services
from participation.moderation.enums import Cause, HintCode
from participation.moderation.models import QueueItem
from tests.clients import STRICT_QUERIES
from tests.factories.accounts import PlatformGrantFactory, UserFactory, make_staff
from tests.factories.ideas import IdeaFactory
from tests.factories.moderation import (
    HintFactory,
    make_item,
    make_regional_moderator,
)

pytestmark = pytest.mark.django_db
QUEUE = reverse("moderation:queue")


@pytest.fixture
def moderator():
    return make_staff()


@pytest.fixture
def here():
    return Region.objects.get(number=1)


@pytest.fixture
def there():
    return Region.objects.get(number=2)


def titles(response):
    return [item.title for item in response.context["page"].items]


def test_the_oldest_stands_on_top(client, sign_in, moderator):
    now = timezone.now()
    make_item(title="Später", submitted_at=now)
    make_item(title="Früher", submitted_at=now - timedelta(days=2))

    response = sign_in(client, moderator).get(QUEUE)

    assert titles(response) == ["Früher", "Später"]


def test_an_empty_desk_says_that_all_is_seen(client, sign_in, moderator):
    response = sign_in(client, moderator).get(QUEUE)

    assert "Alles gesehen" in response.text


def test_residents_have_no_desk(client, sign_in):
    assert sign_in(client, UserFactory()).get(QUEUE).status_code == 403


def test_a_regional_moderator_sees_own_regions_and_what_has_none(
    client, sign_in, here, there
):
    make_item(title="Hier", region=here)
    make_item(title="Dort", region=there)
    make_item(title="Nirgends", region=None)

    response = sign_in(client, make_regional_moderator(here)).get(QUEUE)

    assert sorted(titles(response)) == ["Hier", "Nirgends"]


def test_own_regions_come_first_for_somebody_who_may_see_all(
    client, sign_in, here, there
):
    both = make_regional_moderator(here)
    PlatformGrantFactory(user=both, role="moderator")
    make_item(title="Hier", region=here)
    make_item(title="Dort", region=there)
    client = sign_in(client, both)

    assert titles(client.get(QUEUE)) == ["Hier"]
    assert sorted(titles(client.get(QUEUE, {"stadtteil": "alle"}))) == ["Dort", "Hier"]
    assert titles(client.get(QUEUE, {"stadtteil": there.slug})) == ["Dort"]


def test_standing_in_for_one_region_hides_none_of_the_others(
    client, sign_in, here, there
):
    colleague, everywhere = make_regional_moderator(here), make_staff()
    today = berlin_today()
    absences.enter(
        colleague, first_day=today, last_day=today, substitute=everywhere, by=colleague
    )
    make_item(title="Hier", region=here)
    make_item(title="Dort", region=there)

    response = sign_in(client, everywhere).get(QUEUE)

    assert sorted(titles(response)) == ["Dort", "Hier"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    (
        ({"anlass": Cause.RESUBMITTED}, ["Überarbeitet"]),
        ({"hinweis": HintCode.SHORT}, ["Kurz"]),
        ({"wer": "ich"}, ["Meins"]),
        ({"art": "idea"}, ["Überarbeitet", "Kurz", "Meins"]),
        ({"art": "unsinn"}, ["Überarbeitet", "Kurz", "Meins"]),
    ),
)
def test_filters_narrow_the_queue(client, sign_in, moderator, filters, expected):
    QueueItem.objects.filter(pk=make_item(title="Überarbeitet").pk).update(
        cause=Cause.RESUBMITTED
    )
    HintFactory(item=make_item(title="Kurz"))
    services.claim(make_item(title="Meins"), by=moderator)

    response = sign_in(client, moderator).get(QUEUE, filters)

    assert titles(response) == expected


def test_the_filters_say_how_much_waits(client, sign_in, moderator, here):
    make_item(region=here)
    make_item(region=here)

    response = sign_in(client, moderator).get(QUEUE)

    assert f"{here.name} (2)" in response.text
    assert "Idee (2)" in response.text
    assert "2 Beiträge warten" in response.text


def test_a_number_finds_its_item_whatever_the_filters(client, sign_in, moderator):
    item = make_item(number="2026-00042")

    response = sign_in(client, moderator).get(
        QUEUE, {"q": " 2026-00042 ", "wer": "ich"}
    )

    assert response.headers["Location"] == item.get_absolute_url()


def test_a_number_finds_what_was_never_in_the_queue(client, sign_in, moderator):
    idea = IdeaFactory(number="2019-00007")

    response = sign_in(client, moderator).get(QUEUE, {"q": "2019-00007"})

    assert response.headers["Location"] == reverse(
        "moderation:contribution", args=["idea", idea.pk]
    )


def test_a_number_of_another_region_is_not_found(client, sign_in, here, there):
    make_item(number="2026-00042", region=there)

    response = sign_in(client, make_regional_moderator(here)).get(
        QUEUE, {"q": "2026-00042"}
    )

    assert response.status_code == 200
    assert "Keinen Beitrag mit der Nummer" in response.text


def test_pages_follow_each_other_without_gap_or_repetition(client, sign_in, moderator):
    same = timezone.now()
    for number in range(35):
        make_item(title=f"Idee {number:02}", submitted_at=same)
    client = sign_in(client, moderator)

    first = client.get(QUEUE)
    cursor = first.context["page"].next_cursor
    second = client.get(QUEUE, {"ab": cursor})

    assert [len(titles(first)), len(titles(second))] == [30, 5]
    assert titles(first) + titles(second) == [
        f"Idee {number:02}" for number in range(35)
    ]
    assert second.context["page"].next_cursor == ""


def test_a_broken_cursor_starts_from_the_beginning(client, sign_in, moderator):
    make_item(title="Bank")

    response = sign_in(client, moderator).get(QUEUE, {"ab": "gestern~eins"})

    assert titles(response) == ["Bank"]


def test_hints_stand_there_with_their_reason(client, sign_in, moderator):
    HintFactory(item=make_item(), reason="nur 2 Wörter")

    response = sign_in(client, moderator).get(QUEUE)

    assert "sehr kurz" in response.text
    assert "nur 2 Wörter" in response.text


def test_what_somebody_works_on_bears_their_name(client, sign_in, moderator):
    services.claim(make_item(), by=make_staff(display_name="Kollegin Eins"))

    response = sign_in(client, moderator).get(QUEUE)

    assert "bei Kollegin Eins" in response.text


def test_an_own_contribution_has_no_way_in(client, sign_in, moderator):
    item = make_item(author=moderator)

    response = sign_in(client, moderator).get(QUEUE)

    assert item.get_absolute_url() not in response.text
    assert "das prüft jemand anderes" in response.text


@pytest.mark.parametrize("rows", (1, 30))
def test_the_queue_costs_the_same_with_1_and_30_items(
    client, sign_in, moderator, django_assert_num_queries, rows
):
    for _ in range(rows):
        item = make_item()
        HintFactory(item=item)
        services.claim(item, by=moderator)
    client = sign_in(client, moderator)
    client.get(QUEUE)

    with django_assert_num_queries(15 + STRICT_QUERIES):
        client.get(QUEUE)


def test_news_count_what_came_since(client, sign_in, moderator):
    seen = make_item()
    make_item()
    make_item()
    client = sign_in(client, moderator)

    response = client.get(reverse("moderation:queue-news"), {"seit": seen.pk})
    nothing = client.get(reverse("moderation:queue-news"), {"seit": seen.pk + 9})

    assert "2 neue Beiträge anzeigen" in response.text
    assert "anzeigen" not in nothing.text


def test_the_next_free_item_is_claimed_and_opened(client, sign_in, moderator):
    taken = make_item()
    services.claim(taken, by=make_staff())
    make_item(author=moderator)
    free = make_item()

    response = sign_in(client, moderator).post(reverse("moderation:claim-next"))

    free.refresh_from_db()
    assert response.headers["Location"] == free.get_absolute_url()
    assert free.lease_by == moderator


def test_next_leads_back_when_nothing_is_free(client, sign_in, moderator):
    response = sign_in(client, moderator).post(reverse("moderation:claim-next"))

    said = [str(message) for message in get_messages(response.wsgi_request)]
    assert response.headers["Location"] == QUEUE
    assert said == ["Hier wartet gerade nichts, was frei ist."]
