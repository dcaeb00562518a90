"""Calendar files: whole lines, unbroken letters, and words that stay words."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from commons.calendars import TIMEZONE, Event, calendar_of, escaped, folded

BERLIN = ZoneInfo("Europe/Berlin")
MOMENT = datetime(2026, 11, 24, 13, 30, tzinfo=BERLIN)


def event(**fields):
    values = {
        "uid": "round-1-meeting@bindeglied.example",
        "starts_at": MOMENT,
        "minutes": 90,
        "title": "Licht am Anger",
        "changed_at": datetime(2026, 11, 23, 8, tzinfo=UTC),
    }
    return Event(**(values | fields))


def unfolded(file):
    return file.decode().replace("\r\n ", "").split("\r\n")


def value_of(file, name):
    lines = unfolded(file)
    begin = lines.index("BEGIN:VEVENT") if "BEGIN:VEVENT" in lines else 0
    return next(line for line in lines[begin:] if line.split(":")[0] == name)


def test_a_meeting_is_one_whole_event():
    file = calendar_of(
        [event(where="Rathaus, Raum 2", url="https://b.example/r/1/", sequence=3)]
    )

    lines = unfolded(file)
    begin = lines.index("BEGIN:VEVENT")
    assert lines[:5] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Bindeglied//Kalender//DE",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ]
    assert lines[begin:] == [
        "BEGIN:VEVENT",
        "UID:round-1-meeting@bindeglied.example",
        "DTSTAMP:20261123T080000Z",
        "LAST-MODIFIED:20261123T080000Z",
        "SEQUENCE:3",
        "DTSTART;TZID=Europe/Berlin:20261124T133000",
        "DTEND;TZID=Europe/Berlin:20261124T150000",
        "SUMMARY:Licht am Anger",
        "LOCATION:Rathaus\\, Raum 2",
        "URL:https://b.example/r/1/",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_a_meeting_that_was_called_off_says_so():
    assert value_of(calendar_of([event(is_cancelled=True)]), "STATUS") == (
        "STATUS:CANCELLED"
    )


@given(st.text(max_size=400))
def test_no_line_is_longer_than_75_octets_and_none_breaks_a_letter(words):
    file = calendar_of([event(title=words, words=words, where=words)])

    assert b"\n" not in file.replace(b"\r\n", b"")
    for line in file.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()


@given(st.text(max_size=300))
def test_words_begin_no_property_and_come_back_as_they_were(words):
    file = calendar_of([event(title=words)])

    lines = unfolded(file)
    plain = len(unfolded(calendar_of([event()])))
    assert len(lines) == plain
    assert value_of(file, "SUMMARY") == f"SUMMARY:{escaped(words)}"


@pytest.mark.parametrize(
    ("words", "expected"),
    (
        ("a;b,c\\d", "a\\;b\\,c\\\\d"),
        ("eins\r\nEND:VEVENT\nzwei\rdrei", "eins\\nEND:VEVENT\\nzwei\\ndrei"),
        ("weg\x00\x85\u2028", "weg   "),
    ),
)
def test_marks_are_escaped_and_controls_go(words, expected):
    assert escaped(words) == expected


def test_an_address_ends_no_line():
    file = calendar_of([event(url="https://b.example/\r\nX-EVIL:1")])

    assert value_of(file, "URL") == "URL:https://b.example/X-EVIL:1"


# Halves of letters (surrogates) are in no text that PostgreSQL keeps.
LINES = st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=500)


@given(LINES)
def test_folding_loses_nothing(line):
    assert folded(line).replace("\r\n ", "") == line


@given(
    st.datetimes(
        min_value=datetime(1997, 1, 1),  # noqa: DTZ001 -- hypothesis wants it naive
        max_value=datetime(2060, 1, 1),  # noqa: DTZ001 -- see above
        timezones=st.just(UTC),
    )
)
def test_the_written_time_is_the_moment_that_was_meant(moment):
    moment = moment.replace(microsecond=0)

    line = (
        value_of(calendar_of([event(starts_at=moment)]), "DTSTART")
        if moment.astimezone(BERLIN).fold
        else next(
            line
            for line in unfolded(calendar_of([event(starts_at=moment)]))
            if line.startswith("DTSTART;TZID")
        )
    )

    if line.endswith("Z"):
        read = datetime.strptime(line, "DTSTART:%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    else:
        read = datetime.strptime(
            line, "DTSTART;TZID=Europe/Berlin:%Y%m%dT%H%M%S"
        ).replace(tzinfo=BERLIN)
    assert read == moment


@pytest.mark.parametrize("year", range(1997, 2061))
def test_the_rule_of_summer_time_is_the_systems_own(year):
    def last_sunday(month):
        day = datetime(year, month, 31, tzinfo=BERLIN)
        return day - timedelta(days=(day.weekday() + 1) % 7)

    spring, autumn = last_sunday(3), last_sunday(10)
    hour = timedelta(hours=1)

    assert "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU" in TIMEZONE
    assert "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU" in TIMEZONE
    assert spring.replace(hour=1).utcoffset() == hour
    assert spring.replace(hour=3).utcoffset() == 2 * hour
    assert autumn.replace(hour=1).utcoffset() == 2 * hour
    assert autumn.replace(hour=3).utcoffset() == hour
