"""People without an account: the outbox holds a reference, an app their address.

So an address lies in one place only, sealed, and is gone everywhere once its row is
deleted. A reference reads `<book>:<id>`, such as `idea-contact:17`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

_REFERENCE = re.compile(r"([a-z]+(?:-[a-z]+)*):([1-9][0-9]{0,18})")


@dataclass(frozen=True)
class Addressee:
    """`address` is what stands below the name on an envelope, line by line."""

    name: str = ""
    address: str = ""
    phone: str = ""
    best_time: str = ""
    email: str = ""

    @property
    def lines(self) -> list[str]:
        parts = [self.name, *self.address.splitlines()]
        return [line for line in (" ".join(part.split()) for part in parts) if line]


@dataclass(frozen=True)
class Book:
    """`find` and `correct` take the id of a row; `correct` is False if it is gone."""

    label: str | Promise
    find: Callable[[int], Addressee | None]
    correct: Callable[[int, Addressee], bool]


_books: dict[str, Book] = {}


def register(key: str, book: Book) -> None:
    _books[key] = book


def reference(key: str, pk: int) -> str:
    return f"{key}:{pk}"


def is_reference(address: str) -> bool:
    return _REFERENCE.fullmatch(address) is not None


def find(address: str) -> Addressee | None:
    """Whom a reference means; None if the row is gone or nobody keeps such a book."""
    book, pk = _parts(address)
    return book.find(pk) if book else None


def correct(address: str, addressee: Addressee) -> bool:
    """Write a better address into the book; False if the row is gone."""
    book, pk = _parts(address)
    return book.correct(pk, addressee) if book else False


def _parts(address: str) -> tuple[Book | None, int]:
    match = _REFERENCE.fullmatch(address)
    if match is None:
        return None, 0
    return _books.get(match[1]), int(match[2])
