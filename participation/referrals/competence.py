"""Which rule says where an idea goes, and by which conditions. Pure.

The rules are asked in their order; the first that fits wins. What it found true comes
back as codes with values, and the words of every explanation are made of these alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from neighbourhood.departments.wording import (
    Expression,
    Vocabulary,
    parsed,
    sentences_of,
    vocabulary,
)
from participation.referrals.enums import Condition, SiteKind

# A condition that was found true: its code and a value, as JSON keeps it.
Found = tuple[str, str]
# Where an expression stands in an idea: the code for title or text, and the sentence.
Heard = tuple[str, str]
# For each rule, by its place in the table: number of the expression -> where.
Words = Mapping[int, Mapping[int, Heard]]


class RuleLike(Protocol):
    """A row of the table, or anything with its columns."""

    pk: int
    number: int
    region_keys: list[str]
    topic_keys: list[str]
    site_kinds: list[str]
    words: str
    is_title_only: bool
    department_id: int
    valid_from: date | None
    valid_until: date | None


@dataclass(frozen=True)
class Subject:
    """What the rules know of an idea; `topics` has its own key, then those above."""

    title: str
    text: str
    region: str = ""
    topics: tuple[str, ...] = ()
    site: str = ""


@dataclass(frozen=True)
class Line:
    """One rule, ready to be asked; an empty set asks for nothing."""

    pk: int
    number: int
    department_id: int
    regions: frozenset[str]
    topics: frozenset[str]
    sites: frozenset[str]
    expressions: tuple[Expression[int], ...]
    words: tuple[str, ...]
    is_title_only: bool
    valid_from: date
    valid_until: date

    @classmethod
    def of(cls, rule: RuleLike) -> "Line":
        lines = [line for line in rule.words.splitlines() if line.strip()]
        pairs = [(parsed(at, line), line) for at, line in enumerate(lines)]
        known = [(read, line) for read, line in pairs if read is not None]
        return cls(
            pk=rule.pk,
            number=rule.number,
            department_id=rule.department_id,
            regions=frozenset(rule.region_keys),
            topics=frozenset(rule.topic_keys),
            sites=frozenset(rule.site_kinds),
            expressions=tuple(read for read, _ in known),
            words=tuple(line for _, line in known),
            is_title_only=rule.is_title_only,
            valid_from=rule.valid_from or date.min,
            valid_until=rule.valid_until or date.max,
        )

    def is_valid(self, day: date) -> bool:
        return self.valid_from <= day <= self.valid_until

    def conditions(
        self, subject: Subject, said: Mapping[int, Heard]
    ) -> list[Found] | None:
        """What the idea fulfils; None unless it fulfils all that is asked for."""
        found: list[Found] = []
        if self.regions:
            if subject.region not in self.regions:
                return None
            found.append((Condition.REGION.value, subject.region))
        if self.topics:
            topic = next((key for key in subject.topics if key in self.topics), None)
            if topic is None:
                return None
            found.append((Condition.TOPIC.value, topic))
        if self.sites:
            if subject.site not in self.sites:
                return None
            found.append((Condition.SITE.value, subject.site))
        return self._with_words(found, said)

    def _with_words(
        self, found: list[Found], said: Mapping[int, Heard]
    ) -> list[Found] | None:
        if not self.words:
            return found
        heard = [
            (said[at][0], heard_of(words, said[at][1]))
            for at, words in enumerate(self.words)
            if at in said and not (self.is_title_only and said[at][0] != IN_TITLE)
        ]
        return [*found, *heard] if heard else None


IN_TITLE, IN_TEXT = Condition.TITLE_WORD.value, Condition.TEXT_WORD.value


@dataclass(frozen=True)
class Fit:
    """The rule that says where an idea goes, and the conditions found true."""

    line: Line
    conditions: tuple[Found, ...]


@dataclass
class Table:
    """All rules of a version in their order."""

    lines: Sequence[Line]
    _vocabulary: Vocabulary[tuple[int, int]] = field(default_factory=Vocabulary)
    # Where rules without words stand, by each topic they ask for, "" for none: a
    # rule with words is looked at only where they are heard.
    _wordless: defaultdict[str, list[int]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def __post_init__(self) -> None:
        for place, line in enumerate(self.lines):
            if not line.words:
                for topic in line.topics or {""}:
                    self._wordless[topic].append(place)
            for at, read in enumerate(line.expressions):
                self._vocabulary.add(
                    Expression((place, at), read.wanted, read.unwanted)
                )

    @classmethod
    def of(cls, rules: Iterable[RuleLike]) -> "Table":
        return cls([Line.of(rule) for rule in rules])

    def first(self, subject: Subject, day: date) -> Fit | None:
        words = self._words_in(subject)
        return self._first(subject, self._asked(subject, day, words), words)

    def by_site(self, subject: Subject, day: date) -> dict[str, Fit | None]:
        """What each kind of place would lead to, and "" where nobody knows it."""
        words = self._words_in(subject)
        places = self._asked(subject, day, words)
        return {
            site: self._first(_at(subject, site), places, words)
            for site in ("", *SiteKind.values)
        }

    def _asked(self, subject: Subject, day: date, words: Words) -> list[int]:
        """The places of all rules that may fit, in their order."""
        places = set(words)
        for topic in ("", *subject.topics):
            places.update(self._wordless.get(topic, ()))
        return [place for place in sorted(places) if self.lines[place].is_valid(day)]

    def _first(
        self, subject: Subject, places: Iterable[int], words: Words
    ) -> Fit | None:
        for place in places:
            line = self.lines[place]
            found = line.conditions(subject, words.get(place, {}))
            if found is not None:
                return Fit(line, tuple(found))
        return None

    def _words_in(self, subject: Subject) -> Words:
        said: defaultdict[int, dict[int, Heard]] = defaultdict(dict)
        for code, sentences in (
            (IN_TITLE, [subject.title]),
            (IN_TEXT, sentences_of(subject.text)),
        ):
            for match in self._vocabulary.matches(sentences):
                place, at = match.key
                said[place].setdefault(at, (code, sentences[match.sentence]))
        return said


def heard_of(line: str, sentence: str) -> str:
    """An expression with those of its alternatives alone that a sentence has.

    What comes out are words of the rule, never of the sentence.
    """
    groups = line.split()
    wanted = {word for group in groups if group[0] != "-" for word in group.split("/")}
    matches = vocabulary({word: word for word in wanted}).matches([sentence])
    heard = {match.key for match in matches}
    kept = [
        group
        if group.startswith("-")
        else "/".join(word for word in group.split("/") if word in heard)
        for group in groups
    ]
    return " ".join(filter(None, kept))


def _at(subject: Subject, site: str) -> Subject:
    return Subject(subject.title, subject.text, subject.region, subject.topics, site)
