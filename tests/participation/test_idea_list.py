from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from neighbourhood.regions.models import Region
from participation.ideas.enums import Case, Outcome
from participation.ideas.models import Idea
from participation.ideas.queries.listing import PAGE_SIZE, Wish, listed
from participation.moderation.enums import Publication
from tests.clients import STRICT_QUERIES
from tests.factories.departments import TopicFactory
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db
URL = "/ideen/"


def make(count, **fields):
    now = timezone.now()
    topic = TopicFactory()
    return [
        IdeaFactory(submitted_at=now - timedelta(minutes=index), topic=topic, **fields)
        for index in range(count)
    ]


def titles(page):
    return [idea.title for idea in page.ideas]


def test_the_list_shows_published_ideas_alone(client):
    shown = IdeaFactory(title="Bank am Anger")
    for state in set(Publication) - {Publication.PUBLISHED}:
        IdeaFactory(title=f"Unsichtbar {state}", publication=state)

    page = client.get(URL).content.decode()

    assert shown.title in page
    assert "Unsichtbar" not in page


def test_paging_shows_every_idea_once_in_order():
    ideas = make(2 * PAGE_SIZE + 3)

    seen, cursor = [], ""
    while True:
        page = listed(Wish(cursor=cursor))
        seen += page.ideas
        cursor = page.next_cursor
        if not cursor:
            break

    assert [idea.pk for idea in seen] == [idea.pk for idea in ideas]


def test_paging_goes_back_to_the_same_pages():
    make(2 * PAGE_SIZE + 3)
    first = listed(Wish())
    second = listed(Wish(cursor=first.next_cursor))
    third = listed(Wish(cursor=second.next_cursor))

    back = listed(Wish(before=third.previous_cursor))
    home = listed(Wish(before=back.previous_cursor))

    assert titles(back) == titles(second)
    assert (titles(home), home.previous_cursor) == (titles(first), "")
    assert (third.next_cursor, first.previous_cursor) == ("", "")


def test_the_number_is_told_where_it_is_cheap():
    make(PAGE_SIZE + 1)

    assert listed(Wish()).number is None
    assert listed(Wish(states=("umgesetzt",))).number == 0


def test_paging_by_support_breaks_ties_by_the_newer_number():
    make(PAGE_SIZE + 5, support_count=3)

    first = listed(Wish(order="beliebt"))
    second = listed(Wish(order="beliebt", cursor=first.next_cursor))

    together = [idea.pk for idea in [*first.ideas, *second.ideas]]
    assert together == sorted(together, reverse=True)
    assert len(together) == PAGE_SIZE + 5


def test_most_supported_counts_support_from_elsewhere():
    few = IdeaFactory(support_count=2)
    many = IdeaFactory(support_count=1, external_support=9)

    assert titles(listed(Wish(order="beliebt"))) == [many.title, few.title]


def test_recently_answered_leaves_out_the_unanswered():
    IdeaFactory()
    answered = IdeaFactory(
        case=Case.ANSWERED, outcome=Outcome.PLANNED, answered_at=timezone.now()
    )

    assert titles(listed(Wish(order="beantwortet"))) == [answered.title]


@pytest.mark.parametrize(
    ("state", "shown"),
    (
        ("offen", ["offen"]),
        ("beim-amt", ["beim Amt"]),
        ("beantwortet", ["geplant", "fertig"]),
        ("umgesetzt", ["fertig"]),
    ),
)
def test_states_narrow_as_residents_speak_of_them(state, shown):
    IdeaFactory(title="fertig", case=Case.ANSWERED, outcome=Outcome.DONE)
    IdeaFactory(title="geplant", case=Case.ANSWERED, outcome=Outcome.PLANNED)
    IdeaFactory(title="beim Amt", case=Case.REFERRED)
    IdeaFactory(title="offen", case=Case.OPEN)

    assert titles(listed(Wish(states=(state,)))) == shown


def test_a_topic_brings_those_below_it(client):
    parent = TopicFactory()
    IdeaFactory(title="Darunter fehlt etwas", topic=TopicFactory(parent=parent))
    IdeaFactory(title="Daneben fehlt etwas")

    page = client.get(URL, {"thema": parent.key}).content.decode()

    assert "Darunter fehlt etwas" in page
    assert "Daneben fehlt etwas" not in page


def test_a_region_narrows(client):
    here, elsewhere = Region.objects.order_by("number")[:2]
    IdeaFactory(title="Hier fehlt etwas", region=here)
    IdeaFactory(title="Dort fehlt etwas", region=elsewhere)

    page = client.get(URL, {"stadtteil": here.slug}).content.decode()

    assert "Hier fehlt etwas" in page
    assert "Dort fehlt etwas" not in page


@pytest.mark.parametrize(
    "query",
    (
        {"stadtteil": "atlantis"},
        {"thema": "gibt-es-nicht"},
        {"stand": "verloren"},
        {"sortierung": "'; DROP TABLE ideas_idea; --"},
        {"ab": "~~~"},
        {"ab": "2026-13-45~9"},
        {"q": "x" * 500},
        {"q": "\x00"},
    ),
)
def test_an_old_or_hostile_link_shows_the_list_anyway(client, query):
    idea = IdeaFactory()

    response = client.get(URL, query)

    assert response.status_code == 200
    assert idea.title in response.content.decode() or "q" in query


@pytest.mark.parametrize("rows", (1, 30))
def test_the_list_costs_two_queries(client, rows, django_assert_num_queries):
    make(rows)

    with django_assert_num_queries(2 + STRICT_QUERIES):
        client.get(URL)


def test_an_empty_list_invites(client):
    Idea.objects.all().delete()

    page = client.get(URL).content.decode()

    assert "Noch keine Ideen" in page
    assert reverse("ideas:idea-create") in page


def test_htmx_gets_just_the_part_that_a_fresh_page_has(client):
    make(3)
    query = {"stand": "offen", "stadtteil": "buch"}

    page = client.get(URL, query).content.decode()
    part = client.get(URL, query, headers={"HX-Request": "true"}).content.decode()

    assert result_in(part) == result_in(page)
    assert 'id="filter-raum" hx-swap-oob="true"' in part
    assert "hx-swap-oob" not in page
    assert "<html" not in part


def result_in(page):
    start = page.index('<section class="idea-result"')
    return page[start : page.index("</section>\n", page.index("take-along"))].strip()
