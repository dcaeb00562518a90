"""Whether news that wait for a gathered mail are still wanted by mail, and how soon."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from commons import kinds
from commons.notifications import foot, origins
from commons.notifications.enums import BY_URGENCY, Pace
from commons.notifications.models import Follow, Notification
from commons.notifications.queries.wishes import Wishes
from commons.notifications.services.pacing import pace_of
from commons.verbs import registry
from commons.verbs.registry import Recipient

Targets = Mapping[tuple[str, int], Any]


def targets_of(rows: Sequence[Notification]) -> Targets:
    """What each is about, by kind and id: one query for each kind."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        wanted[row.happening.kind].add(row.happening.target_id)
    return {
        (kind, pk): target
        for kind, pks in wanted.items()
        for pk, target in kinds.load_many(kind, pks).items()
    }


def follows_behind(
    user_id: int, rows: Sequence[Notification], targets: Targets
) -> dict[int, list[Follow]]:
    """The reader's follows through which each may have come, in one query.

    Whoever follows the thing itself heard of it through that, not through its place.
    """
    sources = [
        origins.of(row.happening.kind, targets.get(_key(row)))
        if foot.is_subscription(row)
        else []
        for row in rows
    ]
    found = origins.among(user_id, sources)
    return {
        row.pk: _nearest(named, follows)
        for row, named, follows in zip(rows, sources, found, strict=True)
    }


def pace_of_today(row: Notification, wishes: Wishes, follows: Sequence[Follow]) -> Pace:
    """The rule of `pacing`, for what was told when other wishes held."""
    verb = registry.find(row.happening.verb)
    if verb is None:
        return Pace(row.pace)
    own = {one.pace for one in follows if one.pace and one.muted_at is None}
    soonest = next((pace for pace in BY_URGENCY if pace in own), "")
    recipient = Recipient(user_id=row.user_id, reason=row.reason, pace=str(soonest))
    return pace_of(recipient, verb, wishes)


def is_muted_since(row: Notification, follows: Sequence[Follow]) -> bool:
    """Whether all that they heard it through was muted after it was told.

    What was muted before then was told all the same, for another reason.
    """
    return bool(follows) and all(
        one.muted_at is not None and one.muted_at > row.created_at for one in follows
    )


def is_wanted(row: Notification, wishes: Wishes, follows: Sequence[Follow]) -> bool:
    if is_muted_since(row, follows):
        return False
    return pace_of_today(row, wishes, follows) != Pace.BELL


def _nearest(
    sources: Sequence[origins.Source], follows: Sequence[Follow]
) -> list[Follow]:
    itself = [one for one in follows if (one.kind, one.target_id) == sources[0]]
    return itself or list(follows)


def _key(row: Notification) -> tuple[str, int]:
    return row.happening.kind, row.happening.target_id
