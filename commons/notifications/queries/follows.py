"""Who hears of what: the one question that every verb asks."""

from collections.abc import Iterable, Iterator

from django.db.models import Model

from commons import kinds
from commons.notifications.models import Follow
from commons.verbs.registry import Recipient

# The reason of a row that says no more than that somebody follows.
PLAIN = "follower"


def listeners(
    targets: Model | Iterable[Model], *, default_reason: str = ""
) -> Iterator[Recipient]:
    """Everybody who follows one of these things and has not muted it.

    Each comes with the reason and the pace of their follow; whoever follows several of
    them comes several times, the oldest first.

    Args:
        default_reason: a code for those who merely follow; their row says no more.
    """
    named = [targets] if isinstance(targets, Model) else list(targets)
    by_kind: dict[str, list[int]] = {}
    for target in named:
        by_kind.setdefault(kinds.of(target).key, []).append(target.pk)
    for kind, ids in by_kind.items():
        yield from listeners_of(kind, ids, default_reason=default_reason)


def listeners_of(
    kind: str, ids: Iterable[int | None], *, default_reason: str = ""
) -> Iterator[Recipient]:
    """As `listeners`, for things known by their ids; None stands for no thing."""
    wanted = sorted({pk for pk in ids if pk is not None})
    if not wanted:
        return
    rows = Follow.objects.heard().filter(kind=kind, target_id__in=wanted)
    for user_id, reason, pace in rows.order_by("pk").values_list(
        "user_id", "reason", "pace"
    ):
        said = default_reason if reason == PLAIN and default_reason else reason
        yield Recipient(user_id=user_id, reason=said, pace=pace)
