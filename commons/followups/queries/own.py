"""Wiedervorlagen as items of "Heute": one's own, the team's, those of the absent."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext, gettext_lazy as _

from commons import kinds
from commons.clock import berlin_date
from commons.followups.models import FollowUp, FollowUpQuerySet
from commons.followups.registry import MOST_ITEMS, Item

KEY = "wiedervorlagen"
LABEL = _("Wiedervorlage")
Targets = Mapping[tuple[str, int], Any]


def waiting(visitor: Any, covered: Iterable[int]) -> list[tuple[FollowUp, Item]]:
    """One query for the rows and one for each kind they are about."""
    rows = list(_rows(visitor, covered).order_by("due_on", "pk")[:MOST_ITEMS])
    targets = _visible_targets(rows, visitor)
    return [(row, _item(row, targets.get((row.kind, row.target_id)))) for row in rows]


def count(visitor: Any, covered: Iterable[int]) -> int:
    return _rows(visitor, covered).count()


def done_since(visitor: Any, moment: datetime) -> int:
    rows = FollowUp.objects.filter(done_by=visitor.user_id, done_at__gte=moment)
    return rows.count()


def _rows(visitor: Any, covered: Iterable[int]) -> FollowUpQuerySet:
    rows: FollowUpQuerySet = FollowUp.objects.open().waiting_for(visitor, covered)
    return rows


def _visible_targets(rows: Iterable[FollowUp], visitor: Any) -> Targets:
    wanted: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        wanted[row.kind].add(row.target_id)
    known = {kind.key: kind for kind in kinds.all_kinds()}
    targets = {}
    for key, pks in wanted.items():
        if key in known:
            found = known[key].model_class._default_manager.filter(pk__in=pks)
            visible = known[key].visible_to(found, visitor)
            related = known[key].related
            visible = visible.select_related(*related) if related else visible
            targets.update({(key, target.pk): target for target in visible})
    return targets


def _item(row: FollowUp, target: Any) -> Item:
    since = berlin_date(row.created_at)
    if target is None:
        gone = gettext("Nicht mehr vorhanden")
        return Item(gone, "", row.due_on, row.note, since=since)
    kind = kinds.get(row.kind)
    return Item(kind.title(target), kind.url(target), row.due_on, row.note, since=since)
