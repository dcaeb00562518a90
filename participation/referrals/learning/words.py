"""What is read from an idea's words, by the trainer and by the web process alike."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from commons.text import normalise

PARTS = range(3, 6)  # letters of a piece of a word, its edges counted as one each
LONGEST_WORD = 40
# "Tempo 30" says something about an office; a telephone number never does.
LONGEST_NUMBER = 3
TITLE_COUNTS = 3  # as often as the same words in the text
_WORD = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+", re.IGNORECASE)
_DIGITS = re.compile(r"[0-9]")


@dataclass(frozen=True)
class Written:
    """An idea as it is learned from; topic and region are 0 where there is none."""

    title: str
    text: str
    topic: int = 0
    region: int = 0

    @property
    def marks(self) -> list[str]:
        """What is chosen, not written."""
        known = (("topic", self.topic), ("region", self.region))
        return [f"{name}:{key}" for name, key in known if key]


@dataclass(frozen=True)
class Example:
    """An idea and the department that took it; `person` tells who wrote from whom."""

    written: Written
    label: int
    person: int


def spelled(text: str) -> list[str]:
    """The words as they stand there; addresses of mail and pages are none."""
    return _WORD.findall(_ADDRESS.sub(" ", text))


def plain(word: str) -> str:
    """One spelling for a word, or "" for what no model may learn.

    Letters beside more than three digits are numbers of persons and things.
    """
    norm = normalise(word).replace(" ", "")[:LONGEST_WORD]
    return "" if len(_DIGITS.findall(norm)) > LONGEST_NUMBER else norm


def parts_of(norm: str) -> Iterator[str]:
    """Pieces of a word, with a space for each edge; numbers have none."""
    if _DIGITS.search(norm):
        return
    padded = f" {norm} "
    for length in PARTS:
        for start in range(len(padded) - length + 1):
            yield padded[start : start + length]


def pair_of(one: str, two: str) -> str | None:
    """Two words in a row; never two numbers, which only telephones put side by side."""
    if one.isdigit() and two.isdigit():
        return None
    return f"{one} {two}"
