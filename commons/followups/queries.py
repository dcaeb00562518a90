from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy as _

from commons import kinds
from commons.clock import berlin_today
from commons.followups import registry
from commons.followups.models import FollowUp
from commons.followups.registry import MOST_ITEMS, Item

SOON = timedelta(days=7)


@dataclass(frozen=True)
class Waiting:
    """An item and the section it comes from; `followup` is set for one's own."""

    item: Item
    label: str | Promise
    followup: FollowUp | None = None


@dataclass(frozen=True)
class Group:
    key: str
    label: str | Promise
    entries: list[Waiting]


GROUPS: tuple[tuple[str, str | Promise], ...] = (
    ("overdue", _("Überfällig")),
    ("today", _("Heute")),
    ("open", _("Ohne Termin")),
    ("soon", _("In den nächsten sieben Tagen")),
    ("later", _("Später")),
)


def today_of(visitor: Any) -> list[Group]:
    """All that waits for the visitor, the most urgent first, without empty groups."""
    today = berlin_today()
    grouped: dict[str, list[Waiting]] = defaultdict(list)
    for waiting in (*_own(visitor), *_of_sections(visitor)):
        grouped[_group_of(waiting.item.due_on, today)].append(waiting)
    return [
        Group(key, label, sorted(grouped[key], key=_by_day))
        for key, label in GROUPS
        if grouped[key]
    ]


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


def _of_sections(visitor: Any) -> Iterable[Waiting]:
    for section in registry.sections():
        for item in islice(section.items(visitor), MOST_ITEMS):
            yield Waiting(item, section.label)


def _own(visitor: Any) -> Iterable[Waiting]:
    """One's own follow-ups; one query for them and one for each kind they are about."""
    rows = list(
        FollowUp.objects.open_of(visitor.user_id).order_by("due_on", "pk")[:MOST_ITEMS]
    )
    targets = _visible_targets(rows, visitor)
    for row in rows:
        yield Waiting(_item(row, targets.get((row.kind, row.target_id))), _LABEL, row)


_LABEL = _("Wiedervorlage")


def _visible_targets(
    rows: Iterable[FollowUp], visitor: Any
) -> dict[tuple[str, int], Any]:
    wanted: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        wanted[row.kind].add(row.target_id)
    known = {kind.key: kind for kind in kinds.all_kinds()}
    targets = {}
    for key, pks in wanted.items():
        if key in known:
            rows_of_kind = known[key].model_class._default_manager.filter(pk__in=pks)
            visible = known[key].visible_to(rows_of_kind, visitor)
            targets.update({(key, target.pk): target for target in visible})
    return targets


def _item(row: FollowUp, target: Any) -> Item:
    if target is None:
        title = gettext("Nicht mehr vorhanden")
        return Item(title, "", due_on=row.due_on, detail=row.note)
    kind = kinds.get(row.kind)
    return Item(kind.title(target), kind.url(target), row.due_on, row.note)
