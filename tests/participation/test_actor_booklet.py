"""The booklet of a Stadtteil, and what its page shows of the directory."""

from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from participation.actors import booklet
from participation.actors.enums import Access, ActorKind
from participation.actors.queries.highlights import SHOWN, here
from participation.moderation.enums import Publication
from tests.factories.actors import ActorFactory
from tests.factories.departments import TopicFactory
from tests.factories.regions import RegionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    return RegionFactory(name="Neuland am See")


def pages_of(region):
    reader = PdfReader(BytesIO(booklet.pdf_of(region)))
    return reader, [page.extract_text() for page in reader.pages]


def test_the_booklet_lists_by_kind_and_finds_by_topic(region):
    house = ActorFactory(
        region=region,
        name="Nachbarschaftshaus am Anger",
        kind=ActorKind.CENTRE,
        opening_hours="Mo 10–18 Uhr\nDi 10–14 Uhr",
        access=[Access.STEP_FREE],
        languages=["de", "uk"],
    )
    house.topics.add(TopicFactory(name="Begegnung"))
    ActorFactory(region=region, name="Radladen", kind=ActorKind.BUSINESS)

    payload = booklet.payload_of(region)
    _reader, pages = pages_of(region)

    assert [part["label"] for part in payload["sections"]] == [
        ActorKind.CENTRE.label,
        ActorKind.BUSINESS.label,
    ]
    assert payload["topics"] == [
        {"label": "Begegnung", "entries": [{"id": house.pk, "name": house.name}]}
    ]
    facts = dict(payload["sections"][0]["entries"][0]["facts"])
    assert facts["Öffnungszeiten"] == "Mo 10–18 Uhr · Di 10–14 Uhr"
    assert facts["Sprachen"] == "Deutsch, Ukrainisch"
    assert f"{house.name}, Seite 2" in pages[0]
    assert "Radladen" in pages[2]


def test_the_booklet_is_tagged_and_says_its_language_and_title(region):
    ActorFactory(region=region)

    reader, _pages = pages_of(region)

    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"].startswith("de")
    assert reader.metadata.title == "Akteure in Neuland am See"


def test_the_booklet_takes_words_as_words(region):
    hostile = '#panic("x") *fett* [link](javascript:alert(1)) $x$ \u202e'
    ActorFactory(region=region, name=hostile, summary=hostile, text=hostile)

    _reader, pages = pages_of(region)

    assert '#panic("x")' in pages[1]


def test_an_empty_booklet_still_says_where_the_directory_is(region):
    reader, (page,) = pages_of(region)

    (link,) = (each.get_object() for each in reader.pages[0]["/Annots"])
    assert "0 Akteure" in page
    assert link["/A"]["/URI"].endswith(f"/akteure/?stadtteil={region.slug}")


def test_only_what_is_listed_is_printed(region):
    ActorFactory(region=region, name="Unsichtbar", publication=Publication.SUBMITTED)
    ActorFactory(region=region, name="Unsichtbar", archived_at=timezone.now())
    ActorFactory(name="Unsichtbar")

    assert booklet.payload_of(region)["sections"] == []


def test_it_costs_as_many_queries_for_thirty_as_for_one(
    region, django_assert_num_queries
):
    ActorFactory.create_batch(30, region=region)

    with django_assert_num_queries(3):
        booklet.payload_of(region)


def test_the_file_has_a_name(client, region):
    response = client.get(reverse("actors:booklet-pdf", args=[region.slug]))

    assert response.headers["Content-Type"] == "application/pdf"
    name = f"akteure-{region.slug}.pdf"
    assert response.headers["Content-Disposition"] == f'inline; filename="{name}"'
    assert client.get("/akteure/heft/nirgends.pdf").status_code == 404


def test_the_page_of_a_stadtteil_shows_houses_first_and_how_many_there_are(
    client, region
):
    ActorFactory.create_batch(SHOWN, region=region, kind=ActorKind.INITIATIVE)
    house = ActorFactory(region=region, name="Zum Haus", kind=ActorKind.CENTRE)

    found = here(region.pk)
    page = client.get(region.get_absolute_url()).content.decode()

    assert (found.actors[0], found.number, len(found.actors)) == (house, 7, SHOWN)
    assert "Alle 7 Akteure" in page
    assert reverse("actors:booklet-pdf", args=[region.slug]) in page


def test_where_nobody_is_yet_the_page_asks_who_is_missing(client, region):
    page = client.get(region.get_absolute_url()).content.decode()

    assert reverse("actors:hint-create") in page
