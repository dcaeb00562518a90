"""What news are about, as far as their reader may see it.

Of most things whoever was told may always read what they were told. Where a verb says
that it is guarded, the thing's own rule is asked once more, at the time of reading: who
has left a circle reads nothing of it, at the bell or in a mail.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Model

from commons import kinds
from commons.accounts.models import User
from commons.accounts.visitors import ANONYMOUS, visitor_for
from commons.notifications.models import Notification
from commons.verbs import registry

# Kind, id, and whether the verb is guarded.
Key = tuple[str, int, bool]
Targets = Mapping[Key, Any]


def key_of(row: Notification) -> Key:
    happening = row.happening
    return happening.kind, happening.target_id, is_guarded(row)


def is_guarded(row: Notification) -> bool:
    verb = registry.find(row.happening.verb)
    return verb is not None and verb.is_guarded


def targets_of(rows: Sequence[Notification], reader: Model | None) -> Targets:
    """By key: one query for each kind, and one more where news of it are guarded."""
    wanted: dict[str, set[int]] = defaultdict(set)
    guarded: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        kind, pk, is_kept = key_of(row)
        wanted[kind].add(pk)
        if is_kept:
            guarded[kind].add(pk)
    found: dict[Key, Any] = {}
    for kind, pks in wanted.items():
        visible = _visible(kind, guarded[kind], reader) if guarded[kind] else set()
        for pk, target in kinds.load_many(kind, pks).items():
            found[kind, pk, False] = target
            if pk in visible:
                found[kind, pk, True] = target
    return found


def target_of(row: Notification, targets: Targets) -> Any:
    """What one piece of news is about; None if it is gone, or not theirs to see."""
    return targets.get(key_of(row))


def _visible(kind: str, pks: set[int], reader: Model | None) -> set[int]:
    known = kinds.get(kind)
    visitor = visitor_for(reader) if isinstance(reader, User) else ANONYMOUS
    rows = known.model_class._default_manager.filter(pk__in=pks)
    return set(known.visible_to(rows, visitor).values_list("pk", flat=True))
