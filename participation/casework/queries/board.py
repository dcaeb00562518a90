"""All open cases by stage and age; figures count cases, never people.

The facts of thousands come in one query for each sort of row, and what is next in
each follows from the same function as on its page. Words are loaded only for those
that a page shows.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from commons.accounts.visitors import Visitor
from neighbourhood.deadlines.models import WorkingDay
from participation.casework.addresses import address_of
from participation.casework.enums import BOARD, Band, Stage
from participation.casework.next_step import NextStep, next_step
from participation.casework.queries.situations import situations
from participation.casework.queries.wishes import Wish, cases_for
from participation.casework.situations import Situation
from participation.ideas.models import Idea

MOST_CARDS = 5
PAGE = 50
SHOWN = ("region", "topic", "lead_department")
_ENDS = ((5, Band.WEEK), (20, Band.MONTH), (40, Band.TERM))


@dataclass(frozen=True)
class Row:
    """One case; days are working days since it came in, and since its stage began."""

    case: Situation
    step: NextStep
    days: int
    stage_days: int
    is_late: bool

    @property
    def band(self) -> Band:
        return next((band for end, band in _ENDS if self.days <= end), Band.OLD)

    @property
    def step_url(self) -> str:
        return address_of(self.case, self.step)


@dataclass(frozen=True)
class Shown:
    """A row with what people read of it."""

    row: Row
    idea: Idea


@dataclass(frozen=True)
class Column:
    stage: Stage
    number: int
    late: int
    bands: list[tuple[Band, int, str]]
    cards: list[Shown]
    url: str
    late_url: str


@dataclass(frozen=True)
class Table:
    shown: list[Shown]
    number: int
    page: int
    pages: int


Order = Callable[[Row], Any]
ORDERS: dict[str, Order] = {
    "": lambda row: (row.step.by or date.max, row.case.received_on, row.case.pk),
    "alter": lambda row: (row.case.received_on, row.case.pk),
    "stand": lambda row: (
        BOARD.index(row.step.stage),
        row.step.since,
        row.case.pk,
    ),
    "nummer": lambda row: row.case.pk,
}


def rows(visitor: Visitor, wish: Wish, *, today: date) -> list[Row]:
    """All cases that the wish leaves, in its order; twelve queries, however many."""
    found = situations(cases_for(visitor, wish)).values()
    first = min((case.received_on for case in found), default=today)
    calendar = list(
        WorkingDay.objects.filter(day__gte=first, day__lte=today)
        .order_by("day")
        .values_list("day", flat=True)
    )
    made = (_row(case, calendar, today) for case in found)
    kept = [row for row in made if _is_wanted(row, wish)]
    return sorted(kept, key=ORDERS.get(wish.sort, ORDERS[""]))


def columns(found: Iterable[Row], wish: Wish) -> list[Column]:
    """The board: for each stage how many, how old, and the next ones; one query."""
    by_stage: dict[Stage, list[Row]] = {stage: [] for stage in BOARD}
    for row in found:
        by_stage[row.step.stage].append(row)
    first = [row for some in by_stage.values() for row in some[:MOST_CARDS]]
    ideas = _ideas(first)
    return [_column(stage, some, ideas, wish) for stage, some in by_stage.items()]


def table(found: list[Row], page: int) -> Table:
    """One page of the list; one query."""
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(page, 1), pages)
    some = found[(page - 1) * PAGE : page * PAGE]
    ideas = _ideas(some)
    shown = [Shown(row, ideas[row.case.pk]) for row in some]
    return Table(shown, len(found), page, pages)


def ideas_of(found: list[Row]) -> dict[int, Idea]:
    """For a file: all of them with region, topic and department."""
    return _ideas(found)


def _row(case: Situation, calendar: list[date], today: date) -> Row:
    step = next_step(case, today=today)
    end = len(calendar)
    return Row(
        case=case,
        step=step,
        days=end - bisect_right(calendar, case.received_on),
        stage_days=end - bisect_right(calendar, step.since),
        is_late=step.is_overdue(today),
    )


def _is_wanted(row: Row, wish: Wish) -> bool:
    if row.step.stage not in BOARD:
        return False
    return (
        wish.stage in {"", row.step.stage}
        and wish.band in {"", row.band}
        and (row.is_late or not wish.is_overdue)
    )


def _column(
    stage: Stage, some: list[Row], ideas: dict[int, Idea], wish: Wish
) -> Column:
    counted = Counter(row.band for row in some)
    return Column(
        stage=stage,
        number=len(some),
        late=sum(row.is_late for row in some),
        bands=[
            (band, counted[band], wish.of_stage(stage, band))
            for band in Band
            if counted[band]
        ],
        cards=[Shown(row, ideas[row.case.pk]) for row in some[:MOST_CARDS]],
        url=wish.of_stage(stage),
        late_url=wish.address(is_table=True, stage=stage.value, is_overdue=True),
    )


def _ideas(some: Iterable[Row]) -> dict[int, Idea]:
    loaded = Idea.objects.select_related(*SHOWN).only(
        "number",
        "title",
        "slug",
        "publication",
        "region__name",
        "topic__name",
        "lead_department__name",
        "lead_department__short_name",
    )
    return loaded.in_bulk([row.case.pk for row in some])
