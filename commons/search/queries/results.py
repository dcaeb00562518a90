"""The page of results: what was found, how it can be narrowed, what else to try."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from commons import kinds
from commons.accounts.visitors import Visitor
from commons.html import plain_text
from commons.search import registry
from commons.search.queries import spelling, statement
from commons.search.queries.facets import Facet, facets
from commons.search.queries.statement import MOST_CANDIDATES, Narrowed, Sql
from commons.search.queries.wishes import Asked, Wish
from commons.search.questions import Question, ask
from commons.search.registry import Area
from commons.search.snippets import Piece, Snippet, snippet
from commons.search.synonyms import areas

PAGE_SIZE = 20
LONGEST_CURSOR = 40
MOST_PLACES = 6


@dataclass(frozen=True)
class Result:
    kind: str
    label: str
    url: str
    title: list[Piece]
    text: list[Piece]
    region: str
    dated_at: datetime | None


@dataclass(frozen=True)
class Place:
    """A name in the question and the regions where it lies."""

    name: str
    areas: list[Area]


@dataclass
class Results:
    """`corrected` and `is_loose` say what had to give for something to be found."""

    results: list[Result] = field(default_factory=list)
    total: int = 0
    next_cursor: str = ""
    corrected: str = ""
    is_loose: bool = False
    kinds: list[Facet] = field(default_factory=list)
    areas: list[Facet] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)

    @property
    def is_capped(self) -> bool:
        return self.total > MOST_CANDIDATES

    @property
    def most(self) -> int:
        return MOST_CANDIDATES


def results(wish: Wish, visitor: Visitor) -> Results:
    """One page: one query for hits and counts, and one for each kind shown.

    A chosen filter costs one more for the counts beside it, two cost two; a question
    without hits two or three more.
    """
    question = ask(wish.text)
    if not question.terms:
        return Results()
    where = Narrowed(
        registry.audiences_of(visitor),
        [wish.source.kind] if wish.source else (),
        wish.area.pk if wish.area else None,
    )
    asked = _asked(question, where, wish.cursor)
    found = Results(
        corrected=asked.corrected,
        is_loose=asked.is_loose,
        places=_places(asked.question),
    )
    if asked.rows:
        rows = asked.rows[:PAGE_SIZE]
        found.total = sum(number for _kind, _region, number in asked.counts)
        if len(asked.rows) > PAGE_SIZE:
            found.next_cursor = f"{rows[-1][3]}~{rows[-1][4]}"
        found.results = _shown(asked.question, rows, visitor)
    if asked.rows or wish.source or wish.area:
        found.kinds, found.areas = facets(asked, wish, where)
    return found


def _asked(question: Question, where: Narrowed, cursor: str) -> Asked:
    """As it was typed; else with slips put right; else with some of the words."""
    rows = _rows(question, where, cursor)
    if rows:
        return Asked(question, rows)
    better = spelling.better(question, where.audiences)
    if better:
        rows = _rows(better.question, where, cursor)
        if rows:
            return Asked(better.question, rows, corrected=better.text)
    if len(question.terms) > 1:
        rows = _rows(question, where, cursor, is_loose=True)
        return Asked(question, rows, is_loose=bool(rows))
    return Asked(question, [])


def _rows(
    question: Question, where: Narrowed, cursor: str, *, is_loose: bool = False
) -> list[tuple[Any, ...]]:
    sql = statement.ranked(question, where, is_loose=is_loose)
    text, parameters = sql.text, list(sql.parameters)
    last = _parsed(cursor)
    if last:
        text += " WHERE (rank, id) < (%s, %s)"
        parameters += last
    text += " ORDER BY rank DESC, id DESC LIMIT %s"
    return statement.run(Sql(text, [*parameters, PAGE_SIZE + 1]))


def _parsed(cursor: str) -> tuple[Decimal, int] | None:
    rank, _tilde, row_id = cursor[:LONGEST_CURSOR].partition("~")
    try:
        parsed = Decimal(rank)
        return (parsed, int(row_id)) if parsed.is_finite() else None
    except (InvalidOperation, ValueError):
        return None


def _shown(
    question: Question, rows: Sequence[tuple[Any, ...]], visitor: Visitor
) -> list[Result]:
    """The hits as they may be seen now: each kind's own rule has the last word."""
    wanted: dict[str, list[int]] = defaultdict(list)
    for kind, target_id, *_rest in rows:
        wanted[kind].append(target_id)
    things = {kind: _load(kind, pks, visitor) for kind, pks in wanted.items()}
    names = {area.pk: area.name for area in areas()}
    shown = (
        _result(question, kind, things[kind].get(target_id), names)
        for kind, target_id, *_rest in rows
    )
    return [result for result in shown if result]


def _load(kind_key: str, pks: Iterable[int], visitor: Visitor) -> Mapping[int, Any]:
    kind = kinds.get(kind_key)
    rows = kind.model_class._default_manager.filter(pk__in=list(pks))
    if kind.related:
        rows = rows.select_related(*kind.related)
    visible = kind.visible_to(registry.get(kind_key).prepare(rows), visitor)
    return {row.pk: row for row in visible}


def _result(
    question: Question, kind: str, thing: Any, names: Mapping[int, str]
) -> Result | None:
    source = registry.get(kind)
    document = source.document_of(thing) if thing is not None else None
    if document is None:
        return None
    title = str(kinds.get(kind).title(thing))
    shown: Snippet = snippet(question, title, plain_text(document.text))
    region = names.get(document.region_id or 0, "")
    return Result(
        kind=kind,
        label=str(kinds.get(kind).label),
        url=source.url(thing),
        title=shown.title,
        text=shown.text,
        region="" if region == title else region,
        dated_at=document.dated_at,
    )


def _places(question: Question) -> list[Place]:
    """Where the names in the question lie: the page of the Stadtteil comes first."""
    known = {area.pk: area for area in areas()}
    named = [
        Place(term.place, [known[pk] for pk in term.region_ids if pk in known])
        for term in question.places
    ]
    return [place for place in named if 0 < len(place.areas) <= MOST_PLACES]
