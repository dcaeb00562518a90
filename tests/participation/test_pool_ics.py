"""Reading a house's own calendar: busy times, and nothing that could harm."""

import contextlib
from datetime import UTC, datetime

import pytest
from hypothesis import given, strategies as st

from commons.clock import BERLIN
from participation.pool.ics import Unreadable, busy_spans
from participation.pool.spans import Span

WINDOW = Span(
    datetime(2026, 10, 1, tzinfo=BERLIN), datetime(2026, 11, 30, tzinfo=BERLIN)
)


def calendar(*events, between=""):
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", between, *events, "END:VCALENDAR"]
    return "\r\n".join(filter(None, lines)).encode()


def event(*lines, uid="a"):
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT"])


def clock(span):
    """As one reads it: day and hours in Berlin."""
    begins, ends = (at.astimezone(BERLIN) for at in (span.starts_at, span.ends_at))
    return f"{begins:%d.%m. %H:%M} - {ends:%d.%m. %H:%M}"


def busy(*events, between=""):
    return [
        clock(span) for span in busy_spans(calendar(*events, between=between), WINDOW)
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    (
        (
            ("DTSTART:20261003T080000Z", "DTEND:20261003T100000Z"),
            ["03.10. 10:00 - 03.10. 12:00"],
        ),
        (
            ("DTSTART;TZID=Europe/Berlin:20261003T100000", "DURATION:PT90M"),
            ["03.10. 10:00 - 03.10. 11:30"],
        ),
        (
            ("DTSTART:20261003T100000", "DTEND:20261003T110000"),
            ["03.10. 10:00 - 03.10. 11:00"],
        ),
        (
            (
                'DTSTART;TZID="W. Europe Standard Time":20261003T100000',
                "DURATION:PT1H",
            ),
            ["03.10. 10:00 - 03.10. 11:00"],
        ),
        (("DTSTART;VALUE=DATE:20261003",), ["03.10. 00:00 - 04.10. 00:00"]),
        (
            ("DTSTART;VALUE=DATE:20261024", "DTEND;VALUE=DATE:20261027"),
            ["24.10. 00:00 - 27.10. 00:00"],
        ),
        (("DTSTART:20261003T100000",), []),
        (
            (
                "DTSTART:20261003T100000",
                "DTEND:20261003T110000",
                "TRANSP:TRANSPARENT",
            ),
            [],
        ),
        (
            ("DTSTART:20261003T100000", "DTEND:20261003T110000", "STATUS:CANCELLED"),
            [],
        ),
        (("DTSTART:20251003T100000", "DTEND:20251003T110000"), []),
    ),
)
def test_single_events(lines, expected):
    assert busy(event(*lines)) == expected


def test_ten_o_clock_stays_ten_o_clock_over_the_change_of_clocks():
    found = busy(
        event(
            "DTSTART;TZID=Europe/Berlin:20261021T100000",
            "DTEND;TZID=Europe/Berlin:20261021T120000",
            "RRULE:FREQ=WEEKLY;UNTIL=20261104T090000Z",
        )
    )

    assert found == [
        "21.10. 10:00 - 21.10. 12:00",
        "28.10. 10:00 - 28.10. 12:00",
        "04.11. 10:00 - 04.11. 12:00",
    ]


def test_what_is_left_out_moved_or_called_off_is_free():
    weekly = event(
        "DTSTART:20261005T100000",
        "DTEND:20261005T110000",
        "RRULE:FREQ=WEEKLY;COUNT=4",
        "EXDATE:20261012T100000",
    )
    moved = event(
        "RECURRENCE-ID:20261019T100000",
        "DTSTART:20261020T150000",
        "DTEND:20261020T160000",
    )
    cancelled = event(
        "RECURRENCE-ID:20261026T100000",
        "DTSTART:20261026T100000",
        "DTEND:20261026T110000",
        "STATUS:CANCELLED",
    )

    assert busy(weekly, moved, cancelled) == [
        "05.10. 10:00 - 05.10. 11:00",
        "20.10. 15:00 - 20.10. 16:00",
    ]


def test_what_touches_becomes_one_and_folded_lines_are_read():
    first = event("DTSTART:20261003T100000", "DTEND:20261003T110000")
    second = event("DTSTART:20261003T11\r\n 0000", "DTEND:20261003T120000", uid="b")
    alarm = "BEGIN:VALARM\r\nTRIGGER:-PT15M\r\nDURATION:PT5M\r\nEND:VALARM"
    third = event("DTSTART:20261003T113000", alarm, "DTEND:20261003T123000", uid="c")

    assert busy(first, second, third) == ["03.10. 10:00 - 03.10. 12:30"]


def test_free_busy_files_are_read():
    lines = (
        "BEGIN:VFREEBUSY",
        "FREEBUSY:20261003T080000Z/PT1H,20261004T080000Z/20261004T090000Z",
        "FREEBUSY;FBTYPE=FREE:20261005T080000Z/PT1H",
        "END:VFREEBUSY",
    )

    assert busy(between="\r\n".join(lines)) == [
        "03.10. 10:00 - 03.10. 11:00",
        "04.10. 10:00 - 04.10. 11:00",
    ]


@pytest.mark.parametrize(
    "rule",
    (
        "FREQ=SECONDLY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;BYHOUR=1,2,3",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=WEEKLY;COUNT=0",
        "FREQ=DAILY;INTERVAL=99999999999999999999",
        "INTERVAL=2",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=DAILY;UNTIL=soon",
        "FREQ",
    ),
)
def test_a_rule_that_makes_no_sense_makes_the_file_unreadable(rule):
    hostile = event("DTSTART:20261003T100000", "DTEND:20261003T110000", f"RRULE:{rule}")

    with pytest.raises(Unreadable):
        busy(hostile)


ZONE = (
    "BEGIN:VTIMEZONE",
    "TZID:Am Platz",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+1200",
    "TZOFFSETTO:+1200",
    "RRULE:FREQ=SECONDLY",
    "END:STANDARD",
    "END:VTIMEZONE",
)
IN_ZONE = ("DTSTART;TZID=Am Platz:20261003T100000", "DURATION:PT1H")


@pytest.mark.parametrize(
    "zone", ("\r\n".join(ZONE), "\r\n".join(ZONE).replace("TIMEZ", "TIM\r\n EZ"))
)
def test_the_zone_of_a_stranger_is_not_counted_at_and_not_kept(zone):
    with_zone = busy(event(*IN_ZONE), between=zone)

    assert with_zone == busy(event(*IN_ZONE)) == ["03.10. 10:00 - 03.10. 11:00"]


def test_a_rule_from_the_year_one_is_not_counted():
    old = event("DTSTART:00010103T100000", "DURATION:PT1H", "RRULE:FREQ=DAILY")

    with pytest.raises(Unreadable):
        busy(old)


@pytest.mark.parametrize(
    "raw",
    (
        b"",
        b"<!doctype html><title>Anmelden</title>",
        b"END:VCALENDAR",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:gestern\r\nEND:VEVENT",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20261399T100000\r\nEND:VEVENT",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDURATION:PX\r\nEND:VEVENT",
    ),
)
def test_what_is_no_calendar_is_unreadable(raw):
    with pytest.raises(Unreadable):
        busy_spans(raw, WINDOW)


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(noise):
    try:
        found = busy_spans(b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" + noise, WINDOW)
    except Unreadable:
        return
    assert all(span.overlaps(WINDOW) for span in found)


def test_spans_stay_within_the_window():
    years = event("DTSTART:20200101T000000", "DTEND:20300101T000000")

    assert busy_spans(calendar(years), WINDOW) == [
        Span(WINDOW.starts_at.astimezone(UTC), WINDOW.ends_at.astimezone(UTC))
    ]


@pytest.mark.parametrize(
    "lines",
    (
        ("DTSTART;VALUE=DATE:99991231",),
        ("DTSTART:99991231T230000Z", "DURATION:P9W"),
        ("DTSTART:00010101T000000", "DTEND:99990101T000000"),
        ("DTSTART:00010101T000000", "DURATION:PT1H"),
        ("DTSTART:20261003T100000", "DURATION:PT1H", "RDATE:99991231T235959Z"),
        ("DTSTART;TZID=/etc/passwd:20261003T100000", "RECURRENCE-ID:99991231T235959"),
    ),
)
def test_a_time_at_the_end_of_all_years_breaks_nothing(lines):
    with contextlib.suppress(Unreadable):
        busy_spans(calendar(event(*lines)), WINDOW)


def test_without_end_may_be_written_as_the_last_year():
    weekly = event(
        "DTSTART;TZID=Europe/Berlin:20261003T100000",
        "DURATION:PT1H",
        "RRULE:FREQ=WEEKLY;INTERVAL=4;UNTIL=99991231T235959Z",
    )

    assert busy(weekly)[:2] == [
        "03.10. 10:00 - 03.10. 11:00",
        "31.10. 10:00 - 31.10. 11:00",
    ]


@pytest.mark.parametrize(
    "rule",
    (
        "FREQ=DAILY;BYDAY=MO;BYSETPOS=2",
        "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=9",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=40",
        "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=2",
    ),
)
def test_a_position_that_no_period_has_is_not_looked_for(rule):
    lines = ("DTSTART:20261003T100000", "DURATION:PT1H", f"RRULE:{rule}")

    with pytest.raises(Unreadable):
        busy_spans(calendar(event(*lines)), WINDOW)
