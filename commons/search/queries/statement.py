"""The one statement that finds and ranks, in its variants.

It reads a bounded number of rows, whatever is asked. First the newest rows of all are
read: common words are met soon there. Only if they don't bring enough, up to
`MOST_LOOKED_UP` more come out of the index of words, whose lists of common words are
long. The newest 2,000 of both are candidates (and one to know of more); only these are
ranked and counted. There, narrowing by kind and region happens in the index of words,
by marks that no word looks like.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.utils import timezone

from commons.search import registry
from commons.search.questions import Question, kind_lexeme, region_lexeme

MOST_CANDIDATES = 2_000
# Weights of D, C, B, A: the region, parts of words, the text, the title.
WEIGHTS = "{0.05, 0.2, 0.4, 1.0}"
NEWS_LAST = 730  # days until the bonus of the new has shrunk to a third
MOST_LOOKED_UP = 4_000
MOST_READ = 4_000
COLUMNS = "id, kind, target_id, region_id, title, words, trigram_text, dated_at"
LOOKED_UP = """
SELECT {columns} FROM search_searchrow WHERE {looked_up} AND audience = ANY(%s) LIMIT %s
"""
# Ids first, whole rows at the end: thousands of those would be written to disk.
CANDIDATES = """
newest AS MATERIALIZED (
    SELECT id, dated_at FROM (
        SELECT id, dated_at, words, audience FROM search_searchrow
        {narrowed}
        ORDER BY dated_at DESC, id DESC
        LIMIT %s
    ) AS read
    WHERE numnode({whole}) > 0 AND words @@ {whole} AND audience = ANY(%s)
    LIMIT %s
), few AS MATERIALIZED (
    SELECT id, dated_at FROM search_searchrow
    WHERE (SELECT count(*) FROM newest) < %s AND {looked_up} AND audience = ANY(%s)
    LIMIT %s
), chosen AS MATERIALIZED (
    SELECT id, dated_at FROM newest
    UNION
    SELECT id, dated_at FROM few
    ORDER BY dated_at DESC, id DESC
    LIMIT %s
), candidates AS MATERIALIZED (
    SELECT {columns} FROM search_searchrow WHERE id = ANY(ARRAY(SELECT id FROM chosen))
)
"""
RANKED = """
WITH {candidates}, ranked AS (
    SELECT id, kind, target_id, title, round((
        ts_rank('{weights}', words, {whole})
        + CASE WHEN words @@ {titled} THEN 1.0 ELSE 0 END
        + CASE WHEN words @@ {itself} THEN 0.3 ELSE 0 END
        + CASE WHEN words @@ phraseto_tsquery('german', %s) THEN 0.3 ELSE 0 END
        + CASE WHEN trigram_text = %s THEN 0.5 ELSE 0 END
        + 0.2 * exp(-greatest(extract(epoch FROM %s - dated_at), 0)
            / (86400.0 * {news_last}))
        + coalesce((%s::jsonb ->> kind)::float, 0)
    )::numeric, 6) AS rank
    FROM candidates
)
SELECT kind, target_id, title, rank, id, ({counted})
FROM ranked
"""
# [[kind, region's id, how many], …]
COUNTED = """
SELECT jsonb_agg(jsonb_build_array(kind, region_id, number)) FROM (
    SELECT kind, region_id, count(*) AS number FROM candidates GROUP BY 1, 2
) AS counts
"""


@dataclass(frozen=True)
class Narrowed:
    """Which rows may answer: audiences always, kinds and a region if chosen."""

    audiences: Sequence[str] = (registry.PUBLIC,)
    kinds: Sequence[str] = ()
    region_id: int | None = None

    def parts(self) -> Iterator[tuple[str, str, Any]]:
        """Each as marks in the index of words, and as a condition with its value."""
        if self.kinds:
            marks = " | ".join(f"'{kind_lexeme(kind)}'" for kind in self.kinds)
            # An index in the order of age helps with one kind only.
            is_one = len(self.kinds) == 1
            condition = "kind = %s" if is_one else "kind = ANY(%s)"
            yield marks, condition, self.kinds[0] if is_one else list(self.kinds)
        if self.region_id is not None:
            yield f"'{region_lexeme(self.region_id)}'", "region_id = %s", self.region_id


@dataclass
class Sql:
    """A piece of SQL with its parameters, in the order in which they stand."""

    text: str
    parameters: list[Any] = field(default_factory=list)


def tsquery(question: Question, form: str, *, is_loose: bool = False) -> Sql:
    """All terms, or any, as one `tsquery` that PostgreSQL folds into a constant."""
    pieces, parameters = [], []
    for term in question.terms:
        piece = "to_tsquery('german', %s)"
        parameters.append(getattr(term, form))
        if form == "whole" and term.regions and not question.is_place:
            piece = f"({piece} || %s::tsquery)"
            parameters.append(term.regions)
        pieces.append(piece)
    return Sql(f"({(' || ' if is_loose else ' && ').join(pieces)})", parameters)


def candidates(question: Question, where: Narrowed, *, is_loose: bool = False) -> Sql:
    looked_up = _looked_up(question, where, is_loose=is_loose)
    whole = tsquery(question, "whole", is_loose=is_loose)
    conditions = [condition for _marks, condition, _value in where.parts()]
    values = [value for _marks, _condition, value in where.parts()]
    text = CANDIDATES.format(
        columns=COLUMNS,
        looked_up=looked_up.text,
        whole=whole.text,
        narrowed=f"WHERE {' AND '.join(conditions)}" if conditions else "",
    )
    audiences, limit = list(where.audiences), MOST_CANDIDATES + 1
    newest = [
        *values,
        MOST_READ,
        *whole.parameters,
        *whole.parameters,
        audiences,
        limit,
    ]
    few = [limit, *looked_up.parameters, audiences, MOST_LOOKED_UP]
    return Sql(text, [*newest, *few, limit])


def ranked(question: Question, where: Narrowed, *, is_loose: bool = False) -> Sql:
    """Rows (kind, target, title, rank, row's id, counts of all candidates)."""
    chosen = candidates(question, where, is_loose=is_loose)
    whole = tsquery(question, "whole", is_loose=is_loose)
    titled, itself = tsquery(question, "title"), tsquery(question, "itself")
    text = RANKED.format(
        candidates=chosen.text,
        counted=COUNTED,
        weights=WEIGHTS,
        whole=whole.text,
        titled=titled.text,
        itself=itself.text,
        news_last=NEWS_LAST,
    )
    # By the day, so that a list keeps its order from page to page.
    today = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    parameters = [
        *chosen.parameters,
        *whole.parameters,
        *titled.parameters,
        *itself.parameters,
        question.phrase,
        question.phrase,
        today,
        _standings(),
    ]
    return Sql(text, parameters)


def counted(question: Question, where: Narrowed, *, is_loose: bool = False) -> Sql:
    """One row with counts alone; more than 2,000 are not told apart."""
    looked_up = _looked_up(question, where, is_loose=is_loose)
    rows = LOOKED_UP.format(columns="kind, region_id", looked_up=looked_up.text)
    text = f"WITH candidates AS MATERIALIZED ({rows}) {COUNTED}"
    limit = MOST_CANDIDATES + 1
    return Sql(text, [*looked_up.parameters, list(where.audiences), limit])


def _looked_up(question: Question, where: Narrowed, *, is_loose: bool) -> Sql:
    """The question with the marks of what it is narrowed to.

    Words that say nothing ("und") leave an empty question, which has no answer, not
    all that the marks have.
    """
    whole = tsquery(question, "whole", is_loose=is_loose)
    text, parameters = whole.text, list(whole.parameters)
    for marks, _condition, _value in where.parts():
        text = f"({text} && %s::tsquery)"
        parameters.append(marks)
    return Sql(
        f"words @@ {text} AND numnode({whole.text}) > 0",
        [*parameters, *whole.parameters],
    )


def run(sql: Sql) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql.text, sql.parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def counts_in(column: str | None) -> list[tuple[str, int | None, int]]:
    """What the column with the counts says: kind, region's id, how many."""
    counts: list[tuple[str, int | None, int]] = json.loads(column or "[]")
    return counts


def _standings() -> str:
    pairs = (f'"{one.kind}": {one.standing}' for one in registry.all_sources())
    return f"{{{', '.join(pairs)}}}"
