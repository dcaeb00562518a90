"""A reference number finds its item however it is written and whatever the filters."""

import pytest
from django.urls import reverse
from django.utils import timezone

from commons.accounts.visitors import visitor_for
from commons.clock import berlin_year
from neighbourhood.regions.models import Region
from participation.moderation import services
from participation.moderation.queries.finding import find, numbers_like
from tests.factories.accounts import make_staff
from tests.factories.discussion import CommentFactory
from tests.factories.moderation import make_item, make_regional_moderator

pytestmark = pytest.mark.django_db
QUEUE = reverse("moderation:queue")
YEAR = berlin_year(timezone.now())


def found(client, written):
    return client.get(QUEUE, {"q": written, "wer": "ich", "art": "comment"})


@pytest.mark.parametrize(
    "written",
    (
        "2026-00042",
        " 2026-00042 ",
        "2026/42",
        "2026 42",
        "2026–00042",
        "#2026-42",
        "Nr. 2026-00042",
        "idee 2026-42",
        "202600042",
    ),
)
def test_all_ways_to_write_a_number_find_its_item(client, sign_in, written):
    item = make_item(number="2026-00042")
    make_item(number="2026-00043")

    response = found(sign_in(client, make_staff()), written)

    assert response.headers["Location"] == item.get_absolute_url()


def test_the_ordinal_alone_means_this_year_first(client, sign_in):
    make_item(number=f"{YEAR - 1}-00042")
    item = make_item(number=f"{YEAR}-00042")
    client = sign_in(client, make_staff())

    assert found(client, "42").headers["Location"] == item.get_absolute_url()


@pytest.mark.parametrize("written", ("K-{}", "k{}", "k {}", "Kommentar K-{}"))
def test_a_comment_is_found_by_its_letter(written):
    comment = CommentFactory(publication="submitted")
    item = services.submit(comment)

    assert find(visitor_for(make_staff()), written.format(comment.pk)) == item


def test_what_is_open_comes_before_what_is_decided(client, sign_in):
    moderator = make_staff()
    item = make_item(number="2026-00042")
    services.decide(item, verdict="publish", version=1, by=moderator)
    client = sign_in(client, moderator)

    page = reverse("moderation:contribution", args=["idea", item.target_id])
    assert found(client, "2026-42").headers["Location"] == page


def test_a_word_looks_through_the_titles_of_what_waits(client, sign_in):
    make_item(title="Eine Bank am Weiher")
    make_item(title="Mehr Bäume")
    decided = make_item(title="Bank am Anger")
    moderator = make_staff()
    services.decide(decided, verdict="publish", version=1, by=moderator)

    response = sign_in(client, moderator).get(QUEUE, {"q": "bank"})

    titles = [item.title for item in response.context["page"].items]
    assert titles == ["Eine Bank am Weiher"]
    assert "1 Beitrag wartet" in response.text


@pytest.mark.parametrize(
    ("written", "said"),
    (
        ("2026-99999", "Keinen Beitrag mit der Nummer „2026-99999“ gefunden"),
        ("Schwimmbad", "Kein wartender Beitrag hat „Schwimmbad“ im Titel"),
    ),
)
def test_what_is_not_found_is_said(client, sign_in, written, said):
    make_item(title="Bank")

    assert said in sign_in(client, make_staff()).get(QUEUE, {"q": written}).text


def test_a_number_of_a_region_one_does_not_moderate_is_not_found(client, sign_in):
    here, there = Region.objects.order_by("number")[:2]
    make_item(number="2026-00042", region=there)

    response = found(sign_in(client, make_regional_moderator(here)), "2026-42")

    assert response.status_code == 200


@pytest.mark.parametrize(
    "written", ("1" * 5000, "K-" + "9" * 60, "%", "\\", "' OR 1=1", "😀" * 30, "²")
)
def test_nonsense_is_looked_for_and_not_found(client, sign_in, written):
    response = sign_in(client, make_staff()).get(QUEUE, {"q": written})

    assert response.status_code == 200


def test_the_likeliest_reading_comes_first():
    assert numbers_like("42")[:2] == [f"{YEAR}-00042", f"{YEAR - 1}-00042"]
    assert numbers_like("k 17") == ["K-17"]
    assert numbers_like("m-2026-12") == ["M-2026-00012"]
    assert numbers_like("Bank") == ["Bank"]
