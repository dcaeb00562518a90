"""How what was found can be narrowed, with counts by kind and region."""

from collections import Counter
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
    of_kinds = _counts(asked, replace(where, kinds=()), column=0)
    if wish.source or wish.area:
        of_areas = _counts(asked, replace(where, region_id=None), column=1)
    else:
        of_areas = _counts_again(of_kinds)
    return _kinds(wish, of_kinds), _areas(wish, of_areas)


@dataclass(frozen=True)
class _Counts:
    """How many by kind or region; None if there are more than are counted."""

    matrix: list[tuple[str, int | None, int]]
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


def _counts(asked: Asked, where: Narrowed, *, column: int) -> _Counts:
    sql = statement.counted(asked.question, where, is_loose=asked.is_loose)
    return _Counts([(row[0], row[1], row[2]) for row in statement.run(sql)], column)


def _counts_again(counts: _Counts) -> _Counts:
    return _Counts(counts.matrix, 1)


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
