"""The directory: who is in it, how it is narrowed, and how one pages through it."""

import csv
from io import StringIO

import pytest
from django.utils import timezone

from commons.lenient import Choice
from commons.search import services as search
from neighbourhood.regions.models import Region
from neighbourhood.regions.queries.map_view import EVERYWHERE, FEW, Box
from participation.actors.enums import Access, ActorKind
from participation.actors.queries import directory
from participation.actors.queries.directory import listed, spots
from participation.actors.queries.wishes import Wish
from participation.moderation.enums import Publication
from tests.clients import STRICT_QUERIES
from tests.factories.actors import ActorFactory
from tests.factories.departments import TopicFactory
from tests.factories.regions import RegionFactory

pytestmark = pytest.mark.django_db
URL = "/akteure/"
# Stadtteile, topics, the number, the page, its topics and Stadtteile.
LIST_QUERIES = 6
# Stadtteile, topics, the number, the page.
MAP_QUERIES = 4


def choice(row):
    return Choice(row.pk, getattr(row, "slug", "") or row.key, row.name)


def names(page):
    return [actor.name for actor in page.actors]


def make_many(count, **fields):
    topic = TopicFactory()
    for number in range(count):
        actor = ActorFactory(name=f"Haus {number}", **fields)
        actor.topics.add(topic)


def test_the_list_shows_public_actors_that_are_not_in_the_archive(client):
    shown = ActorFactory(name="Nachbarschaftshaus am Anger")
    for state in set(Publication) - {Publication.PUBLISHED}:
        ActorFactory(name=f"Unsichtbar {state}", publication=state)
    ActorFactory(name="Unsichtbar im Archiv", archived_at=timezone.now())

    for path in ("", "tabelle/", "karte/", "akteure.csv"):
        response = client.get(URL + path)
        page = b"".join(response) if response.streaming else response.content
        assert b"Unsichtbar" not in page
        assert (shown.name.encode() in page) == (path != "karte/")


def test_actors_stand_by_name_as_german_sorts():
    for name in ("Zeitbank", "Öffnung für alle", "Anger 9", "Anger 13"):
        ActorFactory(name=name)

    assert names(listed(Wish())) == [
        "Anger 9",
        "Anger 13",
        "Öffnung für alle",
        "Zeitbank",
    ]


def test_paging_shows_everybody_once_and_leads_back():
    make_many(2 * directory.PAGE_SIZE + 3)
    first = listed(Wish())
    second = listed(Wish(cursor=first.next_cursor))
    third = listed(Wish(cursor=second.next_cursor))

    back = listed(Wish(before=third.previous_cursor))

    seen = [*first.actors, *second.actors, *third.actors]
    assert len({actor.pk for actor in seen}) == len(seen) == first.number
    assert not third.next_cursor
    assert names(back) == names(second)
    assert names(listed(Wish(before=back.previous_cursor))) == names(first)


def test_a_cursor_that_nobody_gave_begins_at_the_start():
    make_many(2)

    for cursor in ("x", "~", "~-1", f"haus~{2**70}", "haus~٣"):
        assert len(listed(Wish(cursor=cursor)).actors) == 2


def test_an_actor_is_found_where_it_sits_and_where_it_works():
    sits, works, elsewhere = RegionFactory(), RegionFactory(), RegionFactory()
    actor = ActorFactory(region=sits, regions=[works])

    assert listed(Wish(regions=(choice(sits),))).actors == [actor]
    assert listed(Wish(regions=(choice(works),))).actors == [actor]
    assert listed(Wish(regions=(choice(sits), choice(works)))).number == 1
    assert listed(Wish(regions=(choice(elsewhere),))).actors == []


def test_a_topic_takes_in_those_below_it(client):
    above = TopicFactory(name="Grün")
    below = TopicFactory(name="Bäume", parent=above)
    actor = ActorFactory(name="Baumpaten am Park")
    actor.topics.add(below)
    ActorFactory(name="Werkstatt am Gleis")

    page = client.get(URL, {"thema": above.key}).content.decode()

    assert actor.name in page
    assert "Werkstatt am Gleis" not in page


def test_who_needs_two_things_needs_both():
    both = ActorFactory(access=[Access.STEP_FREE, Access.HEARING_LOOP])
    ActorFactory(access=[Access.STEP_FREE])

    assert listed(Wish(access=("stufenfrei", "hoeranlage"))).actors == [both]
    assert listed(Wish(access=("stufenfrei",))).number == 2


def test_kinds_and_languages_widen():
    ActorFactory(kind=ActorKind.CENTRE, languages=["de"])
    ActorFactory(kind=ActorKind.BUSINESS, languages=["uk", "de"])
    ActorFactory(kind=ActorKind.ASSOCIATION, languages=["vi"])

    assert listed(Wish(kinds=("stadtteilzentrum", "laden"))).number == 2
    assert listed(Wish(languages=("uk", "vi"))).number == 2


def test_words_are_looked_for_by_the_search():
    actor = ActorFactory(name="Fahrradwerkstatt am Gleis", text="Wir reparieren.")
    other = ActorFactory(name="Chor im Hof", text="Wir singen.")
    for each in (actor, other):
        search.index("actor", each)

    assert listed(Wish(text="Werkstatt")).actors == [actor]


def test_what_the_address_asks_wrongly_is_left_out(client):
    actor = ActorFactory()
    asked = {"stadtteil": "nirgends", "art": "partei", "zugang": "x", "ab": "\x00~1"}

    response = client.get(URL, asked)

    assert actor.name in response.content.decode()


def test_a_chip_leads_to_the_list_without_its_filter(client):
    region = Region.objects.order_by("number").first()
    ActorFactory()

    response = client.get(URL, {"stadtteil": region.slug, "art": "stadtteilzentrum"})

    assert [(chip.label, chip.url) for chip in response.context["chips"]] == [
        (region.name, "/akteure/?art=stadtteilzentrum"),
        (str(ActorKind.CENTRE.label), f"/akteure/?stadtteil={region.slug}"),
    ]


def test_htmx_gets_the_part_below_the_filter_that_the_page_holds(client):
    ActorFactory()

    part = client.get(URL, headers={"HX-Request": "true"}).content.decode()
    page = client.get(URL).content.decode()

    section = part[: part.rindex('<span id="filter-count"')].strip()
    assert section.startswith('<section class="idea-result"')
    assert section in page


@pytest.mark.parametrize("path", ("", "tabelle/"))
@pytest.mark.parametrize("count", (1, 30))
def test_the_list_asks_as_often_for_thirty_as_for_one(
    client, django_assert_num_queries, path, count
):
    make_many(count)
    client.get(URL + path + "?x=1")  # what is held in memory

    with django_assert_num_queries(LIST_QUERIES + STRICT_QUERIES):
        client.get(URL + path + "?x=1")


@pytest.mark.parametrize("count", (1, 30))
def test_the_map_asks_as_often_for_thirty_as_for_one(
    client, django_assert_num_queries, count
):
    make_many(count, lon=13.42, lat=52.56)
    client.get(URL + "karte/?x=1")

    with django_assert_num_queries(MAP_QUERIES + STRICT_QUERIES):
        client.get(URL + "karte/?x=1")


def test_few_are_pins_and_many_are_cells_until_one_is_near():
    actor = ActorFactory(lon=13.42, lat=52.56)
    ActorFactory()

    assert [(pin.title, pin.url) for pin in spots(Wish(), EVERYWHERE, 10).spots] == [
        (actor.name, actor.get_absolute_url())
    ]

    make_many(FEW, lon=13.42, lat=52.56)
    (cell,) = spots(Wish(), EVERYWHERE, 10).spots
    assert (cell.number, cell.url) == (FEW + 1, "")
    near = Box(13.41, 52.55, 13.43, 52.57)
    assert len(spots(Wish(), near, 16).spots) == FEW + 1
    assert spots(Wish(), Box(13.5, 52.6, 13.6, 52.7), 16).spots == []


def test_the_map_answers_its_element_and_refuses_nonsense(client):
    actor = ActorFactory(lon=13.42, lat=52.56)
    view = {"west": 13, "south": 52, "east": 14, "north": 53, "zoom": 11}

    found = client.get(URL + "karte/orte.json", view).json()
    part = client.get(URL + "karte/ausschnitt/", view).content.decode()

    spot = [13.42, 52.56, 1, actor.name, actor.get_absolute_url()]
    assert found == {"has_more": False, "spots": [spot]}
    assert actor.name in part
    assert client.get(URL + "karte/orte.json", {"west": "x"}).status_code == 400
    assert client.get(URL + "karte/ausschnitt/").status_code == 400


def test_the_table_to_take_along_runs_no_formula(client):
    actor = ActorFactory(
        name="=1+1", contact_phone="+49 30 1", languages=["de"], verified=True
    )

    response = client.get(URL + "akteure.csv")

    text = b"".join(response).decode("utf-8-sig")
    header, row, source = list(csv.reader(StringIO(text), delimiter=";"))
    assert row[0] == "'=1+1"
    assert row[header.index("Sprachen")] == "Deutsch"
    assert row[-1].endswith(actor.get_absolute_url())
    assert source[0].startswith("Akteure im ganzen Bezirk. Quelle: ")


def test_many_files_in_a_row_are_refused_kindly(client):
    for _ in range(12):
        assert client.get(URL + "akteure.csv").status_code == 200

    refused = client.get(URL + "akteure.csv")

    assert refused.status_code == 429
    assert "Retry-After" in refused.headers
