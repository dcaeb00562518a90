import pytest
from django.db.models import Sum

from neighbourhood.regions.queries.map_view import Box, Shown, cell_of
from participation.ideas.enums import Case, PlaceKind
from participation.ideas.models import Idea, MapCell
from participation.ideas.queries import maps as map_queries
from participation.ideas.queries.listing import Wish
from participation.ideas.queries.maps import spots
from participation.ideas.queries.places import to_metres
from participation.ideas.services import cases, maps
from participation.moderation.enums import Publication
from tests.clients import STRICT_QUERIES
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db
DISTRICT = Box(west=13.2, south=52.4, east=13.6, north=52.7)


def make_pinned(lon=13.42, lat=52.56, **fields):
    east, north = to_metres(lon, lat)
    return IdeaFactory(
        place_kind=PlaceKind.PIN,
        lon=lon,
        lat=lat,
        east_m=east,
        north_m=north,
        **fields,
    )


def counted():
    return {
        (cell["zoom"], cell["case"]): cell["total"]
        for cell in MapCell.objects.values("zoom", "case")
        .annotate(total=Sum("ideas"))
        .filter(total__gt=0)
    }


def test_far_out_the_map_shows_cells_with_their_numbers():
    for _ in range(3):
        make_pinned()
    make_pinned(lon=13.5, lat=52.62)
    maps.rebuild()

    found = spots(Wish(), DISTRICT, 11).spots

    assert sorted(spot.number for spot in found) == [1, 3]


def test_near_the_map_shows_ideas_with_their_addresses():
    idea = make_pinned()

    found = spots(Wish(), DISTRICT, 16).spots

    assert [(spot.title, spot.url) for spot in found] == [
        (idea.title, idea.get_absolute_url())
    ]


def test_a_change_of_the_case_moves_the_count():
    idea = make_pinned()
    maps.rebuild()

    cases.open_case(idea, next_on=idea.submitted_at.date(), by=None)

    assert counted() == {(zoom, Case.OPEN.value): 1 for zoom in range(10, 15)}


def test_counters_kept_by_changes_equal_counters_made_anew():
    idea = make_pinned()
    make_pinned(lon=13.48)
    maps.rebuild()
    cases.open_case(idea, next_on=idea.submitted_at.date(), by=None)
    kept = list(
        MapCell.objects.filter(ideas__gt=0)
        .values_list("zoom", "column", "row", "case", "ideas")
        .order_by("zoom", "column", "row", "case")
    )

    maps.rebuild()

    anew = list(
        MapCell.objects.values_list("zoom", "column", "row", "case", "ideas").order_by(
            "zoom", "column", "row", "case"
        )
    )
    assert kept == anew


def test_an_idea_without_a_place_is_on_no_map():
    IdeaFactory()
    maps.rebuild()

    assert spots(Wish(), DISTRICT, 11) == Shown([])
    assert Idea.objects.count() == 1


def test_cells_of_python_and_sql_are_the_same():
    idea = make_pinned(lon=13.3999999, lat=52.6123456)
    maps.rebuild()

    cells = {(cell.zoom, cell.column, cell.row) for cell in MapCell.objects.all()}

    assert cells == {
        (zoom, *cell_of(idea.lon, idea.lat, zoom)) for zoom in range(10, 15)
    }


@pytest.mark.parametrize("west", ("", "abc", "999", "nan"))
def test_a_broken_part_of_the_map_is_refused(client, west):
    response = client.get(
        "/ideen/karte/orte.json",
        {"west": west, "south": 52, "east": 14, "north": 53, "zoom": 11},
    )

    assert response.status_code == 400


def test_the_map_page_offers_the_regions_without_a_script(client):
    page = client.get("/ideen/karte/").content.decode()

    assert page.count('class="map-link"') == 16


AROUND = {"west": 13.41, "south": 52.55, "east": 13.43, "north": 52.57, "zoom": 13}


def test_the_list_beside_the_map_holds_what_lies_in_its_part(client):
    here, elsewhere = make_pinned(), make_pinned(lon=13.5, lat=52.62)
    hidden = make_pinned(publication=Publication.SUBMITTED, published_at=None)
    IdeaFactory(title="Ohne Ort")

    part = client.get("/ideen/karte/ausschnitt/", AROUND).content.decode()

    assert [idea.title in part for idea in (here, elsewhere, hidden)] == [
        True,
        False,
        False,
    ]
    assert "Ohne Ort" not in part
    assert "Eine Idee in diesem Ausschnitt" in part


def test_the_filter_holds_for_the_map_and_its_list(client):
    wanted, other = make_pinned(), make_pinned(lon=13.421)
    query = {"thema": wanted.topic.key, **AROUND, "zoom": 16}

    points = client.get("/ideen/karte/orte.json", query).json()["spots"]
    part = client.get("/ideen/karte/ausschnitt/", query).content.decode()

    assert [point[3] for point in points] == [wanted.title]
    assert (wanted.title in part, other.title in part) == (True, False)


def test_more_points_than_fit_are_said_to_be_more(monkeypatch):
    monkeypatch.setattr(map_queries, "MOST_POINTS", 2)
    newest = [make_pinned(lon=13.42 + step / 1000) for step in range(3)][1:]

    shown = spots(Wish(), Box(13.41, 52.55, 13.43, 52.57), 16)

    assert shown.has_more
    assert {spot.title for spot in shown.spots} == {idea.title for idea in newest}


@pytest.mark.parametrize(
    ("path", "query", "number", "queries"),
    (
        ("/ideen/karte/orte.json", AROUND, 1, 2),
        ("/ideen/karte/orte.json", AROUND, 30, 2),
        ("/ideen/karte/orte.json", AROUND | {"zoom": 16}, 1, 4),
        ("/ideen/karte/orte.json", AROUND | {"zoom": 16}, 30, 4),
        # A page that is not full looks once more, where ideas are rare.
        ("/ideen/karte/ausschnitt/", AROUND, 1, 4),
        ("/ideen/karte/ausschnitt/", AROUND, 30, 3),
    ),
)
def test_a_part_of_the_map_costs_few_queries(
    client, django_assert_num_queries, path, query, number, queries
):
    for step in range(number):
        make_pinned(lon=13.415 + step / 10_000)
    maps.rebuild()

    with django_assert_num_queries(queries + STRICT_QUERIES):
        client.get(path, query)
