"""Where pages of a room listen, and what a socket's address says."""

import re
from urllib.parse import parse_qs

from django.conf import settings
from django.utils import translation

from events.live.models import Room

_STAND = re.compile(r"(\d{1,18})-([0-9a-f]{16})")


def socket(room: Room) -> str:
    """For everybody in the room, in the language of the page."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    return f"{settings.SOCKET_URL}/ws/saal/{room.pk}/?sprache={language}"


def staff_socket(room: Room) -> str:
    """For those who moderate or type in: says only that something changed."""
    return f"{settings.SOCKET_URL}/ws/saal/{room.pk}/leitung/"


def language_in(query: bytes) -> str:
    """The language that a socket's address asks for, if the house speaks it."""
    asked = _first(query, "sprache")
    known = {code for code, _name in settings.LANGUAGES}
    return asked if asked in known else settings.LANGUAGE_CODE


def stand_in(query: bytes) -> tuple[int, str]:
    """How far a page knows the room; (-1, "") if it does not say."""
    found = _STAND.fullmatch(_first(query, "stand"))
    return (int(found[1]), found[2]) if found else (-1, "")


def _first(query: bytes, name: str) -> str:
    return parse_qs(query.decode("latin-1")).get(name, [""])[0]
