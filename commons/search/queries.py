"""Finding public things by their words, German-aware and with a ceiling.

At most 2,000 candidates are ranked: ranking every hit of a common word costs fifty
times as much and nobody reads past the first pages.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import (
    SearchQuery,
    SearchRank,
    TrigramSimilarity,
)
from django.db.models import F

from commons.search.models import SearchRow
from commons.text import normalise

MOST_CANDIDATES = 2_000
MOST_WORDS = 12
SHORTEST_WORD = 4
LEAST_CLOSENESS = 0.3


@dataclass(frozen=True)
class Hit:
    kind: str
    target_id: int
    title: str
    rank: float


@dataclass(frozen=True)
class Found:
    """Hits, best first; `is_capped` says that there are more than were ranked."""

    hits: list[Hit]
    is_capped: bool


def search(
    visitor: Any,  # noqa: ARG001 -- audiences beyond the public come with issue 3
    text: str,
    *,
    kinds: Sequence[str] = (),
    region_id: int | None = None,
) -> Found:
    """What matches all words of `text`, in one query."""
    words = normalise(text)
    if not words:
        return Found([], is_capped=False)
    query = SearchQuery(words, config="german", search_type="websearch")
    rows = SearchRow.objects.filter(words=query, audience="public")
    if kinds:
        rows = rows.filter(kind__in=kinds)
    if region_id is not None:
        rows = rows.filter(region_id=region_id)
    candidates = rows.annotate(rank=SearchRank(F("words"), query)).values_list(
        "kind", "target_id", "title", "rank"
    )[: MOST_CANDIDATES + 1]
    hits = sorted((Hit(*row) for row in candidates), key=lambda hit: -hit.rank)
    return Found(hits[:MOST_CANDIDATES], is_capped=len(hits) > MOST_CANDIDATES)


def similar(
    text: str, *, kind: str, limit: int = 5, without_id: int | None = None
) -> list[Hit]:
    """Public things that speak of the same, by shared words and alike titles.

    Any shared word makes a candidate; at most 2,000 are compared.
    """
    words = [word for word in normalise(text).split() if len(word) >= SHORTEST_WORD]
    if not words:
        return []
    wanted = words[:MOST_WORDS]
    query = SearchQuery(" OR ".join(wanted), config="german", search_type="websearch")
    rows = SearchRow.objects.filter(words=query, audience="public", kind=kind)
    if without_id is not None:
        rows = rows.exclude(target_id=without_id)
    candidates = rows.order_by()[:MOST_CANDIDATES]
    ranked = (
        SearchRow.objects.filter(pk__in=candidates.values("pk"))
        .annotate(
            closeness=SearchRank(F("words"), query)
            + TrigramSimilarity("trigram_text", " ".join(wanted))
        )
        .filter(closeness__gte=LEAST_CLOSENESS)
        .order_by("-closeness", "-target_id")
        .values_list("kind", "target_id", "title", "closeness")
    )
    return [Hit(*row) for row in ranked[:limit]]
