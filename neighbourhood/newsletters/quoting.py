"""Which Rundbriefe may quote a contribution, so that a redaction reaches them.

A piece about the contribution itself is known by its kind. An app whose pieces are
about something that belongs to one (an answer to an idea) says which.
"""

from collections.abc import Callable

from django.db.models import Q

from commons.copies import About

_pieces: dict[str, Callable[[About], Q]] = {}


def register(key: str, pieces: Callable[[About], Q]) -> None:
    """`pieces(about)` is a condition on `Item`."""
    _pieces[key] = pieces


def pieces_about(about: About) -> Q:
    found = about.rows()
    for pieces in _pieces.values():
        found |= pieces(about)
    return found
