"""Synonyms, names of places and the regions, held in memory by every process.

They are read anew when their version in the cache changes or runs out, so an edit
reaches every process with its next search, and a lost message after a minute.
"""

import secrets
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.core.cache import cache
from django.db import transaction

from commons.search import registry
from commons.search.enums import SynonymKind
from commons.search.models import SynonymGroup
from commons.search.registry import Area
from commons.search.stems import stem
from commons.text import normalise

VERSION_KEY = "search:synonyms"
LIFETIME = 60  # seconds that a lost message costs
LONGEST_NAME = 4  # words: "Prenzlauer Berg Süd West"


@dataclass(frozen=True)
class Entry:
    """`others` would do as well; `place` is the name, where it names one."""

    others: tuple[str, ...] = ()
    region_ids: tuple[int, ...] = ()
    place: str = ""


@dataclass(frozen=True)
class Thesaurus:
    """What each name means, by the stem of its letters: "Wins-Kiez" is "Winskiez"."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    spellings: Mapping[str, str] = field(default_factory=dict)
    areas: tuple[Area, ...] = ()

    def longest_at(self, words: Sequence[str], at: int) -> tuple[Entry | None, int]:
        """The longest known name that begins with this word, and its words."""
        for length in range(min(LONGEST_NAME, len(words) - at), 0, -1):
            entry = self.entries.get(key_of(words[at : at + length]))
            if entry is not None:
                return entry, length
        return None, 1


def key_of(words: Sequence[str]) -> str:
    return stem("".join(words))


def thesaurus() -> Thesaurus:
    return _held.get()


def areas() -> tuple[Area, ...]:
    """The regions, without a query."""
    return thesaurus().areas


def forget() -> None:
    """Let every process read the synonyms anew, once this transaction commits."""
    _held.forget()
    transaction.on_commit(_announce, robust=True)


def _announce() -> None:
    cache.set(VERSION_KEY, secrets.token_hex(8), LIFETIME)


class _Held:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._version = ""
        self._thesaurus = Thesaurus()

    def get(self) -> Thesaurus:
        version = cache.get(VERSION_KEY)
        if version and version == self._version:
            return self._thesaurus
        with self._lock:
            return self._read(version or self._new_version())

    def forget(self) -> None:
        self._version = ""

    def _new_version(self) -> str:
        version = secrets.token_hex(8)
        # `add`, before reading: what is announced meanwhile is read with the next.
        cache.add(VERSION_KEY, version, LIFETIME)
        return version

    def _read(self, version: str) -> Thesaurus:
        if version != self._version:
            self._thesaurus = read()
            self._version = version
        return self._thesaurus


_held = _Held()


def read() -> Thesaurus:
    """From the rows, and the names of the regions themselves; two queries."""
    entries: dict[str, Entry] = {}
    spellings: dict[str, str] = {}
    groups = SynonymGroup.objects.filter(is_active=True).order_by("pk")
    for group in groups:
        terms = [term for term in group.terms if normalise(term)]
        _add(entries, terms, group.region_ids, has_equals=_is_equal(group))
        _spell(spellings, terms)
    areas = tuple(registry.areas())
    for area in areas:
        names = list(dict.fromkeys([area.name, *area.name.split("/")]))
        _add(entries, names, [area.pk], has_equals=False)
        _spell(spellings, names)
    return Thesaurus(entries, spellings, areas)


def _is_equal(group: SynonymGroup) -> bool:
    return group.kind == SynonymKind.EQUAL


def _add(
    entries: dict[str, Entry],
    terms: Sequence[str],
    region_ids: Iterable[int],
    *,
    has_equals: bool,
) -> None:
    """A name may stand in several groups, and then means what all of them say."""
    spelt = [normalise(term) for term in terms]
    for term, written in zip(spelt, terms, strict=True):
        key = key_of(term.split())
        known = entries.get(key, Entry())
        # The name itself too: what was typed may be another form of it.
        others = spelt if has_equals else [term]
        entries[key] = Entry(
            tuple(dict.fromkeys([*known.others, *others])),
            tuple(dict.fromkeys([*known.region_ids, *region_ids])),
            known.place or ("" if has_equals else written),
        )


def _spell(spellings: dict[str, str], terms: Iterable[str]) -> None:
    for term in terms:
        for word in term.replace("/", " ").replace("-", " ").split():
            spellings.setdefault(normalise(word), word)
