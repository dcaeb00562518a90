"""Ordering what waits by day, folding what is too much, giving out the keys."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.clock import berlin_today
from commons.followups.models import FollowUp
from commons.followups.registry import Item

SOON = timedelta(days=7)
# So many of one section stand in a group; the rest is one line that leads to them.
SHOWN = 5
# The rest is taken: e m w act on a Wiedervorlage, n and z on the page, g j k x by
# static/js/desk_keys.js.
KEYS = "123456789abcdfhilopqstuvy"
GROUPS: tuple[tuple[str, str | Promise], ...] = (
    ("overdue", _("Überfällig")),
    ("today", _("Heute")),
    ("open", _("Ohne Termin")),
    ("soon", _("In den nächsten sieben Tagen")),
    ("later", _("Später")),
)


@dataclass(frozen=True)
class Waiting:
    """An item, the section it comes from and the key that opens it.

    `followup` is set for a Wiedervorlage, `for_name` where it waits for somebody
    absent; `days` says how long it has waited.
    """

    item: Item
    section: str
    label: str | Promise
    followup: FollowUp | None = None
    for_name: str = ""
    days: int | None = None
    key: str = ""
    is_first: bool = False  # of the Wiedervorlagen: the one that e, m and w act on


@dataclass(frozen=True)
class Fold:
    """The rest of a section in a group, as one line."""

    section: str
    label: str | Promise
    count: int
    page: str = ""


@dataclass(frozen=True)
class Group:
    key: str
    label: str | Promise
    entries: list[Waiting]
    folds: list[Fold] = field(default_factory=list)


@dataclass(frozen=True)
class Tally:
    """How much waits in a section; `is_at_least` where nobody counts further."""

    key: str
    label: str | Promise
    count: int = 0
    page: str = ""
    is_at_least: bool = False


def grouped(
    found: Sequence[Waiting], tallies: Mapping[str, Tally], *, folds: bool
) -> list[Group]:
    today = berlin_today()
    by_day: dict[str, list[Waiting]] = defaultdict(list)
    for waiting in found:
        by_day[_group_of(waiting.item.due_on, today)].append(waiting)
    # What was not even fetched is as late as the last of its section, or later.
    missing = {key: tally.count for key, tally in tallies.items()}
    for waiting in found:
        missing[waiting.section] -= 1
    last = {each.section: key for key, _label in GROUPS for each in by_day.get(key, ())}
    groups = []
    for key, label in GROUPS:
        if entries := sorted(by_day.get(key, ()), key=_by_day):
            rest = {name: n for name, n in missing.items() if last.get(name) == key}
            groups.append(_folded(key, label, entries, tallies, rest, folds=folds))
    return groups


def _folded(
    key: str,
    label: str | Promise,
    entries: list[Waiting],
    tallies: Mapping[str, Tally],
    rest: Mapping[str, int],
    *,
    folds: bool,
) -> Group:
    shown: list[Waiting] = []
    seen: dict[str, int] = defaultdict(int)
    for entry in entries:
        seen[entry.section] += 1
        if not folds or seen[entry.section] <= SHOWN:
            shown.append(entry)
    lines = []
    for name, number in seen.items():
        left = rest.get(name, 0) + (max(number - SHOWN, 0) if folds else 0)
        if left:
            tally = tallies[name]
            lines.append(Fold(name, tally.label, left, tally.page))
    return Group(key, label, shown, lines)


def _group_of(due_on: date | None, today: date) -> str:
    if due_on is None:
        return "open"
    if due_on == today:
        return "today"
    if due_on < today:
        return "overdue"
    return "soon" if due_on <= today + SOON else "later"


def _by_day(waiting: Waiting) -> tuple[date, str]:
    return waiting.item.due_on or date.min, waiting.item.title


def with_keys(groups: list[Group]) -> list[Group]:
    """Give each entry its key from the top down, as long as there are keys."""
    keys = iter(KEYS)
    is_first = True
    for group in groups:
        for place, entry in enumerate(group.entries):
            key = next(keys, "") if entry.item.url else ""
            first = is_first and entry.followup is not None
            is_first = is_first and not first
            group.entries[place] = replace(entry, key=key, is_first=first)
    return groups
