"""What an open desk fetches when it hears that something changed."""

import pytest
from django.urls import reverse

from participation.moderation import services
from participation.moderation.models import QueueItem
from participation.moderation.services import asking
from tests.clients import STRICT_QUERIES
from tests.factories.accounts import make_staff
from tests.factories.moderation import HintFactory, make_item, make_regional_moderator
from tests.factories.regions import RegionFactory

pytestmark = pytest.mark.django_db
NEWS = reverse("moderation:queue-news")


@pytest.fixture
def moderator():
    return make_staff(display_name="Kollegin Eins")


@pytest.fixture
def colleague():
    return make_staff(display_name="Kollege Zwei")


@pytest.fixture
def desk(client, sign_in, moderator):
    return sign_in(client, moderator)


def news(client, *items, since=0, **filters):
    drawn = ".".join(f"{item.pk}-{item.version}" for item in items)
    response = client.get(NEWS, {"seit": since, "zeilen": drawn, **filters})
    assert response.status_code == 200
    return response


def standing(client, item):
    """What the row of the item says now."""
    text = news(client, item).text
    start = text.index(f'id="stand-{item.pk}"')
    return " ".join(text[start : text.index("</div>", start)].split())


def test_a_row_says_who_works_on_it(desk, colleague):
    item = make_item()
    assert "bei" not in standing(desk, item).split(">", 1)[1]

    services.claim(item, by=colleague)

    assert "bei Kollege Zwei" in standing(desk, item)


def test_a_row_says_who_decided_what(desk, colleague):
    item = make_item()

    services.decide(item, verdict="publish", version=1, by=colleague)

    assert "entschieden von Kollege Zwei: veröffentlicht" in standing(desk, item)
    assert "is-over" in standing(desk, item)


def test_a_row_says_that_its_words_changed(desk):
    item = make_item()
    QueueItem.objects.filter(pk=item.pk).update(version=2)

    assert "gerade geändert" in standing(desk, item)


def test_a_row_says_that_its_author_took_it_back(desk):
    item = make_item()
    QueueItem.objects.filter(pk=item.pk).update(closed_at=item.submitted_at)

    assert "liegt nicht mehr hier" in standing(desk, item)


def test_a_row_says_that_somebody_asks_for_what_is_mine(desk, moderator, colleague):
    item = services.claim(make_item(), by=moderator)
    asking.ask(item, by=colleague)

    assert "bei Ihnen" in standing(desk, item)
    assert "Kollege Zwei fragt nach" in standing(desk, item)


def test_of_regions_of_others_nothing_is_said(client, sign_in, colleague):
    here, there = RegionFactory(), RegionFactory()
    item = services.claim(make_item(region=there), by=colleague)
    client = sign_in(client, make_regional_moderator(here))

    said = standing(client, item)

    assert "liegt jetzt woanders" in said
    assert "Kollege Zwei" not in news(client, item).text


def test_what_came_is_announced_and_shown_alone(desk):
    seen = make_item(title="Alt")
    make_item(title="Neu")

    response = news(desk, seen, since=seen.pk)
    shown = desk.get(reverse("moderation:queue"), {"neu": seen.pk})

    assert "1 neuen Beitrag anzeigen" in response.text
    assert f"?neu={seen.pk}" in response.text
    assert [item.title for item in shown.context["page"].items] == ["Neu"]


def test_what_the_filters_leave_out_is_not_announced(desk):
    seen = make_item()
    make_item()

    assert "anzeigen" not in news(desk, since=seen.pk, anlass="reported").text


def test_the_figures_come_along(desk, moderator):
    services.claim(make_item(), by=moderator)
    make_item()

    text = news(desk).text

    assert "2 Beiträge warten, 1 davon bei Ihnen" in " ".join(text.split())
    assert '<option value="ich">bei mir (1)</option>' in text


def test_the_part_says_when_the_next_claim_ends(desk, colleague):
    first, second = make_item(), make_item()
    assert "data-again-in" not in news(desk, first, second).text

    services.claim(first, by=colleague)

    assert 'data-again-in="600"' in news(desk, first, second).text


@pytest.mark.parametrize(
    "asked",
    (
        {},
        {"seit": "x"},
        {"seit": "-1"},
        {"seit": "1", "zeilen": "1;DROP"},
        {"seit": "1", "zeilen": "1-1."},
        {"seit": "1", "zeilen": ".".join(["1-1"] * 101)},
        {"seit": "9" * 40},
    ),
)
def test_a_broken_question_is_refused(desk, asked):
    assert desk.get(NEWS, asked).status_code == 400


@pytest.mark.parametrize("rows", (1, 30))
def test_the_part_costs_the_same_with_1_and_30_rows(
    desk, colleague, django_assert_num_queries, rows
):
    items = []
    for number in range(rows):
        item = make_item()
        HintFactory(item=item)
        if number % 2:
            services.claim(item, by=colleague)
        else:
            services.decide(item, verdict="publish", version=1, by=colleague)
        items.append(item)
    news(desk, *items)

    with django_assert_num_queries(10 + STRICT_QUERIES):
        news(desk, *items)


def test_the_page_and_its_live_part_say_the_same(desk, moderator, colleague):
    """What a desk that heard everything shows is what a fresh load shows."""
    items = [make_item() for _ in range(3)]
    services.claim(items[0], by=moderator)
    services.claim(items[1], by=colleague)

    page = desk.get(reverse("moderation:queue")).text
    part = news(desk, *items).text

    for item in items:
        assert piece(page, f"stand-{item.pk}") == piece(part, f"stand-{item.pk}")
    assert piece(page, "id_wer", "</select>") == piece(part, "id_wer", "</select>")


def piece(html, name, end="</div>"):
    start = html.index(f'id="{name}"')
    return " ".join(html[start : html.index(end, start)].split())
