"""What a stranger's calendar announces: each entry by itself, nothing that harms."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from commons.clock import BERLIN
from commons.foreign_calendars import meetings, reading
from commons.foreign_calendars.meetings import Why, meetings_in
from commons.foreign_calendars.plain import as_plain, on_one_line
from commons.foreign_calendars.recurring import Unreadable

BEGINS = datetime(2026, 10, 1, tzinfo=BERLIN)
ENDS = datetime(2027, 10, 1, tzinfo=BERLIN)


def calendar(*entries):
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", "X-WR-CALNAME:Haus\\, Garten")
    return "\r\n".join([*head, *entries, "END:VCALENDAR", ""]).encode()


def entry(*lines, uid="a", title="Nähcafé"):
    rows = [f"UID:{uid}", f"SUMMARY:{title}"] if title else [f"UID:{uid}"]
    return "\r\n".join(["BEGIN:VEVENT", *rows, *lines, "END:VEVENT"])


def read(*entries):
    return meetings_in(calendar(*entries), BEGINS, ENDS)


def clock(time):
    begins, ends = (at.astimezone(BERLIN) for at in (time.starts_at, time.ends_at))
    return f"{begins:%d.%m. %H:%M} - {ends:%d.%m. %H:%M}"


ONCE = ("DTSTART;TZID=Europe/Berlin:20261003T100000", "DURATION:PT2H")


def test_words_place_and_time_of_an_entry():
    found = read(
        entry(
            *ONCE,
            "DESCRIPTION:Kommt vorbei!\\nMit Kuchen\\, ohne Anmeldung.",
            "LOCATION:Haus am Park\\, Florastr. 12",
            "URL:https://haus.example/nähen",
            "GEO:52.57;13.40",
            "ATTENDEE;CN=Ada:mailto:ada@haus.example",
        )
    )

    (meeting,) = found.meetings
    assert (found.name, found.unread) == ("Haus, Garten", [])
    assert (meeting.uid, meeting.line, meeting.title) == ("a", 4, "Nähcafé")
    assert meeting.text == "Kommt vorbei!\nMit Kuchen, ohne Anmeldung."
    assert meeting.where == "Haus am Park, Florastr. 12"
    assert meeting.url == "https://haus.example/nähen"
    assert meeting.point == (13.40, 52.57)
    assert [clock(time) for time in meeting.times] == ["03.10. 10:00 - 03.10. 12:00"]


def test_one_broken_entry_spoils_no_other_and_is_named_with_its_line():
    found = read(
        entry(*ONCE),
        entry("DTSTART:gestern", uid="b", title="Kaputt"),
        entry("DURATION:PT1H", uid="c", title="Ohne Beginn"),
        entry(*ONCE, "RRULE:FREQ=SECONDLY", uid="d", title="Zu oft"),
        entry(*ONCE, "CLASS:PRIVATE", uid="e", title="Privates"),
        entry(*ONCE, "STATUS:TENTATIVE", uid="f", title="Vielleicht"),
        entry(*ONCE, uid="g", title=""),
        entry(*ONCE, uid="h", title="Doppelt"),
        entry(*ONCE, uid="h", title="Doppelt, anders"),
    )

    assert [meeting.uid for meeting in found.meetings] == ["a"]
    assert [(one.line, one.title, one.why) for one in found.unread] == [
        (10, "Kaputt", Why.BAD_TIME),
        (15, "Ohne Beginn", Why.NO_BEGINNING),
        (20, "Zu oft", Why.BAD_RULE),
        (27, "Privates", Why.PRIVATE),
        (34, "Vielleicht", Why.TENTATIVE),
        (41, "", Why.NO_TITLE),
        (46, "Doppelt", Why.TWICE),
    ]


def test_a_series_with_exceptions_keeps_the_place_of_each_date():
    found = read(
        entry(*ONCE, "RRULE:FREQ=WEEKLY;COUNT=5", "EXDATE:20261010T100000"),
        entry(
            "RECURRENCE-ID;TZID=Europe/Berlin:20261017T100000",
            "DTSTART;TZID=Europe/Berlin:20261018T150000",
            "DURATION:PT1H",
        ),
        entry(
            "RECURRENCE-ID;TZID=Europe/Berlin:20261024T100000",
            "DTSTART;TZID=Europe/Berlin:20261024T100000",
            "DURATION:PT2H",
            "STATUS:CANCELLED",
        ),
    )

    (meeting,) = found.meetings
    assert [
        (
            f"{time.original_at.astimezone(BERLIN):%d.%m.}",
            clock(time),
            time.is_cancelled,
        )
        for time in meeting.times
    ] == [
        ("03.10.", "03.10. 10:00 - 03.10. 12:00", False),
        ("17.10.", "18.10. 15:00 - 18.10. 16:00", False),
        ("24.10.", "24.10. 10:00 - 24.10. 12:00", True),
        ("31.10.", "31.10. 10:00 - 31.10. 12:00", False),
    ]


def test_a_whole_day_is_a_day_in_berlin_also_when_the_clock_is_changed():
    found = read(entry("DTSTART;VALUE=DATE:20261025"))

    (meeting,) = found.meetings
    (time,) = meeting.times
    assert meeting.is_all_day
    assert clock(time) == "25.10. 00:00 - 26.10. 00:00"
    assert time.ends_at - time.starts_at == timedelta(hours=25)


def test_what_says_no_end_lasts_an_hour_and_what_is_over_is_left_out():
    found = read(
        entry("DTSTART:20261003T080000Z"),
        entry("DTSTART:20260903T080000Z", uid="b"),
        entry("DTSTART:20281003T080000Z", uid="c"),
    )

    (meeting,) = found.meetings
    assert [clock(time) for time in meeting.times] == ["03.10. 10:00 - 03.10. 11:00"]


def test_an_entry_without_a_uid_keeps_its_made_up_name():
    lines = ("BEGIN:VEVENT", "SUMMARY:Ohne Kennung", *ONCE, "END:VEVENT")
    nameless = "\r\n".join(lines)

    alone = read(nameless).meetings[0].uid
    among = {meeting.uid for meeting in read(entry(*ONCE, uid="x"), nameless).meetings}

    assert alone.startswith("ohne-uid-")
    assert among == {"x", alone}


@pytest.mark.parametrize(
    "raw",
    (
        b"",
        b"<!doctype html><title>Anmelden</title>",
        b"END:VCALENDAR",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20261003T100000Z\r\n",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VEVENT\r\n",
        b"\xff\xfe\x00\x01" * 50,
    ),
)
def test_half_a_file_and_what_is_none_is_unreadable(raw):
    with pytest.raises(Unreadable):
        meetings_in(raw, BEGINS, ENDS)


def test_files_of_old_programs_are_read_as_windows_writes_them():
    raw = calendar(entry(*ONCE)).decode().encode("cp1252")

    assert meetings_in(raw, BEGINS, ENDS).meetings[0].title == "Nähcafé"


def test_a_mark_at_the_beginning_and_bare_line_breaks_are_read():
    raw = b"\xef\xbb\xbf" + calendar(entry(*ONCE)).replace(b"\r\n", b"\n")

    assert len(meetings_in(raw, BEGINS, ENDS).meetings) == 1


def test_alarms_pictures_and_guests_stay_outside():
    alarm = "BEGIN:VALARM\r\nTRIGGER:-PT15M\r\nSUMMARY:Wecker\r\nEND:VALARM"
    picture = "ATTACH;ENCODING=BASE64;VALUE=BINARY:" + "A" * 50_000
    found = read(entry(*ONCE, alarm, picture, "ATTENDEE:mailto:ada@haus.example"))

    assert (found.meetings[0].title, found.unread) == ("Nähcafé", [])
    assert "ada@" not in repr(found)


def test_a_calendar_of_many_comes_in_up_to_a_number(monkeypatch):
    monkeypatch.setattr(meetings, "MOST_MEETINGS", 3)
    entries = [
        entry(f"DTSTART:2026100{day}T080000Z", uid=f"n{day}", title=f"Tag {day}")
        for day in (5, 4, 3, 2)
    ]

    found = read(*entries)

    assert [meeting.title for meeting in found.meetings] == ["Tag 2", "Tag 3", "Tag 4"]
    assert [(one.title, one.why, one.uid) for one in found.unread] == [
        ("Tag 5", Why.TOO_MANY, "n5")
    ]


def test_a_file_that_keeps_us_busy_is_given_up(monkeypatch):
    monkeypatch.setattr(reading, "LONGEST_RUN", 0.5)
    rule = "RRULE:FREQ=DAILY;INTERVAL=7;BYDAY=TU"
    hostile = [entry("DTSTART:19900101T100000Z", rule, uid=f"n{n}") for n in range(50)]

    with pytest.raises(Unreadable):
        read(*hostile)


@pytest.mark.parametrize(
    "lines",
    (
        ("RRULE:FREQ=DAILY",) * 4,
        (f"RDATE:{','.join(['20261103T100000Z'] * 2_001)}",),
        (f"EXDATE:{','.join(['20261103T100000Z'] * 2_001)}",),
    ),
)
def test_a_thousand_rules_for_one_entry_are_one_too_many(lines):
    found = read(entry(*ONCE, *lines))

    assert [one.why for one in found.unread] == [Why.BAD_RULE]


@pytest.mark.parametrize(
    ("written", "plain"),
    (
        ("Hallo<br>Welt &amp; alle", "Hallo\nWelt & alle"),
        ("<p>Eins</p><p>Zwei</p>", "Eins\nZwei"),
        ('<script>alert(1)</script><b onclick="x">Fett</b>', "alert(1)Fett"),
        ("2 < 3 und 5 > 4", "2 < 3 und 5 > 4"),
        ("A\x00B\x1b[31m", "A B [31m"),
        ("evil\u202etxt.exe", "eviltxt.exe"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("Soft\u00adhy", "Softhy"),
    ),
)
def test_words_become_plain(written, plain):
    assert as_plain(written) == plain


def test_a_title_never_ends_its_line():
    assert on_one_line("Eins\nzwei\u2028drei\r\nvier") == "Eins zwei drei vier"


@given(st.binary(max_size=600))
def test_no_bytes_break_the_reader(noise):
    raw = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" + noise + b"\r\nEND:VCALENDAR"
    try:
        found = meetings_in(raw, BEGINS, ENDS)
    except Unreadable:
        return
    times = [time for meeting in found.meetings for time in meeting.times]
    assert all(time.starts_at < time.ends_at for time in times)


@given(st.text(max_size=300))
def test_no_words_of_a_property_break_the_reader(words):
    found = meetings_in(
        calendar(entry(*ONCE, f"DESCRIPTION:{words}", f"LOCATION:{words}")),
        datetime(2026, 1, 1, tzinfo=UTC),
        ENDS,
    )

    assert len(found.meetings) + len(found.unread) <= 2
