"""The page "Heute": what waits for somebody, grouped by day, the most urgent first."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from typing import Any

from commons.clock import berlin_date, berlin_today, midnight
from commons.followups import registry
from commons.followups.models import TodayChoice
from commons.followups.queries import own
from commons.followups.queries.grouping import (
    Group,
    Tally,
    Waiting,
    grouped,
    with_keys,
)
from commons.followups.registry import MOST_ITEMS, Item, Section


@dataclass(frozen=True)
class Today:
    groups: list[Group]
    tallies: list[Tally]
    hidden: list[Tally]
    done: int
    stamp: str
    only: Tally | None = None

    @property
    def total(self) -> int:
        return sum(tally.count for tally in self.tallies)


def today_of(visitor: Any, *, only: str = "") -> Today:
    """All that waits for the visitor, but for the sections that they have hidden.

    Args:
        only: the key of one section, shown alone and without folds.
    """
    only = only if only in {section.key for section in all_sections()} else ""
    hidden = _hidden_by(visitor)
    found, tallies = _gathered(visitor, hidden=set() if only else hidden, only=only)
    shown = next((tally for tally in tallies if tally.key == only), None)
    counts = {tally.key: tally for tally in tallies}
    return Today(
        groups=with_keys(grouped(found, counts, folds=shown is None)),
        tallies=[tally for tally in tallies if tally.count],
        hidden=[_tally(each) for each in all_sections() if each.key in hidden],
        done=_done_today(visitor),
        stamp=stamp_of(found, tallies),
        only=shown,
    )


def all_sections() -> list[Section]:
    """The Wiedervorlagen and what the apps registered."""
    first = Section(own.KEY, own.LABEL, lambda _visitor: (), order=0)
    return [first, *registry.sections()]


def stamp_of(found: Iterable[Waiting], tallies: Iterable[Tally]) -> str:
    """Changes when anything on the page would; holds nothing that one could read."""
    parts = [f"{each.section}|{each.item.url}|{each.item.due_on}" for each in found]
    parts += [f"{tally.key}={tally.count}" for tally in tallies]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _hidden_by(visitor: Any) -> set[str]:
    row = TodayChoice.objects.filter(user_id=visitor.user_id).first()
    return set(row.hidden) if row else set()


def _gathered(
    visitor: Any, *, hidden: set[str], only: str
) -> tuple[list[Waiting], list[Tally]]:
    """What waits in each section, and how much of it."""
    absent = registry.people().stands_in_for(visitor)
    found: list[Waiting] = []
    tallies: list[Tally] = []
    for section in all_sections():
        if section.key in hidden or (only and section.key != only):
            continue
        rows = list(_items_of(section, visitor, absent))
        found += rows
        tallies.append(_counted(section, rows, visitor, absent))
    return found, tallies


def _items_of(
    section: Section, visitor: Any, absent: Mapping[int, str]
) -> Iterator[Waiting]:
    today = berlin_today()
    if section.key == own.KEY:
        for row, item in own.waiting(visitor, absent):
            name = absent.get(row.owner_id or 0, "")
            days = _days_since(item, today)
            yield Waiting(item, own.KEY, own.LABEL, row, for_name=name, days=days)
        return
    for item in islice(section.items(visitor), MOST_ITEMS):
        name = _stood_in_for(visitor, item, absent)
        days = _days_since(item, today)
        yield Waiting(item, section.key, section.label, for_name=name, days=days)


def _stood_in_for(visitor: Any, item: Item, absent: Mapping[int, str]) -> str:
    if not absent or item.region_id is None:
        return ""
    return absent.get(visitor.lender_of(item.region_id) or 0, "")


def _days_since(item: Item, today: date) -> int | None:
    if item.since is None:
        return None
    since = berlin_date(item.since) if isinstance(item.since, datetime) else item.since
    return max((today - since).days, 0)


def _counted(
    section: Section, rows: list[Waiting], visitor: Any, absent: Mapping[int, str]
) -> Tally:
    """Asks for the count only where the items stopped at `MOST_ITEMS`."""
    tally = replace(_tally(section), count=len(rows))
    if len(rows) < MOST_ITEMS:
        return tally
    if section.key == own.KEY:
        return replace(tally, count=own.count(visitor, absent))
    if section.count is None:
        return replace(tally, is_at_least=True)
    return replace(tally, count=max(section.count(visitor), len(rows)))


def _tally(section: Section) -> Tally:
    page = section.page() if section.page else ""
    return Tally(section.key, section.label, page=page)


def _done_today(visitor: Any) -> int:
    """What the visitor has done since midnight: counted for them alone, never kept."""
    since = midnight()
    done = own.done_since(visitor, since)
    for section in registry.sections():
        if section.done is not None:
            done += section.done(visitor, since)
    return done
