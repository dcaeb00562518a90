"""The sheet of a month for the notice board: what is on it, and how it is made."""

from datetime import datetime, timedelta
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from commons.clock import BERLIN
from events.calendar import sheet
from events.calendar.queries.spans import Month
from participation.actors.enums import Access
from participation.moderation.enums import Publication
from tests.factories.events import EventFactory, OccurrenceFactory
from tests.factories.regions import RegionFactory

pytestmark = pytest.mark.django_db
DECEMBER = Month(2026, 12)
NOW = datetime(2026, 11, 23, 12, tzinfo=BERLIN)


@pytest.fixture
def region():
    return RegionFactory(name="Neuland am See")


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel(NOW, tick=False):
        yield


def moment(*parts):
    return datetime(*parts, tzinfo=BERLIN)


def make(region, starts_at, hours=2, **fields):
    ends_at = starts_at + timedelta(hours=hours)
    return EventFactory(
        region=region,
        starts_at=starts_at,
        ends_at=ends_at,
        occurrence__ends_at=ends_at,
        **fields,
    )


def text_of(region, month=DECEMBER):
    reader = PdfReader(BytesIO(sheet.pdf_of(region, month)))
    words = " ".join(page.extract_text() for page in reader.pages)
    return reader, " ".join(words.split())


def titles(payload):
    return [entry["title"] for entry in payload["entries"]]


def test_the_sheet_names_what_is_on_with_a_code_for_each(region):
    event = make(
        region,
        moment(2026, 12, 3, 18),
        title="Kiezküche",
        access=[Access.STEP_FREE],
        takes_registrations=True,
    )
    make(None, moment(2026, 12, 1, 10), title="Für alle im Bezirk")

    payload = sheet.payload_of(region, DECEMBER)
    reader, text = text_of(region)

    assert titles(payload) == ["Für alle im Bezirk", "Kiezküche"]
    entry = payload["entries"][1]
    assert entry["dates"] == ["Do 3.12. · 18:00 bis 20:00 Uhr"]
    assert entry["address"].endswith(f"/veranstaltungen/{event.pk}/")
    assert "Veranstaltungen in Neuland am See" in text
    assert "Stand: 23. November 2026" in text
    assert "stufenfrei" in text
    # One for the list and one for each event.
    assert sum(len(page.images) for page in reader.pages) == 3


def test_the_dates_of_a_series_stand_in_one_line(region):
    event = EventFactory(region=region, title="Chor", occurrence=False)
    for day in (1, 8, 15):
        OccurrenceFactory(event=event, starts_at=moment(2026, 12, day, 18))
    OccurrenceFactory(event=event, starts_at=moment(2026, 12, 22, 17))

    (entry,) = sheet.payload_of(region, DECEMBER)["entries"]

    assert entry["dates"] == [
        "Di 1.12., Di 8.12., Di 15.12. · 18:00 bis 20:00 Uhr",
        "Di 22.12. · 17:00 bis 19:00 Uhr",
    ]


def test_the_sheet_leaves_out_what_nobody_should_come_to(region):
    make(region, moment(2026, 11, 30, 18), title="Vorher")
    make(region, moment(2027, 1, 1, 0), title="Danach")
    make(RegionFactory(), moment(2026, 12, 3, 18), title="Woanders")
    make(
        region,
        moment(2026, 12, 3, 18),
        title="Abgesagt",
        occurrence__cancelled_at=timezone.now(),
    )
    make(
        region,
        moment(2026, 12, 3, 18),
        title="Wartet",
        publication=Publication.SUBMITTED,
    )
    make(
        region,
        moment(2026, 12, 3, 18),
        title="Verschwunden",
        vanished_at=timezone.now(),
    )

    payload = sheet.payload_of(region, DECEMBER)
    _reader, text = text_of(region)

    assert payload["entries"] == []
    assert "steht noch nichts im Kalender" in text


def test_the_secret_of_an_online_event_is_not_on_paper(region):
    make(
        region,
        moment(2026, 12, 3, 18),
        is_online=True,
        takes_registrations=True,
        online_url="https://video.example/geheim",
        place_text="",
    )

    _reader, text = text_of(region)

    assert "geheim" not in text
    assert "online" in text


def test_the_sheet_is_tagged_and_says_its_language_and_title(region):
    make(region, moment(2026, 12, 3, 18))

    reader, _text = text_of(region)

    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"].startswith("de")
    assert reader.metadata.title == "Veranstaltungen in Neuland am See"
    metadata = reader.trailer["/Root"]["/Metadata"].get_object().get_data()
    assert b"pdfuaid" in metadata


def test_the_sheet_takes_words_as_words(region):
    hostile = '#panic("x") *fett* $x$ \u202e'
    make(region, moment(2026, 12, 3, 18), title=hostile, text=hostile)

    _reader, text = text_of(region)

    assert '#panic("x")' in text


def test_more_than_a_board_holds_is_said(region, monkeypatch):
    monkeypatch.setattr(sheet, "MOST_ENTRIES", 2)
    for day in (1, 2, 3, 4):
        make(region, moment(2026, 12, day, 18))

    payload = sheet.payload_of(region, DECEMBER)

    assert len(payload["entries"]) == 2
    assert payload["more"].startswith("Dazu kommen 2 weitere Veranstaltungen")


@pytest.mark.parametrize("count", (1, 30))
def test_it_costs_as_many_queries_for_thirty_as_for_one(
    region, django_assert_num_queries, count
):
    for hour in range(count):
        make(region, moment(2026, 12, 3, 8) + timedelta(hours=hour))

    with django_assert_num_queries(2):
        sheet.payload_of(region, DECEMBER)


def test_the_file_has_a_name_and_is_of_the_month_that_was_asked(client, region):
    address = reverse("calendar:sheet-pdf", args=[region.slug])

    asked = client.get(address, {"monat": "2026-12"})
    plain = client.get(address)

    assert asked.headers["Content-Type"] == "application/pdf"
    name = f"veranstaltungen-{region.slug}-2026-12.pdf"
    assert asked.headers["Content-Disposition"] == f'inline; filename="{name}"'
    assert "2026-11" in plain.headers["Content-Disposition"]
    assert client.get("/veranstaltungen/aushang/nirgends.pdf").status_code == 404


def test_many_files_in_a_row_are_refused_kindly(client, region, monkeypatch):
    monkeypatch.setattr("events.calendar.views.sheet.FILE_RATE", "1/10m")
    address = reverse("calendar:sheet-pdf", args=[region.slug])
    client.get(address)

    refused = client.get(address)

    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 600
    assert refused.context["words"].url == reverse("calendar:event-list")
