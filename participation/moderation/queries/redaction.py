"""What a redaction takes: the words marked on the page, and where else they stand."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils import translation

from commons import kinds, personal
from commons.blackening import Blackening, Passage
from commons.files.services import Area
from participation.moderation import desk
from participation.moderation.enums import Blackened
from participation.moderation.models import Moderated
from participation.moderation.redacting import Redacting, Words

GERMAN = "de"
WORD = re.compile(r"\S+")
KIND_OF_FOUND = {
    personal.PHONE: Blackened.PHONE,
    personal.EMAIL: Blackened.EMAIL,
    personal.IBAN: Blackened.BANK,
    personal.PLATE: Blackened.PLATE,
    personal.HOME: Blackened.ADDRESS,
}


@dataclass(frozen=True)
class Cut:
    """Words `first` to `last` of one text, and what they are."""

    key: str
    first: int
    last: int
    what: Blackened = Blackened.OTHER

    @property
    def name(self) -> str:
        """How forms call it; it holds no word."""
        return f"{self.key}:{self.first}-{self.last}"


@dataclass(frozen=True)
class Patch:
    """An area of one picture, and what is to be seen there."""

    picture: int
    area: Area
    what: Blackened = Blackened.OTHER


@dataclass(frozen=True)
class MarkedWord:
    """One word on the page; `value` is what its checkbox posts."""

    value: str
    text: str
    gap: str
    is_marked: bool


@dataclass(frozen=True)
class Quoting:
    """Another contribution that holds the words, and how often."""

    contribution: Moderated
    count: int

    @property
    def label(self) -> str:
        return str(kinds.of(self.contribution).label)

    @property
    def number(self) -> str:
        return desk.of(self.contribution).number_of(self.contribution)

    @property
    def url(self) -> str:
        return kinds.of(self.contribution).url(self.contribution)


def redacting_of(contribution: Moderated) -> Redacting | None:
    return desk.of(contribution).redacting


def texts_of(contribution: Moderated) -> Sequence[Words]:
    redacting = redacting_of(contribution)
    found = redacting.words(contribution) if redacting else ()
    return [words for words in found if words.text]


def suggested(contribution: Moderated) -> list[Cut]:
    """What looks like personal data, marked beforehand."""
    cuts = []
    for words in texts_of(contribution):
        spans = [match.span() for match in WORD.finditer(words.text)]
        for found in personal.find(words.text):
            touched = [
                number
                for number, (start, end) in enumerate(spans)
                if start < found.end and found.start < end
            ]
            what = KIND_OF_FOUND[found.kind]
            cuts.append(Cut(words.key, touched[0], touched[-1], what))
    return cuts


def cuts_of(marked: Iterable[str]) -> list[Cut]:
    """Words that were ticked (`text:12`); those side by side are one passage."""
    found: dict[str, list[int]] = {}
    for value in marked:
        key, _colon, number = value.rpartition(":")
        found.setdefault(key, []).append(int(number))
    return [
        Cut(key, run[0], run[-1])
        for key, numbers in found.items()
        for run in _runs(sorted(set(numbers)))
    ]


def _runs(numbers: list[int]) -> Iterator[list[int]]:
    for _distance, group in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        yield [number for _position, number in group]


def words_on_page(words: Words, cuts: Sequence[Cut]) -> list[MarkedWord]:
    """A text word by word, with the space between, for a page of checkboxes."""
    marked = {
        number
        for cut in cuts
        if cut.key == words.key
        for number in range(cut.first, cut.last + 1)
    }
    shown, end = [], 0
    for number, match in enumerate(WORD.finditer(words.text)):
        gap = words.text[end : match.start()]
        value = f"{words.key}:{number}"
        shown.append(MarkedWord(value, match[0], gap, number in marked))
        end = match.end()
    return shown


def passage_of(contribution: Moderated, cut: Cut) -> Passage | None:
    """The words of a cut; None where the text has no such words."""
    texts = {each.key: each.text for each in texts_of(contribution)}
    spans = [match.span() for match in WORD.finditer(texts.get(cut.key, ""))]
    if not 0 <= cut.first <= cut.last < len(spans):
        return None
    words = texts[cut.key][spans[cut.first][0] : spans[cut.last][1]]
    passage = Passage(words, label_of(cut.what))
    return passage if passage.runs else None


def label_of(what: str) -> str:
    """What stands in place of the words; it is stored, so it is German for all."""
    with translation.override(GERMAN):
        return str(Blackened(what).label)


def blackening_of(contribution: Moderated, cuts: Sequence[Cut]) -> Blackening:
    """All marked passages, with the addresses that change as they go."""
    found = (passage_of(contribution, cut) for cut in cuts)
    blackening = Blackening(tuple(passage for passage in found if passage))
    redacting = redacting_of(contribution)
    if redacting is None or not blackening.passages:
        return blackening
    exchanged = dict(redacting.exchanged(contribution, blackening))
    for other in quoting(contribution, blackening):
        of_other = redacting_of(other.contribution)
        if of_other is not None:
            exchanged |= of_other.exchanged(other.contribution, blackening)
    return Blackening(blackening.passages, exchanged)


def count_in(contribution: Moderated, blackening: Blackening) -> dict[str, int]:
    """How many places of each label a contribution has."""
    counts: dict[str, int] = {}
    for words in texts_of(contribution):
        for label, number in blackening.count_in(words.text).items():
            counts[label] = counts.get(label, 0) + number
    return counts


def near(contribution: Moderated) -> list[Moderated]:
    """What stands on the same page and may quote the contribution."""
    redacting = redacting_of(contribution)
    found = redacting.near(contribution) if redacting else ()
    own = (type(contribution), contribution.pk)
    return [other for other in found if (type(other), other.pk) != own]


def quoting(contribution: Moderated, blackening: Blackening) -> list[Quoting]:
    """The others on the page that hold the words."""
    counted = (
        Quoting(other, sum(count_in(other, blackening).values()))
        for other in near(contribution)
    )
    return [each for each in counted if each.count]
