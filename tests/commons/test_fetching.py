"""Getting a file from a stranger's server over real HTTPS: known versions, whole files."""

import gzip

import pytest

from commons.delivery import fetching
from commons.delivery.fetching import Stamps

MOST = 10_000


def test_the_file_comes_with_what_it_is_known_by(partner):
    headers = {"Last-Modified": "Mon, 02 Nov 2026 10:00:00 GMT"}
    partner.answer = (200, headers | {"Content-Type": "text/calendar"}, b"x" * 100)
    partner.etag = '"1"'

    fetched = fetching.get(partner.url, most=MOST)

    assert (fetched.body, fetched.is_unchanged) == (b"x" * 100, False)
    assert fetched.stamps == Stamps('"1"', "Mon, 02 Nov 2026 10:00:00 GMT")
    assert fetched.content_type == "text/calendar"


def test_what_is_known_is_not_said_again(partner):
    partner.etag = '"1"'

    again = fetching.get(partner.url, most=MOST, known=Stamps('"1"', "gestern"))

    ((_path, headers),) = partner.asked
    assert (again.is_unchanged, again.body, again.stamps.etag) == (True, b"", '"1"')
    assert headers["If-None-Match"] == '"1"'
    assert headers["If-Modified-Since"] == "gestern"


def test_who_knows_nothing_asks_plainly_and_is_not_told_unchanged(partner):
    partner.answer = (304, {}, b"")

    with pytest.raises(fetching.Refused, match="304"):
        fetching.get(partner.url, most=MOST)

    assert not {"If-None-Match", "If-Modified-Since"} & set(partner.asked[0][1])


@pytest.mark.parametrize("stamp", ("a\tb", "ü", "x" * 400))
def test_an_odd_stamp_is_not_kept(partner, stamp):
    partner.answer = (200, {"ETag": stamp.encode().decode("latin-1")}, b"x")

    assert fetching.get(partner.url, most=MOST).stamps.etag == ""


def test_a_packed_file_is_unpacked(partner):
    body = gzip.compress(b"y" * 500)
    partner.answer = (200, {"Content-Encoding": "gzip"}, body)

    assert fetching.fetch(partner.url, most=MOST) == b"y" * 500


def test_half_a_file_is_none(partner):
    """What was cut off would look as if its last events had been deleted."""
    partner.answer = (200, {"Content-Length": "500"}, b"BEGIN:VCALENDAR")

    with pytest.raises(fetching.Unreachable):
        fetching.get(partner.url, most=MOST)


def test_a_certificate_that_nobody_vouches_for_is_not_talked_to(partner, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")

    with pytest.raises(fetching.Unreachable, match="SSL"):
        fetching.get(partner.url, most=MOST)

    assert partner.asked == []
