"""Finding by words, German-aware and with a ceiling.

At most 2,000 candidates are ranked: ranking every hit of a common word costs fifty
times as much and nobody reads past the first pages. The newest are taken.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from commons.accounts.visitors import Visitor
from commons.search import registry
from commons.search.queries import spelling, statement
from commons.search.queries.statement import Narrowed, Sql
from commons.search.questions import Question, ask

PUBLIC = frozenset({registry.PUBLIC})


@dataclass(frozen=True)
class Hit:
    kind: str
    target_id: int
    title: str
    rank: float


@dataclass(frozen=True)
class Found:
    """Hits, best first.

    `is_capped`: there are more than were ranked. `is_guess`: no text has these words;
    others, spelt alike, were looked for.
    """

    hits: list[Hit]
    is_capped: bool = False
    is_guess: bool = False


def search(
    visitor: Visitor | None,
    text: str,
    *,
    kinds: Sequence[str] = (),
    region_id: int | None = None,
) -> Found:
    """What has all words of `text`: whole, inside a compound, or by a synonym."""
    question = ask(text)
    if not question.terms:
        return Found([])
    where = Narrowed(registry.audiences_of(visitor), kinds, region_id)
    hits = _hits(question, where)
    is_guess = not hits
    if is_guess:
        better = spelling.better(question, where.audiences)
        hits = _hits(better.question, where) if better else []
    is_capped = len(hits) > statement.MOST_CANDIDATES
    shown = hits[: statement.MOST_CANDIDATES]
    return Found(shown, is_capped=is_capped, is_guess=is_guess)


def _hits(question: Question, where: Narrowed) -> list[Hit]:
    sql = statement.ranked(question, where)
    ordered = Sql(f"{sql.text} ORDER BY rank DESC, id DESC", sql.parameters)
    return [
        Hit(kind, target_id, title, float(rank))
        for kind, target_id, title, rank, *_rest in statement.run(ordered)
    ]
