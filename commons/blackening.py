"""Blackening words in what people wrote, in one text and in every copy of it.

The words are looked for tolerantly: a copy may have another line break, other signs
between them, stars around them or other capitals. What stands in their place says what
kind of thing was there and nothing more.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

BAR = "■■■■"
# As `mark_of` writes it; what is black already is never looked at again.
MARK = re.compile(rf"{BAR}(?: \[([\w .()/-]{{1,40}})\])?")
_RUN = re.compile(r"[^\W_]+")
_BETWEEN_WORDS = r"[\W_]{1,5}"
_BETWEEN_SIGNS = r"[\W_]{0,3}"
_ENDING = r"(?:['’]?s|es|en|n)?"
# So many digits are a number, whichever way it is grouped: 030 123 45 67, 030/1234567.
_A_NUMBER = 4
_TELLING = 6
_TRUNK = re.compile(r"\W*(?:\+49|0)")
_COUNTRY = re.compile(r"^(?:0049|49|0)0?")
_DIALLED = r"(?:(?:\+|00)49[\W_]{0,3})?(?:\(?0\)?[\W_]{0,3})?"
LONGEST_LABEL = 40


def mark_of(label: str) -> str:
    """What stands in place of the words: `■■■■ [Telefonnummer]`."""
    return f"{BAR} [{label[:LONGEST_LABEL]}]"


@dataclass(frozen=True)
class Passage:
    """Words that have to go, and what they were ("Telefonnummer")."""

    words: str
    label: str

    @property
    def runs(self) -> list[str]:
        return _RUN.findall(self.words)

    @property
    def is_number(self) -> bool:
        return sum(sign.isdigit() for sign in self.words) >= _A_NUMBER

    @property
    def is_telling(self) -> bool:
        """Whether it says so much that equal words elsewhere mean the same thing.

        A first name alone does not: it is also half of a street's name.
        """
        runs = self.runs
        is_long = sum(map(len, runs)) >= _TELLING
        return is_long and (self.is_number or len(runs) > 1)

    @property
    def pattern(self) -> str:
        """A regular expression that finds the words in a copy."""
        if self.is_number:
            return rf"(?<![^\W_]){self._signs}(?![^\W_])"
        words = _BETWEEN_WORDS.join(map(re.escape, self.runs))
        return rf"(?<![^\W_]){words}{_ENDING}(?![^\W_])"

    @property
    def _signs(self) -> str:
        """Sign by sign; a telephone number with or without the country's."""
        signs = "".join(self.runs)
        is_phone = signs.isdecimal() and _TRUNK.match(self.words)
        core = _COUNTRY.sub("", signs) if is_phone else signs
        known = _BETWEEN_SIGNS.join(map(re.escape, core))
        return f"{_DIALLED}{known}" if is_phone else known


@dataclass(frozen=True)
class Blackening:
    """Several passages at once; `exchanged` are strings that become others as they are.

    Such as the address of a page that had the words in it.
    """

    passages: tuple[Passage, ...]
    exchanged: Mapping[str, str] = field(default_factory=dict)

    def text(self, text: str, longest: int | None = None) -> str:
        """The text without the words.

        Args:
            longest: signs that there is room for; marks are shortened to fit.
        """
        text = self._swapped(text)
        black = self._blackened(text, mark_of)
        if longest is None or len(black) <= longest:
            return black
        return self._blackened(text, lambda _label: BAR)[:longest]

    def value(self, value: Any) -> Any:
        """JSON with the words gone from every string in it."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self.value(entry) for entry in value]
        if isinstance(value, dict):
            return {name: self.value(entry) for name, entry in value.items()}
        return value

    def count_in(self, text: str) -> dict[str, int]:
        """How many places of each label the text has."""
        counts: dict[str, int] = {}
        for piece, is_black in _pieces(text):
            found = () if is_black else self._found(piece)
            for match in found:
                label = self._label_of(match)
                counts[label] = counts.get(label, 0) + 1
        return counts

    def is_in(self, text: str) -> bool:
        return bool(self.count_in(text))

    @cached_property
    def telling(self) -> "Blackening":
        """Those passages that may be looked for in what others wrote elsewhere."""
        kept = tuple(passage for passage in self.passages if passage.is_telling)
        return Blackening(kept, self.exchanged)

    @cached_property
    def _ordered(self) -> list[Passage]:
        known = {passage.words: passage for passage in self.passages if passage.runs}
        return sorted(known.values(), key=lambda passage: -len(passage.words))

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        if not self._ordered:
            return None
        parts = (
            f"(?P<p{number}>{passage.pattern})"
            for number, passage in enumerate(self._ordered)
        )
        return re.compile("|".join(parts), re.IGNORECASE)

    def _found(self, text: str) -> Iterable[re.Match[str]]:
        return self._pattern.finditer(text) if self._pattern else ()

    def _label_of(self, match: re.Match[str]) -> str:
        return self._ordered[int((match.lastgroup or "p0")[1:])].label

    def _blackened(self, text: str, mark: Callable[[str], str]) -> str:
        if self._pattern is None:
            return text
        return "".join(
            piece if is_black else self._without(piece, mark)
            for piece, is_black in _pieces(text)
        )

    def _without(self, piece: str, mark: Callable[[str], str]) -> str:
        def replaced(match: re.Match[str]) -> str:
            # "[Name](…" would be a link.
            is_link = match.string[match.end() : match.end() + 1] in {"(", "["}
            return f"{mark(self._label_of(match))}{' ' if is_link else ''}"

        assert self._pattern is not None  # noqa: S101 -- asked before
        return self._pattern.sub(replaced, piece)

    def _swapped(self, text: str) -> str:
        for old, new in self.exchanged.items():
            text = text.replace(old, new)
        return text


def _pieces(text: str) -> Iterable[tuple[str, bool]]:
    """The text in pieces, with whether each is a mark already."""
    end = 0
    for match in MARK.finditer(text):
        yield text[end : match.start()], False
        yield match[0], True
        end = match.end()
    yield text[end:], False
