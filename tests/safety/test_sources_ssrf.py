"""No address of a partner's calendar leads into our own network, or holds us up.

Each attack goes the whole way: a connected calendar, read as the task reads it.
"""

import gzip
import itertools

import pytest

from commons.delivery import calls, fetching
from events.calendar.models import Event
from events.calendar.services import source_reading
from tests.factories.sources import (
    CalendarSourceFactory,
    calendar,
    entry,
    read_again,
)

pytestmark = pytest.mark.django_db
PUBLIC = "93.184.215.14"
GOOD = calendar(entry("a"))


@pytest.fixture
def partner(partner):
    partner.answer = (200, {"Content-Type": "text/calendar"}, GOOD)
    return partner


@pytest.fixture
def no_line(monkeypatch):
    """Whoever opens a line fails the test."""
    opened = []

    def connect(place, **_more):
        opened.append(place)
        raise ConnectionRefusedError

    monkeypatch.setattr(calls.socket, "create_connection", connect)
    return opened


def resolved_to(monkeypatch, *answers):
    """A name server that gives one answer after the other, the last for good."""
    asked = itertools.chain(answers, itertools.repeat(answers[-1]))

    def look_up(_host, port, **_more):
        return [(10 if ":" in one else 2, 1, 6, "", (one, port)) for one in next(asked)]

    monkeypatch.setattr(calls.socket, "getaddrinfo", look_up)


def read(url):
    """What became of a calendar at this address, and how many events came in."""
    source = read_again(CalendarSourceFactory(address=url))
    return source.problem, Event.objects.exclude(external_uid="").count()


INNER = (
    *("10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1"),
    *("127.0.0.1", "127.255.255.254", "0.0.0.0", "169.254.169.254", "100.64.0.1"),
    *("100.100.100.200", "192.0.0.8", "192.0.2.1", "192.88.99.1", "198.18.0.1"),
    *("198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255"),
    *("168.63.129.16", "::", "::1", "::10.0.0.1", "::ffff:10.0.0.1"),
    *("::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::a00:1"),
    *("64:ff9b:1::a00:1", "100::1", "2001::1", "2001:db8::1", "2002:a00:1::1"),
    *("2002:7f00:1::1", "3fff::1", "fc00::1", "fd00:ec2::254", "fe80::1"),
    *("fec0::1", "ff02::1"),
)


@pytest.mark.parametrize("address", INNER)
def test_a_name_that_leads_inside_is_never_called(address, monkeypatch, no_line):
    resolved_to(monkeypatch, [address])

    assert read("https://kalender.example/plan.ics") == ("address", 0)
    assert no_line == []


# This machine may be called in tests alone; the test after it looks at production.
NEVER = tuple(each for each in INNER if each not in {"127.0.0.1", "::1"})


@pytest.mark.parametrize("address", NEVER)
def test_an_address_that_is_inside_is_never_called(address, no_line):
    host = f"[{address}]" if ":" in address else address

    assert read(f"https://{host}/plan.ics") == ("address", 0)
    assert no_line == []


@pytest.mark.parametrize("host", ("localhost", "127.0.0.1", "[::1]"))
def test_in_production_this_machine_is_never_called(host, settings, no_line):
    settings.PRODUCTION = True

    assert read(f"https://{host}/plan.ics") == ("address", 0)
    assert no_line == []


def test_one_inner_address_among_public_ones_is_one_too_many(monkeypatch, no_line):
    resolved_to(monkeypatch, [PUBLIC, "10.0.0.1"])

    assert read("https://kalender.example/plan.ics") == ("address", 0)
    assert no_line == []


@pytest.mark.parametrize(
    "url",
    (
        "https://2130706433/plan.ics",
        "https://0x7f000001/plan.ics",
        "https://0177.0.0.1/plan.ics",
        "https://127.1/plan.ics",
    ),
)
def test_other_spellings_of_this_machine_are_the_same(url, no_line):
    assert read(url) == ("address", 0)
    assert no_line == []


@pytest.mark.parametrize(
    "url",
    (
        "http://kalender.example/plan.ics",
        "ftp://kalender.example/plan.ics",
        "file:///etc/passwd",
        "gopher://kalender.example/",
        "https://nutzer:wort@kalender.example/plan.ics",
        "https://kalender.example@10.0.0.1/plan.ics",
        "https:///plan.ics",
        "https://[kaputt/plan.ics",
        "https://a..b.example/plan.ics",
    ),
)
def test_odd_addresses_are_none(url, monkeypatch, no_line):
    assert read(url) == ("address", 0)
    assert no_line == []


def test_a_name_that_turns_inside_after_it_was_checked_leads_nowhere(
    monkeypatch, no_line
):
    """DNS rebinding: public when it is looked at, inner a moment later."""
    resolved_to(monkeypatch, [PUBLIC], ["10.0.0.1"])

    assert read("https://kalender.example/plan.ics") == ("silent", 0)
    assert no_line == [(PUBLIC, 443)]


def test_a_name_that_turns_inside_between_two_readings_is_refused(monkeypatch, no_line):
    resolved_to(monkeypatch, [PUBLIC], ["10.0.0.1"])
    source = CalendarSourceFactory()

    first = read_again(source).problem
    second = read_again(source).problem

    assert (first, second) == ("silent", "address")
    assert no_line == [(PUBLIC, 443)]


def test_of_a_hundred_addresses_of_a_name_few_are_tried(monkeypatch, no_line):
    resolved_to(monkeypatch, [f"93.184.215.{n}" for n in range(100)])

    assert read("https://kalender.example/plan.ics") == ("silent", 0)
    assert len(no_line) == calls.MOST_ADDRESSES


@pytest.mark.parametrize("status", (301, 302, 303, 307, 308))
@pytest.mark.parametrize(
    "target",
    (
        "https://10.0.0.1/plan.ics",
        "https://169.254.169.254/latest/meta-data/",
        "https://[fd00:ec2::254]/latest/meta-data/",
        "https://[::ffff:10.0.0.1]/",
        "//192.168.1.1/plan.ics",
        "http://kalender.example/plan.ics",
        "file:///etc/passwd",
    ),
)
def test_no_redirect_leads_inside(partner, status, target):
    partner.answer = (status, {"Location": target}, b"")

    assert read(partner.url) == ("address", 0)
    assert len(partner.asked) == 1


def test_a_redirect_by_a_name_that_leads_inside_is_refused(partner, monkeypatch):
    partner.answer = (302, {"Location": "https://innen.example/plan.ics"}, b"")
    known = calls.socket.getaddrinfo

    def look_up(host, port, *words, **more):
        if host == "innen.example":
            return [(2, 1, 6, "", ("10.0.0.1", port))]
        return known(host, port, *words, **more)

    monkeypatch.setattr(calls.socket, "getaddrinfo", look_up)

    assert read(partner.url) == ("address", 0)


def test_redirects_in_a_circle_end(partner):
    partner.answer = (302, {"Location": "/plan.ics"}, b"")

    assert read(partner.url) == ("refused", 0)
    assert len(partner.asked) == fetching.MOST_REDIRECTS + 1


def test_a_redirect_to_a_public_place_is_followed(partner):
    partner.answers["/plan.ics"] = (301, {"Location": "/neu.ics"}, b"")

    assert read(partner.url) == ("", 1)


def test_who_drips_the_answer_is_cut_off(partner, monkeypatch):
    """Slow loris: half of a file would look as if events had been deleted."""
    monkeypatch.setattr(calls, "SECONDS", 0.4)
    monkeypatch.setattr(fetching, "SECONDS", 0.4)
    partner.drip = 0.05

    assert read(partner.url) == ("silent", 0)


def test_a_file_without_end_is_not_read_to_its_end(partner):
    partner.answer = (200, {}, b"x" * (source_reading.MOST_BYTES + 1))

    assert read(partner.url) == ("too_big", 0)


def test_a_packed_bomb_is_not_unpacked(partner):
    bomb = gzip.compress(b"0" * 200_000_000, 9)
    partner.answer = (200, {"Content-Encoding": "gzip"}, bomb)

    assert len(bomb) < source_reading.MOST_BYTES
    assert read(partner.url) == ("too_big", 0)


@pytest.mark.parametrize(
    ("headers", "body", "problem"),
    (
        ({"Content-Encoding": "br"}, GOOD, "refused"),
        ({"Content-Encoding": "gzip"}, b"not packed", "refused"),
        ({"Content-Type": "text/html"}, b"<title>Anmelden</title>", "web_page"),
        ({"Content-Type": "image/png"}, b"\x89PNG\r\n\x1a\n", "unreadable"),
        ({"Content-Type": "application/pdf"}, b"%PDF-1.7", "unreadable"),
        ({"Content-Type": "text/calendar"}, b"", "unreadable"),
    ),
)
def test_what_is_no_calendar_is_said_in_words(partner, headers, body, problem):
    partner.answer = (200, headers, body)

    assert read(partner.url) == (problem, 0)


@pytest.mark.parametrize(
    "kind", ("text/plain", "application/octet-stream", "text/html", "")
)
def test_a_calendar_under_a_wrong_name_is_read(partner, kind):
    partner.answer = (200, {"Content-Type": kind}, GOOD)

    assert read(partner.url) == ("", 1)


@pytest.mark.parametrize("status", (204, 206, 400, 401, 403, 404, 410, 429, 500, 503))
def test_every_other_answer_is_a_refusal(partner, status):
    partner.answer = (status, {}, b"")

    assert read(partner.url) == ("refused", 0)


def test_what_a_server_sends_back_ends_no_line_of_ours(partner):
    """A stamp is said again at the next reading; it must not smuggle headers in."""
    partner.answer = (200, {"ETag": '"1"\r\n folded: yes'}, GOOD)
    source = CalendarSourceFactory(address=partner.url)

    first = read_again(source)
    second = read_again(source)

    assert (first.etag, second.problem) == ("", "")
