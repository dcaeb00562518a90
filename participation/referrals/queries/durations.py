"""The page "Wie lange dauert es?": what may be told of a span, and of what is open.

Whole months of the district, whole half-years of Stadtteile and Ämter: `folding` says
why, and what of them is told by name.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _

from commons.periods import Period
from commons.spoken import months_in_words
from commons.text import sort_key
from neighbourhood.departments.models import Department
from neighbourhood.regions.models import Region
from participation.referrals import folding
from participation.referrals.folding import FEWEST as FEWEST, Block  # noqa: PLC0414 -- pages say it
from participation.referrals.queries import punctuality
from participation.referrals.queries.punctuality import AGES, Took

LATEST = "12-monate"
FIRST_HALF, SECOND_HALF = 1, 2


@dataclass(frozen=True)
class Line:
    name: str
    took: Took
    slug: str = ""


@dataclass(frozen=True)
class Table:
    period: Period
    lines: list[Line]
    is_folded: bool

    @property
    def has_names(self) -> bool:
        return len(self.lines) > self.is_folded


@dataclass(frozen=True)
class Aged:
    first: int
    last: int | None
    number: int


@dataclass(frozen=True)
class Open:
    """What is with departments now; `late` is None where it would tell too much."""

    number: int
    ages: list[Aged]
    late: int | None


@dataclass(frozen=True)
class Asked:
    key: str
    first: date
    last: date


@dataclass(frozen=True)
class Half:
    """A half-year (year and half), and the months that count for it."""

    of: tuple[int, int]
    period: Period

    @property
    def year(self) -> int:
        return self.of[0]

    @property
    def half(self) -> int:
        return self.of[1]


@dataclass(frozen=True)
class Past:
    """What is over, in parts that can be told: read once for everything on a page."""

    blocks: list[Block]
    today: date

    @classmethod
    def read(cls, today: date) -> "Past":
        """One query."""
        return cls(folding.blocks(punctuality.by_month(), today), today)

    def choices(self) -> list[Asked]:
        """The last twelve months, then years and half-years, the newest first."""
        last = self.today.replace(day=1) - timedelta(days=1)
        found = [Asked(LATEST, _months_before(last), last)]
        for year in sorted({block.half[0] for block in self.blocks}, reverse=True):
            found.append(Asked(str(year), date(year, 1, 1), date(year, 12, 31)))
            found += [
                Asked(f"{year}-{half}", *_days_of((year, half)))
                for half in (SECOND_HALF, FIRST_HALF)
                if any(block.half == (year, half) for block in self.blocks)
            ]
        return found

    def within(self, asked: Asked) -> list[Block]:
        return folding.within(self.blocks, asked.first, asked.last)

    @property
    def halves(self) -> list[Half]:
        """Half-years that are over."""
        known = sorted({block.half for block in self.blocks})
        return [
            Half(half, span_of([block for block in self.blocks if block.half == half]))
            for half in known
            if _days_of(half)[1] < self.today
        ]

    def halves_of(self, asked: Asked) -> list[Half]:
        """Of the last twelve months: the last two that are over."""
        if asked.key == LATEST:
            return self.halves[-2:]
        return [
            half
            for half in self.halves
            if asked.first <= _days_of(half.of)[0] <= asked.last
        ]


@dataclass(frozen=True)
class Month:
    first: date
    last: date
    took: Took

    @property
    def name(self) -> str:
        return months_in_words(self.first, self.last)


@dataclass(frozen=True)
class Durations:
    """Everything of one span; `whole` is None where nothing can be told."""

    period: Period | None = None
    whole: Took | None = None
    months: list[Month] = field(default_factory=list)
    regions: Table | None = None


@dataclass(frozen=True)
class InRegion:
    """One Stadtteil beside the district; None where it is told with others only."""

    period: Period
    took: Took | None
    whole: Took
    halves: list[tuple[Half, Took | None]]


def span_of(blocks: Sequence[Block]) -> Period:
    return Period(blocks[0].first, blocks[-1].last)


def durations(past: Past, asked: Asked) -> Durations:
    """The district, its months and its Stadtteile; seven queries at most."""
    blocks = past.within(asked)
    if not sum(block.number for block in blocks):
        return Durations()
    period = span_of(blocks)
    return Durations(
        period=period,
        whole=punctuality.took(period),
        months=_months(blocks),
        regions=regions(past, asked),
    )


def regions(past: Past, asked: Asked) -> Table | None:
    """Each Stadtteil with enough; the others together. Four queries at most."""
    names = Region.objects.values_list("pk", "name", "slug")
    known = {pk: (name, slug) for pk, name, slug in names}
    return _table(past.halves_of(asked), "region", known, _("Übrige Stadtteile"))


def region(past: Past, asked: Asked, region: Region) -> InRegion | None:
    """One Stadtteil, in the span asked for and in each half-year; four queries."""
    asked_for = past.halves_of(asked)
    if not asked_for:
        return None
    every = past.halves
    counts = punctuality.counts_over([half.period for half in every], "region")
    by_half = dict(zip((half.of for half in every), counts, strict=True))
    told = folding.told_over([by_half[half.of] for half in asked_for])
    period = _whole(asked_for)
    named = [
        half for half in every if region.pk in folding.told_groups(by_half[half.of])
    ]
    found = punctuality.took_over([half.period for half in named], region=region)
    by_name = {half.of: found[place] for place, half in enumerate(named)}
    return InRegion(
        period=period,
        took=punctuality.took(period, region=region) if region.pk in told else None,
        whole=punctuality.took(period),
        halves=[(half, by_name.get(half.of)) for half in reversed(every)],
    )


def departments(past: Past, asked: Asked) -> Table | None:
    """For a Bezirk that has decided to tell them by name; four queries at most."""
    names = Department.objects.values_list("pk", "name")
    known = {pk: (name, "") for pk, name in names}
    return _table(past.halves_of(asked), "department", known, _("Übrige Ämter"))


def open_now(today: date, region: Region | None = None) -> Open | None:
    """What is open, for the district or one Stadtteil; None if that is too few.

    A Stadtteil tells no finer classes than all of them can. Two queries.
    """
    by_region = punctuality.open_by_age(today)
    totals = {key: sum(ages) for key, (ages, _late) in by_region.items()}
    everywhere = [ages for ages, _late in by_region.values()]
    whole = [sum(column) for column in zip(*everywhere, strict=True)]
    classes = folding.folded_ages(whole)
    if classes is None or not whole:
        return None if whole else Open(0, [], 0)
    if region is None:
        late = sum(late for _ages, late in by_region.values())
        return _open(whole, classes, late)
    told = folding.told_groups(totals)
    if region.pk not in told:
        return None
    rest = [ages for key, (ages, _late) in by_region.items() if key not in told]
    rows = [by_region[key][0] for key in told]
    rows += [[sum(column) for column in zip(*rest, strict=True)]] if rest else []
    return _open(by_region[region.pk][0], folding.common_ages(rows, classes), None)


def _open(ages: list[int], classes: list[tuple[int, int]], late: int | None) -> Open:
    number = sum(ages)
    is_late_told = late is not None and all(
        map(folding.is_tellable, (late, number - late))
    )
    return Open(
        number,
        [
            Aged(AGES[first][0], AGES[last][1], sum(ages[first : last + 1]))
            for first, last in classes
        ],
        late if is_late_told else None,
    )


def _months(blocks: list[Block]) -> list[Month]:
    spans = [Period(block.first, block.last) for block in blocks]
    found = punctuality.took_over(spans)
    return [
        Month(span.first, span.last, found.get(place, Took(0)))
        for place, span in enumerate(spans)
    ]


def _table(
    halves: list[Half], path: str, known: dict[int, tuple[str, str]], rest_name: str
) -> Table | None:
    """Names in their alphabetical order: this is no ranking."""
    if not halves:
        return None
    counts = punctuality.counts_over([half.period for half in halves], path)
    told = folding.told_over(counts)
    period = _whole(halves)
    each = punctuality.took_each(period, path, told) if told else {}
    lines = [Line(known[key][0], took, known[key][1]) for key, took in each.items()]
    lines.sort(key=lambda line: sort_key(line.name))
    is_folded = any(set(found) - told for found in counts)
    if is_folded:
        rest = punctuality.took_without(period, path, told)
        lines.append(Line(rest_name, rest))
    return Table(period, lines, is_folded)


def _whole(halves: list[Half]) -> Period:
    return Period(halves[0].period.first, halves[-1].period.last)


def _days_of(half: tuple[int, int]) -> tuple[date, date]:
    year, number = half
    if number == FIRST_HALF:
        return date(year, 1, 1), date(year, 6, 30)
    return date(year, 7, 1), date(year, 12, 31)


def _months_before(last: date) -> date:
    """The first day of the twelve months that end with `last`."""
    return folding.month_after(last.replace(year=last.year - 1, day=1))
