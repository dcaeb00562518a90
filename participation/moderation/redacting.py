"""What the desk must know of a kind to blacken words and pictures in it.

One function is enough: `Redacting(words=…)`. Where copies lie is `commons.copies`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from commons.blackening import Blackening
from commons.files.models import StoredFile


@dataclass(frozen=True)
class Words:
    """One text of a contribution; `key` is a slug, `label` how the desk calls it."""

    key: str
    label: str | Promise
    text: str


@dataclass(frozen=True)
class Picture:
    pk: int
    stored_file: StoredFile
    alt_text: str = ""


def _no_pictures(_contribution: Any) -> Sequence[Picture]:
    return ()


def _nothing_near(_contribution: Any) -> Iterable[Any]:
    return ()


def _nothing_exchanged(_contribution: Any, _black: Blackening) -> Mapping[str, str]:
    return {}


def _settled(_contribution: Any, _black: Blackening) -> None:
    return None


@dataclass(frozen=True)
class Redacting:
    """`words(contribution)` are its texts, `pictures` its pictures.

    `near` gives the contributions that may quote it: those of the same page. If they
    hold the words, they are blackened too, each by a decision of its own.
    `exchanged(contribution, blackening)` gives strings that change because the words
    go, such as the end of an address. `settle(contribution, blackening)` follows in the
    same transaction, when the columns are black and the version is a new one: what was
    made of the old words is made anew.
    """

    words: Callable[[Any], Sequence[Words]]
    pictures: Callable[[Any], Sequence[Picture]] = _no_pictures
    near: Callable[[Any], Iterable[Any]] = _nothing_near
    exchanged: Callable[[Any, Blackening], Mapping[str, str]] = _nothing_exchanged
    settle: Callable[[Any, Blackening], None] = _settled
