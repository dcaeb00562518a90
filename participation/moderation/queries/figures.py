"""How much waits, for each choice of each filter, given the choices of the others.

Everything is counted in cells: one GROUP BY over region, kind, cause and age, summed
up here. With many thousand open items that takes longer than a page may, so the cells
of the whole queue are then kept for some seconds (`tasks.count`), the same for all.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from django.core.cache import cache
from django.db.models import Case, Count, F, QuerySet, Value, When
from redis.exceptions import RedisError

from commons.accounts.visitors import Visitor
from commons.clock import berlin_today
from participation.moderation.coverage import MODERATING
from participation.moderation.models import QueueItem
from participation.moderation.queries.wishes import (
    AGES,
    EVERY_REGION,
    Age,
    Whose,
    Wish,
    age_group,
    beyond_counts,
    of_person,
    own_region_ids,
)

MANY = 5_000  # open items; fewer are counted anew for each page
KEPT_FOR = 45  # seconds; beat counts more often
_KEY = "moderation:cells"


class Cell(NamedTuple):
    """So many open items that are alike; `holder` only where they are claimed."""

    region_id: int | None
    kind: str
    cause: str
    age: int
    is_overdue: int
    hint: str
    holder: int | None
    waiting: int


class Cells(NamedTuple):
    plain: list[Cell]
    hinted: list[Cell]  # an item with two hints is in two of them


@dataclass
class Figures:
    """How much waits of what is asked for, and for the labels of the filters."""

    shown: int = 0
    mine: int = 0
    overdue: int = 0
    facets: dict[str, Counter[Any]] = field(default_factory=dict)

    def of(self, facet: str, value: Any) -> int:
        return self.facets[facet][value] if facet in self.facets else 0

    def all_of(self, facet: str) -> int:
        return sum(self.facets.get(facet, {}).values())


def figures(visitor: Visitor, wish: Wish, regions: Mapping[str, int | None]) -> Figures:
    """Counts for each filter; `regions` are the ids of the visitor's, by slug."""
    cells = _cells_for(visitor, wish)
    claimed = _counted(beyond_counts(visitor, wish).claimed(), "lease_by")
    tests = _tests(visitor, wish, regions)
    plain = _of_whom(cells.plain, claimed, visitor, wish.whose)
    fitting = list(_fitting(plain, tests))
    whose = _holders(
        _sum(_fitting(cells.plain, tests)), list(_fitting(claimed, tests)), visitor
    )
    facets = {
        facet: _by(_fitting(plain, tests, but=facet), value)
        for facet, value in _VALUES.items()
    }
    facets["age"] = _ages(list(_fitting(plain, tests, but="age")))
    facets["hint"] = _by(_fitting(cells.hinted, tests), lambda cell: cell.hint)
    facets["whose"] = whose
    return Figures(
        shown=_sum(fitting),
        mine=whose[Whose.MINE.value],
        overdue=_sum(cell for cell in fitting if cell.is_overdue),
        facets=facets,
    )


def recount() -> int:
    """Keep the cells of the whole queue if it is long; how many items are open."""
    rows = QueueItem.objects.open()
    plain = _counted(rows)
    total = _sum(plain)
    with suppress(OSError, RedisError):
        if total > MANY:
            cache.set(_KEY, Cells(plain, _hinted(rows)), KEPT_FOR)
        else:
            cache.delete(_KEY)
    return total


def _cells_for(visitor: Visitor, wish: Wish) -> Cells:
    """Counted for this wish; for the whole queue what was counted for everybody."""
    kept = _kept()
    is_whole = not (wish.text or wish.since)
    if kept and is_whole and not wish.hint:
        plain = kept.plain
    else:
        plain = _counted(beyond_counts(visitor, wish))
    if kept and is_whole and wish.whose not in {Whose.MINE, Whose.TEAM}:
        return Cells(plain, kept.hinted)
    rows = beyond_counts(visitor, replace(wish, hint=""))
    return Cells(plain, _hinted(of_person(rows, visitor, wish.whose)))


def _kept() -> Cells | None:
    with suppress(OSError, RedisError):
        kept: Cells | None = cache.get(_KEY)
        return kept
    return None


def _hinted(rows: QuerySet) -> list[Cell]:
    standing = rows.filter(hints__isnull=False, hints__marked_wrong_at__isnull=True)
    return _counted(standing, hint="hints__code")


def _counted(rows: QuerySet, holder: str = "", hint: str = "") -> list[Cell]:
    """One GROUP BY; no index helps, so it reads once all that is open."""
    groups = (
        rows.order_by()
        .annotate(
            age=age_group(),
            is_late=Case(
                When(promised_on__lt=berlin_today(), then=Value(1)), default=Value(0)
            ),
            about=F(hint) if hint else Value(""),
            held_by=F(holder) if holder else Value(0),
        )
        .values_list(
            *("region_id", "kind", "cause", "age", "is_late", "about", "held_by")
        )
        .annotate(waiting=Count("pk", distinct=bool(hint)))
    )
    return [Cell(*group) for group in groups]


Test = Callable[[Cell], bool]
_VALUES: dict[str, Callable[[Cell], Any]] = {
    "region": lambda cell: cell.region_id,
    "kind": lambda cell: cell.kind,
    "cause": lambda cell: cell.cause,
}


def _tests(
    visitor: Visitor, wish: Wish, regions: Mapping[str, int | None]
) -> dict[str, Test]:
    """What a cell must pass: one test for each filter, and whose region it is."""
    tests: dict[str, Test] = {}
    covered, own = visitor.region_ids(*MODERATING), own_region_ids(visitor)
    if covered is not None:
        tests["covered"] = lambda cell: cell.region_id in {None, *covered}
    if wish.region and wish.region != EVERY_REGION:
        wanted = regions.get(wish.region)
        tests["region"] = lambda cell: cell.region_id == wanted
    elif own and wish.region != EVERY_REGION:
        tests["region"] = lambda cell: cell.region_id in own or cell.region_id is None
    if wish.kind:
        tests["kind"] = lambda cell: cell.kind == wish.kind
    if wish.cause:
        tests["cause"] = lambda cell: cell.cause == wish.cause
    if wish.age == Age.OVERDUE:
        tests["age"] = lambda cell: bool(cell.is_overdue)
    elif wish.age:
        tests["age"] = lambda cell: AGES[cell.age] == wish.age
    return tests


def _fitting(
    cells: Iterable[Cell], tests: Mapping[str, Test], but: str = ""
) -> Iterable[Cell]:
    asked = [test for name, test in tests.items() if name != but]
    return (cell for cell in cells if all(test(cell) for test in asked))


def _of_whom(
    plain: list[Cell], claimed: list[Cell], visitor: Visitor, whose: str
) -> list[Cell]:
    """The cells of one person, of the others, or of nobody."""
    mine = [cell for cell in claimed if cell.holder == visitor.user_id]
    others = [cell for cell in claimed if cell.holder != visitor.user_id]
    if whose == Whose.MINE:
        return mine
    if whose == Whose.TEAM:
        return others
    if whose == Whose.FREE:
        return [*plain, *(cell._replace(waiting=-cell.waiting) for cell in claimed)]
    return plain


def _holders(waiting: int, claimed: list[Cell], visitor: Visitor) -> Counter[Any]:
    mine = _sum(cell for cell in claimed if cell.holder == visitor.user_id)
    taken = _sum(claimed)
    return Counter(
        {
            Whose.MINE.value: mine,
            Whose.TEAM.value: taken - mine,
            # Counted a moment apart, so never below nothing.
            Whose.FREE.value: max(waiting - taken, 0),
        }
    )


def _ages(cells: list[Cell]) -> Counter[Any]:
    ages = _by(cells, lambda cell: AGES[cell.age].value)
    ages[Age.OVERDUE.value] = _sum(cell for cell in cells if cell.is_overdue)
    return ages


def _by(cells: Iterable[Cell], value: Callable[[Cell], Any]) -> Counter[Any]:
    counter: Counter[Any] = Counter()
    for cell in cells:
        counter[value(cell)] += cell.waiting
    return counter


def _sum(cells: Iterable[Cell]) -> int:
    return sum(cell.waiting for cell in cells)
