"""Similar ideas: found by words, place and age; shown while somebody writes."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from commons.search import services as search
from neighbourhood.departments.models import Topic
from neighbourhood.regions.models import PlanningArea, Region
from participation.ideas.enums import PlaceKind
from participation.ideas.queries.alike import (
    Alike,
    Written,
    alike,
    as_written,
    of_idea,
)
from participation.ideas.queries.places import Place, to_metres
from participation.moderation import tasks
from participation.moderation.enums import HintCode, Publication
from participation.moderation.models import Hint
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.moderation import make_item
from tests.participation.writing import SEND, typed, written

pytestmark = pytest.mark.django_db
LON, LAT = 13.4019, 52.5697
METRE = 1 / 111_320  # degrees of latitude


def idea_at(north=0.0, **fields):
    """A public idea so many metres north of the usual place, in the index."""
    lat = LAT + north * METRE
    east_m, north_m = to_metres(LON, lat)
    fields = {
        "title": "Bänke am Rathaus",
        "place_kind": "pin",
        "lon": LON,
        "lat": lat,
        "east_m": east_m,
        "north_m": north_m,
    } | fields
    idea = IdeaFactory(**fields)
    if idea.is_public:
        search.index("idea", idea)
    return idea


def here(title="Mehr Bänke vor dem Rathaus", text=""):
    east_m, north_m = to_metres(LON, LAT)
    return Written(title, text, east_m, north_m)


def shown(known, **kwargs):
    return [one.idea for one in alike(known, **kwargs)]


def test_what_lies_nearer_comes_first():
    far, near = idea_at(400), idea_at(30)

    assert shown(here()) == [near, far]


def test_the_newer_of_two_comes_first():
    new = idea_at(30)
    old = idea_at(30, submitted_at=timezone.now() - timedelta(days=3000))

    assert shown(here()) == [new, old]


def test_an_address_without_a_point_is_near_by_its_street_and_area():
    area = PlanningArea.objects.filter(region__isnull=False)[0]
    where = {"region": area.region, "planning_area": area, "place_kind": "address"}
    same = IdeaFactory(title="Bänke fehlen", place_text="Florastraße 12", **where)
    other = IdeaFactory(title="Bänke fehlen", place_text="Wollankstraße 7", **where)
    search.index_many("idea", [same, other])
    place = Place(PlaceKind.ADDRESS, area.region, "Florastraße 20", planning_area=area)

    known = as_written("Mehr Bänke", "Sie fehlen.", topic=None, place=place)

    assert shown(known) == [same, other]


def test_other_words_at_another_place_are_not_shown():
    idea_at(2000, title="Hundewiese am Stadtrand", text="Für große Hunde.")

    assert shown(here()) == []


def test_like_words_in_another_stadtteil_are_not_shown():
    region, other = Region.objects.order_by("number")[:2]
    here_too = IdeaFactory(title="Bänke am Rathaus", region=region)
    elsewhere = IdeaFactory(title="Bänke am Schulhof", region=other)
    search.index_many("idea", [here_too, elsewhere])

    assert shown(Written("Mehr Bänke am Rathaus", region_id=region.pk)) == [here_too]


def test_one_word_says_too_little():
    idea_at(0, title="Bänke", text="")

    assert shown(here("Bänke")) == []
    assert shown(here("Die Bänke bitte")) == []


@pytest.mark.parametrize(
    "publication",
    sorted(set(Publication) - {Publication.PUBLISHED, Publication.MERGED}),
)
def test_only_published_ideas_are_shown_to_residents(publication):
    idea = idea_at(0)
    type(idea).objects.filter(pk=idea.pk).update(decision=None)
    hidden = idea_at(0, publication=publication)
    search.index("idea", hidden)

    assert shown(here()) == [idea]


def test_the_desk_sees_what_waits_too_but_not_the_idea_itself():
    waiting = idea_at(0, publication=Publication.SUBMITTED)
    declined = idea_at(0, publication=Publication.DECLINED)
    asked = idea_at(0, publication=Publication.SUBMITTED)

    found = shown(of_idea(asked), without_id=asked.pk, with_waiting=True)

    assert found == [waiting]
    assert declined not in found


def test_the_desk_is_told_of_a_twin_that_waits():
    words = "Am Anger fehlen zwei Bänke, ältere Leute müssen dort lange stehen."
    twin = make_item(title="Bänke am Anger", text=words)
    item = make_item(title="Bänke für den Anger", text=words)

    tasks.screen(item_id=item.pk)

    hint = Hint.objects.get(item=item, code=HintCode.DUPLICATE)
    assert (hint.target_id, hint.reason) == (twin.target_id, "fast gleich")


def test_at_most_five_are_shown():
    for north in range(9):
        idea_at(north)

    assert len(shown(here())) == 5


def test_an_old_idea_is_found_among_many_new_ones():
    old = idea_at(
        0,
        title="Trinkbrunnen am Anger",
        lon=None,
        lat=None,
        east_m=None,
        north_m=None,
        place_kind="none",
    )
    for number in range(60):
        search.index("idea", IdeaFactory(title=f"Bänke am Anger {number}"))

    assert shown(Written("Ein Trinkbrunnen für den Anger"))[0] == old


@pytest.mark.parametrize(
    ("metres", "words"),
    (
        (None, ""),
        (12, "am selben Ort"),
        (204, "200 m entfernt"),
        (1250, "1,2 km entfernt"),
    ),
)
def test_the_distance_is_told_as_people_walk(metres, words):
    assert Alike(IdeaFactory.build(), metres, 0.5).away == words


def ask(client, **fields):
    return client.post(reverse("ideas:idea-alike"), typed(**fields))


@pytest.mark.parametrize("ideas", (1, 30))
def test_the_list_costs_the_same_with_one_and_with_thirty(
    client, django_assert_num_queries, ideas
):
    for north in range(ideas):
        idea_at(north)
    fields = typed(title="Bänke am Rathaus", place_kind="pin", lat=LAT, lon=LON)
    client.post(reverse("ideas:idea-alike"), fields)

    with django_assert_num_queries(9):
        response = client.post(reverse("ideas:idea-alike"), fields)

    assert len(response.context["found"]) == min(ideas, 5)


def test_the_list_names_distance_support_and_the_way_to_support(client):
    idea = idea_at(200, support_count=7)

    response = ask(
        client, title="Bänke am Rathaus", place_kind="pin", lat=str(LAT), lon=str(LON)
    )

    page = response.content.decode()
    assert "1 ähnliche Idee" in page
    assert "200 m entfernt" in page
    assert "7 Unterstützungen" in page
    assert reverse("ideas:idea-support", args=[idea.number]) in page
    assert 'target="_blank" rel="noopener"' in page


def test_nobody_is_asked_to_support_an_idea_of_their_own(client, sign_in):
    author = UserFactory()
    idea = idea_at(0, author=author)
    sign_in(client, author)

    page = ask(client, title="Bänke am Rathaus", region=idea.region_id).content.decode()

    assert "Das ist Ihre eigene Idee." in page
    assert reverse("ideas:idea-support", args=[idea.number]) not in page


def test_half_a_form_is_enough(client):
    idea_at(0)

    response = client.post(
        reverse("ideas:idea-alike"), {"title": "Bänke am Rathaus", "topic": "kaputt"}
    )

    assert [one.idea.title for one in response.context["found"]] == ["Bänke am Rathaus"]


def test_without_words_nothing_is_similar(client):
    assert "Keine ähnlichen Ideen" in ask(client, title="").content.decode()


def test_who_asks_too_often_keeps_the_list_that_stands_there(client, monkeypatch):
    monkeypatch.setattr("participation.ideas.views.alike.ALIKE_RATE", "1/h")

    assert ask(client).status_code == 200
    assert ask(client).status_code == 204


def test_without_script_the_preview_shows_similar_ideas(client):
    idea = idea_at(0, title="Mehr Bänke am Anger")
    written(client, title="Mehr Bänke am Anger", region=idea.region_id)

    page = client.get(SEND).content.decode()

    assert "Eine ähnliche Idee gibt es schon" in page
    assert idea.get_absolute_url() in page


def test_the_preview_is_silent_when_nothing_is_similar(client):
    written(client, title="Mehr Bänke am Anger")

    assert "ähnliche" not in client.get(SEND).content.decode()


def test_the_topic_tips_the_scales():
    topic = Topic.objects.filter(is_active=True).order_by("pk")[0]
    region = Region.objects.order_by("number")[0]
    other, same = idea_at(30, region=region), idea_at(30, region=region, topic=topic)
    known = here()

    found = shown(
        Written(known.title, "", known.east_m, known.north_m, topic_id=topic.pk)
    )

    assert found == [same, other]
