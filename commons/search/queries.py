"""Finding public things by their words, German-aware and with a ceiling.

At most 2,000 candidates are ranked: ranking every hit of a common word costs fifty
times as much and nobody reads past the first pages. The newest are taken.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any

from django.contrib.postgres.search import (
    SearchQuery,
    SearchRank,
    TrigramWordSimilarity,
)
from django.db.models import F, QuerySet

from commons.search.compounds import split
from commons.search.models import SearchRow
from commons.text import normalise

MOST_CANDIDATES = 2_000
MOST_WORDS = 12
PUBLIC = frozenset({"public"})


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
    the titles are spelt alike.
    """

    hits: list[Hit]
    is_capped: bool = False
    is_guess: bool = False


def search(
    visitor: Any,  # noqa: ARG001 -- audiences beyond the public come with issue 3
    text: str,
    *,
    kinds: Sequence[str] = (),
    region_id: int | None = None,
) -> Found:
    """What has all words of `text`, whole or inside a compound."""
    words = normalise(text).split()[:MOST_WORDS]
    if not words:
        return Found([])
    rows = _narrowed(kinds, region_id)
    query = reduce(and_, map(_asked, words))
    newest = rows.filter(words=query).order_by("-pk")[: MOST_CANDIDATES + 1]
    hits = _hits(newest.annotate(rank=SearchRank(F("words"), query)))
    if not hits:
        return Found(_spelt_alike(rows, " ".join(words)), is_guess=True)
    is_capped = len(hits) > MOST_CANDIDATES
    ranked = sorted(hits[:MOST_CANDIDATES], key=lambda hit: (-hit.rank, -hit.target_id))
    return Found(ranked, is_capped=is_capped)


def _narrowed(kinds: Sequence[str], region_id: int | None) -> QuerySet[SearchRow]:
    rows = SearchRow.objects.filter(audience__in=PUBLIC)
    if kinds:
        rows = rows.filter(kind__in=kinds)
    if region_id is not None:
        rows = rows.filter(region_id=region_id)
    return rows


def _hits(rows: QuerySet) -> list[Hit]:
    return [Hit(*row) for row in rows.values_list("kind", "target_id", "title", "rank")]


def _spelt_alike(rows: QuerySet[SearchRow], words: str) -> list[Hit]:
    """For "Spielplaz": titles with a run of letters much like what was asked."""
    alike = rows.filter(trigram_text__trigram_word_similar=words)
    ranked = alike.annotate(rank=TrigramWordSimilarity(words, "trigram_text"))
    return _hits(ranked.order_by("-rank", "-target_id")[:20])


def _word(word: str) -> SearchQuery:
    return SearchQuery(word, config="german")


def _asked(word: str) -> Any:
    """The word itself, or all its parts: "Fahrradweg", "Weg für das Fahrrad"."""
    parts = split(word)
    return _word(word) | reduce(and_, map(_word, parts)) if parts else _word(word)
