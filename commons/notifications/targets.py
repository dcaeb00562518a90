"""What news are about, loaded for many rows at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from commons import kinds
from commons.notifications.models import Notification

Targets = Mapping[tuple[str, int], Any]


def targets_of(rows: Iterable[Notification]) -> Targets:
    """By kind and id, without what is gone: one query for each kind."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        wanted[row.happening.kind].add(row.happening.target_id)
    return {
        (kind, pk): target
        for kind, pks in wanted.items()
        for pk, target in kinds.load_many(kind, pks).items()
    }


def target_of(row: Notification, targets: Targets) -> Any:
    """None for what is gone."""
    return targets.get((row.happening.kind, row.happening.target_id))
