"""Where something belongs that is no idea for the district."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db.models import QuerySet

from commons.text import normalise
from neighbourhood.departments.enums import SignpostKind
from neighbourhood.departments.models import Department, Signpost
from neighbourhood.departments.queries.held import HeldInMemory
from neighbourhood.departments.wording import (
    Match,
    Vocabulary,
    sentences_of,
    tokens_of,
    vocabulary,
)

GENERATION = "signposts"
# A longer text is about more than one thing that lies in the way.
LONGEST_REPORT = 40  # words


@dataclass(frozen=True)
class Advice:
    """A signpost as one reads it: what it leaves empty comes from its parent."""

    pk: int
    key: str
    kind: SignpostKind
    name: str
    body: str
    advice: str
    url: str
    phone: str

    @property
    def host(self) -> str:
        """The site that the link leads to, as one reads it."""
        return (urlsplit(self.url).hostname or "").removeprefix("www.")

    @property
    def phone_digits(self) -> str:
        """The number as a `tel:` address wants it."""
        return "".join(char for char in self.phone if char in "+0123456789")


@dataclass(frozen=True)
class Pointed:
    """An advice with where it comes from: "title", "text" or "topic"."""

    advice: Advice
    place: str


@dataclass(frozen=True)
class Book:
    """All active signposts, ready to be asked."""

    advices: dict[int, Advice]
    topics: dict[int, int | None]
    order: dict[int, int]
    words: Vocabulary[int]

    def of_kind(
        self, kind: SignpostKind, matches: Iterable[Match[int]]
    ) -> Advice | None:
        """The best match of a kind: most words, then earliest, then first in order."""
        fitting = [each for each in matches if self.advices[each.key].kind == kind]
        if not fitting:
            return None
        best = min(fitting, key=lambda m: (-m.weight, m.sentence, self.order[m.key]))
        return self.advices[best.key]

    def for_topic(self, topic_id: int | None) -> Advice | None:
        """What is said of a whole topic: a row with the topic and without words."""
        if topic_id is None:
            return None
        whole = set(self.topics) - {each.key for each in self.words.expressions}
        rows = [pk for pk in whole if self.topics[pk] == topic_id]
        return self.advices[min(rows, key=self.order.__getitem__)] if rows else None

    def is_about(self, key: int, topic_id: int | None) -> bool:
        """A row for one topic says nothing about an idea of another."""
        own = self.topics[key]
        return own is None or topic_id is None or own == topic_id


def _made() -> Book:
    return book_of(list(all_active()))


def book_of(rows: Sequence[Signpost]) -> Book:
    return Book(
        advices={row.pk: _advice(row) for row in rows},
        topics={row.pk: row.topic_id for row in rows},
        order={row.pk: place for place, row in enumerate(rows)},
        words=vocabulary({row.pk: row.words for row in rows if row.words}),
    )


_book = HeldInMemory(_made, GENERATION)


def all_active() -> QuerySet[Signpost]:
    """Rows that are switched on, whose parents are too."""
    rows = Signpost.objects.filter(is_active=True).exclude(parent__is_active=False)
    return rows.select_related("parent").order_by("position", "name", "pk")


def all_signposts() -> QuerySet[Signpost]:
    """Switched off or not, in their order."""
    return Signpost.objects.select_related("parent", "topic").order_by(
        "position", "name", "pk"
    )


@dataclass(frozen=True)
class Group:
    """The signposts of one kind, each after what it belongs to."""

    kind: SignpostKind
    rows: list[Signpost]


def grouped() -> list[Group]:
    by_kind: dict[str, list[Signpost]] = {}
    for row in all_signposts():
        by_kind.setdefault(row.kind, []).append(row)
    return [Group(kind, by_kind[kind]) for kind in SignpostKind if kind in by_kind]


def pointed(title: str, text: str, topic_id: int | None) -> list[Pointed]:
    """What to say before somebody writes on, the most urgent first.

    Danger and formal matters are looked for everywhere; whose business it is and
    defects in the title, and in a short text whose title says neither.
    """
    return pointed_by(_book.get(), title, text, topic_id)


def pointed_by(
    book: Book, title: str, text: str, topic_id: int | None
) -> list[Pointed]:
    in_title = [
        match
        for match in book.words.matches([title])
        if book.is_about(match.key, topic_id)
    ]
    sentences = sentences_of(text)
    in_text = list(book.words.matches(sentences))
    found: list[Pointed] = []
    for kind in (SignpostKind.DANGER, SignpostKind.FORMAL):
        if advice := book.of_kind(kind, in_title):
            found.append(Pointed(advice, "title"))
        elif advice := book.of_kind(kind, in_text):
            found.append(Pointed(advice, "text"))
    found += _elsewhere(book, in_title, topic_id)
    found += _defect(book, in_title, in_text, sentences)
    return found


def _elsewhere(
    book: Book, in_title: Sequence[Match[int]], topic_id: int | None
) -> list[Pointed]:
    if advice := book.of_kind(SignpostKind.ELSEWHERE, in_title):
        return [Pointed(advice, "title")]
    if advice := book.for_topic(topic_id):
        return [Pointed(advice, "topic")]
    return []


def _defect(
    book: Book,
    in_title: Sequence[Match[int]],
    in_text: Sequence[Match[int]],
    sentences: Sequence[str],
) -> list[Pointed]:
    """Whoever wishes for something reports nothing, whatever else is named."""
    if book.of_kind(SignpostKind.WISH, in_title):
        return []
    if advice := book.of_kind(SignpostKind.DEFECT, in_title):
        return [Pointed(advice, "title")]
    length = sum(len(tokens_of(sentence)) for sentence in sentences)
    if length > LONGEST_REPORT or book.of_kind(SignpostKind.WISH, in_text):
        return []
    advice = book.of_kind(SignpostKind.DEFECT, in_text)
    return [Pointed(advice, "text")] if advice else []


def named(key: str) -> Advice | None:
    """The active signpost of a key, for what no words lead to."""
    advices = _book.get().advices.values()
    return next((advice for advice in advices if advice.key == key), None)


def tried(sentence: str) -> list[Advice]:
    """Every signpost whose words stand in a sentence, for whoever writes them."""
    book = _book.get()
    found = {match.key: None for match in book.words.matches([sentence])}
    return [book.advices[key] for key in sorted(found, key=book.order.__getitem__)]


def of_department(department: Department) -> list[Signpost]:
    """Those whose responsible body bears the name of a department."""
    names = {normalise(department.name), normalise(department.short_name)}
    rows = Signpost.objects.exclude(body="").order_by("pk")
    return [row for row in rows if normalise(row.body) in names]


def _advice(row: Signpost) -> Advice:
    above = row.parent or row
    return Advice(
        pk=row.pk,
        key=row.key,
        kind=SignpostKind(row.kind),
        name=row.name,
        body=row.body or above.body,
        advice=row.advice or above.advice,
        url=row.url or above.url,
        phone=row.phone or above.phone,
    )
