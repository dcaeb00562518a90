"""Whether news that wait for a gathered mail are still wanted by mail, and how soon."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from commons.notifications import foot, origins, reasons
from commons.notifications.enums import BY_URGENCY, Pace
from commons.notifications.models import Follow, Notification
from commons.notifications.queries.wishes import Wishes
from commons.notifications.services.pacing import pace_of
from commons.notifications.targets import Targets, target_of
from commons.verbs import registry
from commons.verbs.registry import Recipient


@dataclass(frozen=True)
class Behind:
    """What a piece of news is heard through today: follows, or a wish of its own.

    `pace` is that of a wish that is no follow; None once it is gone.
    """

    follows: Sequence[Follow] = ()
    pace: str | None = ""


def behind(
    user_id: int, rows: Sequence[Notification], targets: Targets
) -> dict[int, Behind]:
    """Through what its reader hears of each: one query, one more for each sort of wish.

    Whoever follows the thing itself heard of it through that, not through its place.
    """
    sources = [
        origins.of(row.happening.kind, target_of(row, targets))
        if _comes_through_follows(row)
        else []
        for row in rows
    ]
    found = origins.among(user_id, sources)
    wished = _wished(user_id, rows)
    return {
        row.pk: Behind(_nearest(named, follows), wished.get(row.pk, ""))
        for row, named, follows in zip(rows, sources, found, strict=True)
    }


def pace_of_today(row: Notification, wishes: Wishes, through: Behind) -> Pace:
    """The rule of `pacing`, for what was told when other wishes held."""
    if through.pace is None or _is_muted_since(row, through.follows):
        return Pace.BELL
    verb = registry.find(row.happening.verb)
    if verb is None:
        return Pace(row.pace)
    own = {one.pace for one in through.follows if one.pace and one.muted_at is None}
    soonest = next((pace for pace in BY_URGENCY if pace in own), through.pace)
    recipient = Recipient(user_id=row.user_id, reason=row.reason, pace=str(soonest))
    return pace_of(recipient, verb, wishes)


def is_wanted(row: Notification, wishes: Wishes, through: Behind) -> bool:
    return pace_of_today(row, wishes, through) != Pace.BELL


def _comes_through_follows(row: Notification) -> bool:
    return foot.is_subscription(row) and reasons.of(row.reason).through is not None


def _wished(user_id: int, rows: Sequence[Notification]) -> dict[int, str | None]:
    """By the row's id, for those that came through a wish that is no follow."""
    by_reason: dict[str, list[Notification]] = defaultdict(list)
    for row in rows:
        by_reason[row.reason].append(row)
    paces: dict[int, str | None] = {}
    for reason, told in by_reason.items():
        if (wish := origins.wish_behind(reason)) is not None:
            known = wish.paces(user_id, [row.happening.target_id for row in told])
            paces |= {row.pk: known.get(row.happening.target_id) for row in told}
    return paces


def _is_muted_since(row: Notification, follows: Sequence[Follow]) -> bool:
    """Whether all that they heard it through was muted after it was told.

    What was muted before then was told all the same, for another reason.
    """
    return bool(follows) and all(
        one.muted_at is not None and one.muted_at > row.created_at for one in follows
    )


def _nearest(
    sources: Sequence[origins.Source], follows: Sequence[Follow]
) -> list[Follow]:
    itself = [one for one in follows if (one.kind, one.target_id) == sources[0]]
    return itself or list(follows)
