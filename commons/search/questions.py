"""What somebody types becomes a question to the index.

Each word may be answered by itself, by its parts, by its synonyms, or by the region
where the place it names lies. Words are letters and digits only (`normalise`), so
nothing that is typed can be an operator of the question.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.text import slugify

from commons.search.compounds import split
from commons.search.stems import fold
from commons.search.synonyms import Entry, thesaurus
from commons.search.words import ASKING, LEFT_OUT
from commons.text import normalise

MOST_WORDS = 12
LONGEST_WORD = 60


def region_lexeme(region_id: int) -> str:
    """How the index marks where a thing belongs; no word looks like it."""
    return f"@{int(region_id)}"


def kind_lexeme(kind: str) -> str:
    """How the index marks of which kind a thing is; kinds' keys are slugs."""
    return f"@{slugify(kind)}"


@dataclass(frozen=True)
class Term:
    """One word or name that was asked for, normalised, and what else would do."""

    words: tuple[str, ...]
    others: tuple[tuple[str, ...], ...] = ()
    region_ids: tuple[int, ...] = ()
    place: str = ""

    @property
    def itself(self) -> str:
        return _all_of(self.words)

    @property
    def title(self) -> str:
        """The same, but in a title."""
        return _all_of(self.words, weight=":A")

    @cached_property
    def whole(self) -> str:
        """Everything that answers it, in the syntax of `to_tsquery`."""
        forms = [_form(self.words), *(_all_of(map(fold, way)) for way in self.others)]
        if len(self.words) > 1:
            forms.append(_quoted(fold("".join(self.words))))
        return " | ".join(dict.fromkeys(forms))

    @property
    def regions(self) -> str:
        return " | ".join(f"'{region_lexeme(pk)}'" for pk in self.region_ids)


@dataclass(frozen=True)
class Question:
    """`text` is what was typed, without odd spaces."""

    text: str
    terms: tuple[Term, ...]

    @property
    def words(self) -> list[str]:
        return [word for term in self.terms for word in term.words]

    @property
    def phrase(self) -> str:
        return " ".join(self.words)

    @property
    def places(self) -> list[Term]:
        return [term for term in self.terms if term.region_ids]

    @property
    def is_place(self) -> bool:
        """Names of places and nothing else: then the texts that say them count."""
        return bool(self.terms) and len(self.places) == len(self.terms)


def ask(text: str) -> Question:
    words = [word[:LONGEST_WORD] for word in normalise(text).split()]
    telling = [word for word in words if word not in ASKING] or words
    terms = tuple(_terms(telling[:MOST_WORDS]))
    return Question(" ".join(text.split()), terms)


def _terms(words: Sequence[str]) -> Iterable[Term]:
    known = thesaurus()
    at = 0
    while at < len(words):
        entry, length = known.longest_at(words, at)
        yield _term(tuple(words[at : at + length]), entry)
        at += length


def _term(words: tuple[str, ...], entry: Entry | None) -> Term:
    if entry is None:
        return Term(words)
    others = tuple(tuple(other.split()) for other in entry.others)
    return Term(words, others, entry.region_ids, entry.place)


def _form(words: Sequence[str]) -> str:
    """One way to say it: its words, each whole or by its parts."""
    if len(words) == 1:
        return f"({_word(words[0])})"
    return _all_of(map(fold, words))


def _word(word: str) -> str:
    """The word, or all its parts: "Weg für das Fahrrad".

    The index has each word without umlauts too, and that form answers both spellings.
    """
    forms = [_quoted(fold(word))]
    parts = split(word)
    if parts:
        forms.append(_all_of(parts))
    return " | ".join(dict.fromkeys(forms))


def _all_of(words: Iterable[str], *, weight: str = "") -> str:
    return f"({' & '.join(_quoted(word) + weight for word in words)})"


def _quoted(word: str) -> str:
    return f"'{LEFT_OUT.get(word, word)}'"
