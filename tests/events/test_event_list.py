"""The calendar as list: what stands in it, how it is narrowed and paged through."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from commons.clock import BERLIN, berlin_today
from commons.lenient import Choice
from commons.search import services as search
from events.calendar.enums import Audience
from events.calendar.queries import listing
from events.calendar.queries.listing import listed
from events.calendar.queries.spans import span_of, weekend_of
from events.calendar.queries.wishes import SPANS, Wish
from neighbourhood.regions.models import Region
from participation.actors.enums import Access
from participation.moderation.enums import Publication
from participation.networks.enums import Visibility
from tests.clients import STRICT_QUERIES
from tests.factories.departments import TopicFactory
from tests.factories.events import EventFactory, OccurrenceFactory, at
from tests.factories.networks import make_network
from tests.factories.regions import RegionFactory

pytestmark = pytest.mark.django_db
URL = "/veranstaltungen/"
# Stadtteile, topics, the page, its topics, the number.
LIST_QUERIES = 5


def choice(row):
    return Choice(row.pk, getattr(row, "slug", "") or row.key, row.name)


def titles(page):
    return [each.event.title for each in page.occurrences]


def moment(*parts):
    return datetime(*parts, tzinfo=BERLIN)


def make_many(count, **fields):
    topic = TopicFactory()
    for number in range(count):
        event = EventFactory(
            title=f"Treffen {number}", starts_at=at(number + 1), **fields
        )
        event.topics.add(topic)


def test_the_list_shows_what_everybody_finds_and_is_not_over(client):
    shown = EventFactory(title="Frühstück im Hof", starts_at=at(1))
    for state in set(Publication) - {Publication.PUBLISHED}:
        EventFactory(title=f"Unsichtbar {state}", publication=state)
    EventFactory(title="Unsichtbar vergangen", starts_at=at(-70))
    EventFactory(title="Unsichtbar verschwunden", vanished_at=timezone.now())
    hidden, _coordinator = make_network(visibility=Visibility.HIDDEN)
    EventFactory(
        title="Unsichtbar geheim", organiser="network", network=hidden, actor=None
    )

    for path in ("", "monat/", "karte/", "kalender.ics"):
        page = client.get(URL + path).content.decode()
        assert "Unsichtbar" not in page
    assert shown.title in client.get(URL).content.decode()


def test_what_was_called_off_stands_in_the_list_and_says_so(client):
    now = timezone.now()
    EventFactory(title="Sommerfest", occurrence__cancelled_at=now)

    page = client.get(URL).content.decode()

    assert "Sommerfest" in page
    assert "abgesagt" in page


def test_each_termin_of_a_series_is_a_row_in_the_order_of_time():
    series = EventFactory(title="Chor", occurrence=False)
    for days in (9, 2):
        OccurrenceFactory(event=series, starts_at=at(days))
    EventFactory(title="Fest", starts_at=at(5))

    assert titles(listed(Wish())) == ["Chor", "Fest", "Chor"]


def test_what_goes_on_now_is_still_listed():
    now = timezone.now()
    EventFactory(
        title="Ausstellung",
        starts_at=now - timedelta(days=3),
        ends_at=now + timedelta(days=3),
        occurrence__ends_at=now + timedelta(days=3),
    )

    page = listed(Wish())

    assert titles(page) == ["Ausstellung"]
    assert [day.day for day in page.days] == [None]
    assert titles(listed(Wish(span="heute"))) == ["Ausstellung"]


def test_paging_shows_everything_once_and_leads_back():
    series = EventFactory(occurrence=False)
    for number in range(2 * listing.PAGE_SIZE + 3):
        # Three at the same time each: the key decides.
        starts_at = at(1) + timedelta(hours=number // 3)
        OccurrenceFactory(
            event=series,
            starts_at=starts_at,
            original_starts_at=at(1) + timedelta(minutes=number),
        )

    first = listed(Wish())
    second = listed(Wish(cursor=first.next_cursor))
    third = listed(Wish(cursor=second.next_cursor))
    back = listed(Wish(before=third.previous_cursor))

    seen = [*first.occurrences, *second.occurrences, *third.occurrences]
    assert len({each.pk for each in seen}) == len(seen) == first.number
    assert not third.next_cursor
    assert back.occurrences == second.occurrences
    assert listed(Wish(before=back.previous_cursor)).occurrences == first.occurrences


@pytest.mark.parametrize(
    "cursor", ("x", "~", "~-1", f"{'9' * 30}~1", "2026-11-24T10:00:00~1", "x~٣")
)
def test_a_cursor_that_nobody_gave_begins_at_the_start(cursor):
    EventFactory()

    assert len(listed(Wish(cursor=cursor)).occurrences) == 1


def test_a_stadtteil_has_its_own_and_those_of_the_whole_district():
    here, elsewhere = RegionFactory(), RegionFactory()
    EventFactory(title="Hier", region=here, starts_at=at(1))
    EventFactory(title="Überall", region=None, starts_at=at(2))
    EventFactory(title="Woanders", region=elsewhere, starts_at=at(3))

    assert titles(listed(Wish(regions=(choice(here),)))) == ["Hier", "Überall"]


def test_a_topic_takes_in_those_below_it(client):
    above = TopicFactory(name="Grün")
    below = TopicFactory(name="Bäume", parent=above)
    EventFactory(title="Baumschnitt").topics.add(below)
    EventFactory(title="Schachabend")

    page = client.get(URL, {"thema": above.key}).content.decode()

    assert "Baumschnitt" in page
    assert "Schachabend" not in page


def test_who_needs_two_things_needs_both():
    EventFactory(title="Beides", access=[Access.STEP_FREE, Access.HEARING_LOOP])
    EventFactory(access=[Access.STEP_FREE])

    assert titles(listed(Wish(access=("stufenfrei", "hoeranlage")))) == ["Beides"]


def test_what_is_for_everybody_is_for_children_too():
    EventFactory(title="Für Kinder", audience=[Audience.CHILDREN], starts_at=at(1))
    EventFactory(title="Für alle", starts_at=at(2))
    EventFactory(title="Für Ältere", audience=[Audience.SENIORS], starts_at=at(3))

    page = listed(Wish(audience=(Audience.CHILDREN,)))

    assert titles(page) == ["Für Kinder", "Für alle"]


def test_costs_languages_and_online_narrow():
    EventFactory(title="Frei", starts_at=at(1))
    EventFactory(title="Teuer", is_free=False, costs="5 Euro", starts_at=at(2))
    EventFactory(title="Netz", is_online=True, languages=["uk"], starts_at=at(3))

    assert titles(listed(Wish(is_free=True))) == ["Frei", "Netz"]
    assert titles(listed(Wish(is_online=True))) == ["Netz"]
    assert titles(listed(Wish(languages=("uk", "vi")))) == ["Netz"]


def test_words_are_looked_for_by_the_search():
    found = EventFactory(title="Fahrradwerkstatt", text="Wir reparieren zusammen.")
    other = EventFactory(title="Chor im Hof", text="Wir singen.")
    for each in (found, other):
        search.index("event", each)

    assert titles(listed(Wish(text="Werkstatt"))) == ["Fahrradwerkstatt"]


@pytest.mark.parametrize(
    ("now", "expected"),
    (
        ((2026, 11, 23), ((2026, 11, 28), (2026, 11, 30))),  # Monday
        ((2026, 11, 28), ((2026, 11, 28), (2026, 11, 30))),  # Saturday
        ((2026, 11, 29), ((2026, 11, 29), (2026, 11, 30))),  # Sunday
        # The clocks change: a weekend of 47 and one of 49 hours.
        ((2026, 3, 26), ((2026, 3, 28), (2026, 3, 30))),
        ((2026, 10, 23), ((2026, 10, 24), (2026, 10, 26))),
    ),
)
def test_a_weekend_goes_from_midnight_to_midnight_in_berlin(now, expected):
    with time_machine.travel(moment(*now, 12), tick=False):
        span = span_of(Wish(span="wochenende"))

    first, last = expected
    assert (span.starts_at, span.ends_at) == (moment(*first), moment(*last))


def test_today_ends_at_midnight_and_not_after_24_hours():
    with time_machine.travel(moment(2026, 10, 25, 0, 30), tick=False):
        span = span_of(Wish(span="heute"))

        EventFactory(title="Spät", starts_at=moment(2026, 10, 25, 23, 30))
        EventFactory(title="Danach", starts_at=moment(2026, 10, 26, 0, 0))
        shown = titles(listed(Wish(span="heute")))

    assert span.ends_at.timestamp() - span.starts_at.timestamp() == 25 * 3600
    assert shown == ["Spät"]


@pytest.mark.parametrize("span", SPANS)
def test_each_span_has_an_address_that_the_page_knows(client, span):
    with time_machine.travel(moment(2026, 11, 23, 12), tick=False):
        response = client.get(URL, {"wann": span})

    (current,) = [
        url for _label, url, is_current in response.context["spans"] if is_current
    ]
    assert current == f"{URL}?wann={span}"


def test_a_day_goes_before_a_word(client):
    EventFactory(title="Am Tag", starts_at=at(9))
    EventFactory(title="Heute", starts_at=timezone.now() + timedelta(minutes=5))
    day = berlin_today() + timedelta(days=9)

    page = client.get(URL, {"wann": "heute", "tag": day.isoformat()})

    assert titles(page.context["page"]) == ["Am Tag"]


def test_what_the_address_asks_wrongly_is_left_out(client):
    EventFactory(title="Da")
    asked = {
        "stadtteil": "nirgends",
        "wann": "gestern",
        "tag": "31.2.2026",
        "zugang": "x",
        "ab": "\x00~1",
        "monat": "2026-99",
    }

    for path in ("", "monat/", "karte/"):
        assert client.get(URL + path, asked).status_code == 200
    assert "Da" in client.get(URL, asked).content.decode()


def test_a_chip_leads_to_the_list_without_its_filter(client):
    region = Region.objects.order_by("number").first()

    response = client.get(URL, {"stadtteil": region.slug, "kosten": "frei"})

    assert [(chip.label, chip.url) for chip in response.context["chips"]] == [
        (region.name, f"{URL}?kosten=frei"),
        ("kostenlos", f"{URL}?stadtteil={region.slug}"),
    ]


def test_htmx_gets_the_part_below_the_filter_that_the_page_holds(client):
    EventFactory()

    part = client.get(URL, headers={"HX-Request": "true"}).content.decode()
    page = client.get(URL).content.decode()

    section = part[: part.rindex('<span id="filter-count"')].strip()
    assert section.startswith('<section class="idea-result"')
    assert section in page


@pytest.mark.parametrize("count", (1, 30))
def test_the_list_asks_as_often_for_thirty_as_for_one(
    client, django_assert_num_queries, count
):
    make_many(count)
    client.get(URL + "?x=1")  # what is held in memory

    with django_assert_num_queries(LIST_QUERIES + STRICT_QUERIES):
        client.get(URL + "?x=1")


def test_an_empty_calendar_says_what_one_can_do(client):
    page = client.get(URL).content.decode()
    narrowed = client.get(URL, {"wann": "heute"}).content.decode()

    assert "Noch steht nichts im Kalender" in page
    assert "Dazu steht nichts im Kalender" in narrowed


def test_the_coming_weekend_is_this_one():
    monday = datetime(2026, 11, 23, tzinfo=BERLIN).date()

    assert [day.isoformat() for day in weekend_of(monday)] == [
        "2026-11-28",
        "2026-11-29",
    ]
