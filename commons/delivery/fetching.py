"""Getting a file from another program: from a public address, of a size, briefly.

Each address on the way is resolved, checked and connected to as `calls` does it, so
that neither a redirect nor a name that changes leads into our own network.
"""

import threading
from http.client import HTTPException, HTTPResponse
from urllib.parse import urljoin

from django.conf import settings

from commons.delivery.calls import SECONDS, Forbidden, connection_to, cut, place_of

MOST_REDIRECTS = 3
REDIRECTS = frozenset({301, 302, 303, 307, 308})
OK = 200


class Unreachable(Exception):  # noqa: N818 -- says what the other side is
    """Nobody answered, or not in time."""


class Refused(Exception):  # noqa: N818 -- says what the other side did
    """The other side says no, or leads in circles."""


class TooBig(Exception):  # noqa: N818 -- says what the file is
    """More bytes than were asked for."""


def fetch(url: str, *, most: int) -> bytes:
    """The file at an address.

    Args:
        most: bytes; what is bigger is not read to its end.

    Raises:
        Forbidden: it is no public https address, or leads to none.
        Unreachable: nobody answers in time.
        Refused: the answer is no file.
        TooBig: the file is bigger than `most`.
    """
    for _hop in range(MOST_REDIRECTS + 1):
        try:
            status, body, leads_to = _answer(url, most)
        except (OSError, HTTPException) as error:
            raise Unreachable(type(error).__name__) from error
        if status == OK:
            return body
        if status not in REDIRECTS or not leads_to:
            raise Refused(str(status))
        url = _next(url, leads_to)
    message = "too many redirects"
    raise Refused(message)


def _next(url: str, leads_to: str) -> str:
    """The other side may write anything there, also what is no address."""
    try:
        return urljoin(url, leads_to)
    except ValueError as error:
        raise Refused(leads_to[:40]) from error


def _answer(url: str, most: int) -> tuple[int, bytes, str]:
    place = place_of(url)
    connection = connection_to(place)
    # However slowly somebody answers, byte by byte: then it is over.
    end = threading.Timer(SECONDS, cut, [connection])
    end.start()
    headers = {"User-Agent": settings.SITE_NAME, "Accept-Encoding": "identity"}
    try:
        connection.request("GET", place.path, headers=headers)
        response = connection.getresponse()
        body = _body(response, most) if response.status == OK else b""
        return response.status, body, response.headers.get("Location", "")
    finally:
        end.cancel()
        connection.close()


def _body(response: HTTPResponse, most: int) -> bytes:
    body = response.read(most + 1)
    if len(body) > most:
        raise TooBig
    return body


__all__ = ["Forbidden", "Refused", "TooBig", "Unreachable", "fetch"]
