"""The one statement that finds and ranks, in its variants.

Candidates are the newest rows that fit, at most 2,000 and one to know of more; only
these are ranked. Values go in as parameters; lexemes are letters, digits and our own
marks (`questions`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.utils import timezone

from commons.search import registry
from commons.search.questions import Question

MOST_CANDIDATES = 2_000
# Weights of D, C, B, A: the region, parts of words, the text, the title.
WEIGHTS = "{0.05, 0.2, 0.4, 1.0}"
NEWS_LAST = 730  # days until the bonus of the new has shrunk to a third
CANDIDATES = """
candidates AS MATERIALIZED (
    SELECT id, kind, target_id, region_id, title, words, trigram_text, dated_at
    FROM search_searchrow
    WHERE {conditions}
    ORDER BY dated_at DESC, id DESC
    LIMIT %s
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
SELECT kind, target_id, title, rank, id, (SELECT count(*) FROM candidates)
FROM ranked
"""
COUNTED = """
WITH {candidates}
SELECT kind, region_id, count(*) FROM candidates GROUP BY kind, region_id
"""


@dataclass(frozen=True)
class Narrowed:
    """Which rows may answer: audiences always, kinds and a region if chosen."""

    audiences: Sequence[str] = (registry.PUBLIC,)
    kinds: Sequence[str] = ()
    region_id: int | None = None


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
    whole = tsquery(question, "whole", is_loose=is_loose)
    conditions = [f"words @@ {whole.text}", "audience = ANY(%s)"]
    parameters = [*whole.parameters, list(where.audiences)]
    if where.kinds:
        conditions.append("kind = ANY(%s)")
        parameters.append(list(where.kinds))
    if where.region_id is not None:
        conditions.append("region_id = %s")
        parameters.append(where.region_id)
    text = CANDIDATES.format(conditions=" AND ".join(conditions))
    return Sql(text, [*parameters, MOST_CANDIDATES + 1])


def ranked(question: Question, where: Narrowed, *, is_loose: bool = False) -> Sql:
    """Rows (kind, target, title, rank, row's id, how many candidates)."""
    chosen = candidates(question, where, is_loose=is_loose)
    whole = tsquery(question, "whole", is_loose=is_loose)
    titled, itself = tsquery(question, "title"), tsquery(question, "itself")
    text = RANKED.format(
        candidates=chosen.text,
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
    """Rows (kind, region's id, how many)."""
    chosen = candidates(question, where, is_loose=is_loose)
    return Sql(COUNTED.format(candidates=chosen.text), chosen.parameters)


def run(sql: Sql) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql.text, sql.parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def _standings() -> str:
    pairs = (f'"{one.kind}": {one.standing}' for one in registry.all_sources())
    return f"{{{', '.join(pairs)}}}"
