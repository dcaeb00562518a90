"""The same filter as table, CSV, GeoJSON and Atom; nothing that is not public."""

import csv
import io
import json
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.utils import timezone

from commons.search import services as search
from neighbourhood.regions.models import Region
from participation.ideas.enums import Case, Outcome, PlaceKind
from participation.ideas.queries import exports
from participation.moderation.enums import Publication
from tests.clients import STRICT_QUERIES
from tests.factories.accounts import UserFactory
from tests.factories.departments import TopicFactory
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db
CSV, GEOJSON = "/ideen/ideen.csv", "/ideen/ideen.geojson"
TABLE, FEED = "/ideen/tabelle/", "/ideen/neueste.atom"
ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = '<script>alert("x")</script> & ]]> "\u2028\\'


def table_of(client, **asked):
    content = client.get(CSV, asked).getvalue()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    header, *ideas, source = rows
    return [dict(zip(header, idea, strict=True)) for idea in ideas], source


def places_of(client, **asked):
    return json.loads(client.get(GEOJSON, asked).getvalue())


def feed_of(client, **asked):
    return ET.fromstring(client.get(FEED, asked).content)


def make_placed(**fields):
    return IdeaFactory(
        place_kind=PlaceKind.PIN,
        lon=13.45421234567,
        lat=52.5519,
        east_m=394_000.0,
        north_m=5_823_000.0,
        **fields,
    )


def test_csv_holds_the_filtered_ideas_with_german_headings(client):
    region, other = Region.objects.order_by("number")[:2]
    idea = make_placed(
        title="Bank am Anger",
        region=region,
        case=Case.ANSWERED,
        outcome=Outcome.PLANNED,
        has_pictures=True,
    )
    IdeaFactory(region=other)

    rows, source = table_of(client, stadtteil=region.slug)

    assert [row["Titel"] for row in rows] == ["Bank am Anger"]
    assert rows[0]["Nummer"] == idea.number
    assert rows[0]["Ergebnis"] == "ist eingeplant"
    assert rows[0]["mit Fotos"] == "ja"
    assert rows[0]["Breite"] == "52.5519"
    assert rows[0]["Adresse der Seite"].endswith(idea.get_absolute_url())
    assert "Höchstens 10.000 Ideen" in source[0]
    assert "govdata.de/dl-de/by-2-0" in source[0]


def test_no_cell_runs_as_a_formula(client):
    IdeaFactory(title="=HYPERLINK(1)", text="+49 30 1;\n@SUM(A1)", place_text="-1")

    rows, _source = table_of(client)

    assert rows[0]["Titel"] == "'=HYPERLINK(1)"
    assert rows[0]["Text"].startswith("'+49 30 1;\n@SUM")
    assert rows[0]["Ort"] == "'-1"


def test_geojson_is_valid_and_survives_hostile_words(client):
    make_placed(title=HOSTILE[:120], text=HOSTILE)
    IdeaFactory(title="ohne Ort", submitted_at=timezone.now() - timedelta(days=1))

    response = client.get(GEOJSON)
    collection = json.loads(response.getvalue())

    assert response["Content-Type"] == "application/geo+json"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("attachment")
    assert collection["type"] == "FeatureCollection"
    assert "Namensnennung" in collection["licence"]
    placed, without = collection["features"]
    assert placed["geometry"] == {
        "type": "Point",
        "coordinates": [13.454212, 52.5519],
    }
    assert placed["properties"]["titel"] == HOSTILE
    assert (without["type"], without["geometry"]) == ("Feature", None)


def test_a_file_holds_so_many_ideas_at_most_in_the_order_of_the_list(
    client, monkeypatch
):
    monkeypatch.setattr(exports, "MOST_ROWS", 7)
    ideas = [IdeaFactory(support_count=number) for number in range(9)]

    rows, _source = table_of(client, sortierung="beliebt")

    expected = [idea.number for idea in reversed(ideas)][:7]
    assert [row["Nummer"] for row in rows] == expected


def test_an_empty_result_is_a_file_too(client):
    assert table_of(client, q="gibtesnicht")[0] == []
    assert places_of(client, q="gibtesnicht")["features"] == []
    assert feed_of(client, q="gibtesnicht").findall(f"{ATOM}entry") == []


def test_too_many_files_are_refused_with_a_time_to_come_back():
    client = Client()
    for _ in range(12):
        assert client.get(CSV).status_code == 200

    refused = client.get(GEOJSON)

    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 600
    assert "Das waren zu viele Versuche" in refused.content.decode()


def test_the_feed_is_atom_with_stable_ids(client, settings):
    answered = timezone.now().replace(microsecond=0)
    idea = IdeaFactory(
        title=f"{HOSTILE}\x0b"[:120],
        text=f"{HOSTILE}\x0c",
        submitted_at=answered - timedelta(days=9),
        case=Case.ANSWERED,
        outcome=Outcome.DONE,
        answered_at=answered,
    )

    feed = feed_of(client, stand="umgesetzt")

    entry = feed.find(f"{ATOM}entry")
    assert feed.find(f"{ATOM}author/{ATOM}name").text.startswith("SPK")
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == f"{settings.BASE_URL}{FEED}?stand=umgesetzt"
    assert entry.find(f"{ATOM}id").text == f"{settings.BASE_URL}/ideen/{idea.number}/"
    assert entry.find(f"{ATOM}title").text == HOSTILE
    assert "&lt;script&gt;" in entry.find(f"{ATOM}summary").text
    assert entry.find(f"{ATOM}updated").text == answered.isoformat()
    assert feed.find(f"{ATOM}updated").text == entry.find(f"{ATOM}updated").text


@pytest.mark.parametrize("is_signed_in", (False, True))
def test_who_knows_the_feed_is_told_so(client, sign_in, is_signed_in):
    if is_signed_in:
        sign_in(client, UserFactory())
    IdeaFactory()
    first = client.get(FEED)

    again = client.get(FEED, headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304


def test_the_head_of_the_list_names_the_feed_of_its_filter(client):
    page = client.get("/ideen/?stand=offen&sortierung=beliebt").content.decode()

    assert (
        '<link rel="alternate" type="application/atom+xml" '
        f'href="{FEED}?stand=offen"' in page
    )


def test_the_table_sorts_by_links_that_keep_the_filter(client):
    IdeaFactory(title="wenig", support_count=1)
    IdeaFactory(title="viel", support_count=7)

    page = client.get(TABLE, {"stand": "offen", "sortierung": "beliebt"})

    text = page.content.decode()
    assert text.index("viel") < text.index("wenig")
    assert 'aria-sort="descending"' in text
    assert "/ideen/tabelle/?stand=offen&amp;sortierung=beantwortet" in text


@pytest.mark.parametrize("path", (TABLE, FEED, CSV, GEOJSON))
@pytest.mark.parametrize("rows", (1, 30))
def test_each_form_costs_two_queries(client, django_assert_num_queries, path, rows):
    topic = TopicFactory()
    IdeaFactory.create_batch(rows, topic=topic)

    with django_assert_num_queries(2 + STRICT_QUERIES - (path in {CSV, GEOJSON})):
        response = client.get(path)
    if response.streaming:
        with django_assert_num_queries(1):
            response.getvalue()


def test_what_is_not_public_is_in_no_form(client):
    IdeaFactory(title="Öffentlich sichtbar")
    for state in set(Publication) - {Publication.PUBLISHED}:
        hidden = IdeaFactory(
            title=f"Kanarienvogel {state}",
            text="Kanarienvogel",
            publication=state,
            case=Case.ANSWERED,
            outcome=Outcome.DONE,
            answered_at=timezone.now(),
            has_pictures=True,
        )
        search.index("idea", hidden)  # as if an effect had been lost
    filters = ("", "?q=Kanarienvogel", "?stand=umgesetzt", "?fotos=ja")
    orders = ("?sortierung=beliebt", "?sortierung=beantwortet")

    for path in ("/ideen/", TABLE, FEED, CSV, GEOJSON):
        for query in (*filters, *orders):
            response = client.get(path + query)
            words = response.getvalue() if response.streaming else response.content
            told = words.decode().replace("„Kanarienvogel“", "")
            told = told.replace('value="Kanarienvogel"', "").replace("q=Kanarien", "")
            assert "Kanarienvogel" not in told, path + query


def test_no_form_names_who_wrote_it(client):
    author = UserFactory(display_name="Vogelfreundin", email="vogel@example.org")
    IdeaFactory(author=author)

    for path in (CSV, GEOJSON, FEED, TABLE):
        response = client.get(path)
        words = response.getvalue() if response.streaming else response.content
        assert b"Vogelfreundin" not in words
        assert b"vogel@" not in words
