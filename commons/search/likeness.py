"""Finding public things that speak of the same."""

from collections.abc import Sequence
from functools import reduce
from itertools import combinations
from operator import and_, or_
from typing import Any

from django.contrib.postgres.search import (
    SearchQuery,
    SearchRank,
    TrigramSimilarity,
)
from django.db.models import F

from commons.search.compounds import split
from commons.search.models import SearchRow
from commons.search.queries import PUBLIC, Hit
from commons.search.words import NOISE
from commons.text import normalise

# Comparing titles letter by letter costs three times as much as ranking words.
MOST_SIMILAR = 800
MOST_WORDS = 12
# Pairs of so many words make a candidate: 28 of them.
MOST_PAIRED = 8
SHORTEST_WORD = 4
LEAST_CLOSENESS = 0.3


def similar(
    text: str, *, kind: str, limit: int = 5, without_id: int | None = None
) -> list[Hit]:
    """Public things that speak of the same: two words in common, or a like title."""
    words = _telling(text)
    if not words:
        return []
    rows = SearchRow.objects.filter(kind=kind, audience__in=PUBLIC)
    rows = rows.exclude(target_id=without_id) if without_id else rows
    query = _pairs(words[:MOST_PAIRED])
    newest = rows.filter(words=query).order_by("-pk")[:MOST_SIMILAR]
    any_word = reduce(or_, map(_word, words))
    closeness = SearchRank(F("words"), any_word) + TrigramSimilarity(
        "trigram_text", " ".join(words)
    )
    ranked = (
        SearchRow.objects.filter(pk__in=newest.values("pk"))
        .annotate(rank=closeness)
        .filter(rank__gte=LEAST_CLOSENESS)
        .order_by("-rank", "-target_id")
    )
    found = ranked[:limit].values_list("kind", "target_id", "title", "rank")
    return [Hit(*row) for row in found]


def _word(word: str) -> SearchQuery:
    return SearchQuery(word, config="german")


def _asked(word: str) -> Any:
    """The word itself, or all its parts: "Fahrradweg", "Weg für das Fahrrad"."""
    parts = split(word)
    return _word(word) | reduce(and_, map(_word, parts)) if parts else _word(word)


def _telling(text: str) -> list[str]:
    """Words that say what a text is about, the longest first: they are the rarest."""
    words = dict.fromkeys(normalise(text).split())
    telling = [
        word for word in words if len(word) >= SHORTEST_WORD and word not in NOISE
    ]
    return sorted(telling, key=len, reverse=True)[:MOST_WORDS]


def _pairs(words: Sequence[str]) -> Any:
    if len(words) == 1:
        return _asked(words[0])
    pairs = combinations(map(_asked, words), 2)
    return reduce(or_, (first & second for first, second in pairs))
