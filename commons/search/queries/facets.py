"""How what was found can be narrowed, with counts by kind and region."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from commons.search import registry
from commons.search.queries import statement
from commons.search.queries.statement import MOST_CANDIDATES, Narrowed
from commons.search.queries.wishes import Asked, Wish
from commons.search.synonyms import areas


@dataclass(frozen=True)
class Facet:
    """One way to narrow. `count` is None where there are too many to count."""

    slug: str
    label: str
    count: int | None
    query: str
    is_current: bool


def facets(
    asked: Asked, wish: Wish, where: Narrowed
) -> tuple[list[Facet], list[Facet]]:
    """Each list counts what its links would bring, so it ignores its own choice."""
    of_kinds = _counts(asked, where, replace(where, kinds=()), column=0)
    of_areas = _counts(asked, where, replace(where, region_id=None), column=1)
    return _kinds(wish, of_kinds), _areas(wish, of_areas)


@dataclass(frozen=True)
class _Counts:
    """How many by kind or region; None if there are more than are counted."""

    matrix: Sequence[tuple[str, int | None, int]]  # kind, region's id, how many
    column: int

    @property
    def is_capped(self) -> bool:
        return sum(count for _kind, _region, count in self.matrix) > MOST_CANDIDATES

    def of(self, key: str | int) -> int | None:
        if self.is_capped:
            return None
        counted: Counter[str | int | None] = Counter()
        for row in self.matrix:
            counted[row[self.column]] += row[2]
        return counted[key]


def _counts(asked: Asked, where: Narrowed, wider: Narrowed, *, column: int) -> _Counts:
    """Counts came with the rows; other ones are asked for if a filter is chosen."""
    if wider == where:
        return _Counts(asked.counts, column)
    sql = statement.counted(asked.question, wider, is_loose=asked.is_loose)
    return _Counts(statement.counts_in(statement.run(sql)[0][0]), column)


def _kinds(wish: Wish, counts: _Counts) -> list[Facet]:
    facets = []
    for source in registry.all_sources():
        count = counts.of(source.kind)
        is_current = wish.source == source
        if count != 0 or is_current:
            query = wish.query(source=None if is_current else source)
            label = registry.label_of(source.kind)
            facets.append(Facet(source.slug, label, count, query, is_current))
    return facets


def _areas(wish: Wish, counts: _Counts) -> list[Facet]:
    facets = []
    for area in areas():
        count = counts.of(area.pk)
        is_current = wish.area == area
        if count != 0 or is_current:
            query = wish.query(area=None if is_current else area)
            facets.append(Facet(area.slug, area.name, count, query, is_current))
    return facets
