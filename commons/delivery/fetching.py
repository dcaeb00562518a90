"""Getting a file from another program: from a public address, of a size, briefly.

Each address on the way is resolved, checked and connected to as `calls` does it, so
that neither a redirect nor a name that changes leads into our own network. Whoever asks
again and again says what is known already (`Stamps`), and gets nothing if it is still
the same (RFC 9110, 13.1).
"""

import re
import threading
import time
import zlib
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage, HTTPResponse
from socket import socket
from urllib.parse import urljoin

from django.conf import settings

from commons.delivery.calls import SECONDS, Forbidden, connection_to, cut, place_of

MOST_REDIRECTS = 3
MOST_SECONDS = 20.0  # when no further step is begun
REDIRECTS = frozenset({301, 302, 303, 307, 308})
OK, UNCHANGED = 200, 304
GZIP = 31  # as `zlib` calls it
# What we say again must end no line of ours.
_PLAIN_STAMP = re.compile(r"[ -~]{1,300}")


class Unreachable(Exception):  # noqa: N818 -- says what the other side is
    """Nobody answered, or not in time."""


class Refused(Exception):  # noqa: N818 -- says what the other side did
    """The other side says no, or leads in circles."""


class TooBig(Exception):  # noqa: N818 -- says what the file is
    """More bytes than were asked for."""


@dataclass(frozen=True)
class Stamps:
    """By what the other side knows which version of a file we have."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True)
class Fetched:
    """What lies at an address; with `is_unchanged` the body is not said again."""

    body: bytes
    stamps: Stamps
    content_type: str = ""
    is_unchanged: bool = False


@dataclass(frozen=True)
class _Answer:
    status: int
    body: bytes
    headers: HTTPMessage


NOTHING_KNOWN = Stamps()


def fetch(url: str, *, most: int) -> bytes:
    """The file at an address; raises what `get` raises."""
    return get(url, most=most).body


def get(url: str, *, most: int, known: Stamps = NOTHING_KNOWN) -> Fetched:
    """The file at an address, unless it is as we know it.

    Args:
        most: bytes; what is bigger is not read to its end, nor unpacked to it.
        known: the stamps of what was read before, if it is still at hand.

    Raises:
        Forbidden: it is no public https address, or leads to none.
        Unreachable: nobody answers in time.
        Refused: the answer is no file.
        TooBig: the file is bigger than `most`.
    """
    ends = time.monotonic() + MOST_SECONDS
    for _hop in range(MOST_REDIRECTS + 1):
        if time.monotonic() > ends:
            message = "too slow"
            raise Unreachable(message)
        try:
            answer = _answer(url, most, known)
        except (OSError, HTTPException) as error:
            raise Unreachable(type(error).__name__) from error
        if answer.status == OK:
            return _fetched(answer, most)
        if answer.status == UNCHANGED and known != NOTHING_KNOWN:
            return Fetched(b"", known, is_unchanged=True)
        leads_to = answer.headers.get("Location", "")
        if answer.status not in REDIRECTS or not leads_to:
            raise Refused(str(answer.status))
        url = _next(url, leads_to)
    message = "too many redirects"
    raise Refused(message)


def _next(url: str, leads_to: str) -> str:
    """The other side may write anything there, also what is no address."""
    try:
        return urljoin(url, leads_to)
    except ValueError as error:
        raise Refused(leads_to[:40]) from error


def _answer(url: str, most: int, known: Stamps) -> _Answer:
    place = place_of(url)
    connection = connection_to(place)
    was_cut = threading.Event()
    # However slowly somebody answers, byte by byte: then it is over.
    end = threading.Timer(SECONDS, _cut, [connection.sock, was_cut])
    end.start()
    try:
        connection.request("GET", place.path, headers=_headers(known))
        response = connection.getresponse()
        body = _body(response, most) if response.status == OK else b""
        if was_cut.is_set():  # half a file looks like a whole one
            message = "too slow"
            raise Unreachable(message)
        return _Answer(response.status, body, response.headers)
    finally:
        end.cancel()
        connection.close()


def _cut(line: socket, was_cut: threading.Event) -> None:
    """Said before it is done: who reads on meets the end of the line at once."""
    was_cut.set()
    cut(line)


def _headers(known: Stamps) -> dict[str, str]:
    said = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    plain = {"User-Agent": settings.SITE_NAME, "Accept-Encoding": "identity"}
    return plain | {name: value for name, value in said.items() if value}


def _body(response: HTTPResponse, most: int) -> bytes:
    body = response.read(most + 1)
    if len(body) > most:
        raise TooBig
    if response.length:  # less than was promised
        message = "broken off"
        raise Unreachable(message)
    return body


def _fetched(answer: _Answer, most: int) -> Fetched:
    stamps = Stamps(
        etag=_plain(answer.headers.get("ETag", "")),
        last_modified=_plain(answer.headers.get("Last-Modified", "")),
    )
    body = _unpacked(answer.body, answer.headers.get("Content-Encoding", ""), most)
    return Fetched(body, stamps, answer.headers.get_content_type())


def _unpacked(body: bytes, packing: str, most: int) -> bytes:
    """Some send it packed though we asked for the plain file."""
    packing = packing.strip().lower()
    if packing in {"", "identity"}:
        return body
    if packing not in {"gzip", "x-gzip"}:
        raise Refused(packing[:40])
    unpacking = zlib.decompressobj(wbits=GZIP)
    try:
        plain = unpacking.decompress(body, most + 1)
    except zlib.error as error:
        message = "broken gzip"
        raise Refused(message) from error
    if len(plain) > most:
        raise TooBig
    return plain


def _plain(stamp: str) -> str:
    return stamp if _PLAIN_STAMP.fullmatch(stamp) else ""


__all__ = [
    "NOTHING_KNOWN",
    "Fetched",
    "Forbidden",
    "Refused",
    "Stamps",
    "TooBig",
    "Unreachable",
    "fetch",
    "get",
]
