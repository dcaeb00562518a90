"""Who hears of what: the one question that every verb asks."""

from collections.abc import Iterable, Iterator

from django.db.models import Model, QuerySet

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


def follow_of(user_id: int | None, target: Model) -> Follow | None:
    """Somebody's own row; None for whoever does not follow, or has no account."""
    if user_id is None:
        return None
    return Follow.objects.of(target).filter(user_id=user_id).first()


def muted_by(kind: str, ids: Iterable[int]) -> dict[int, set[int]]:
    """Which of these things people have muted, by person."""
    rows = Follow.objects.filter(kind=kind, target_id__in=list(ids))
    muted: dict[int, set[int]] = {}
    for user_id, pk in rows.filter(muted_at__isnull=False).values_list(
        "user_id", "target_id"
    ):
        muted.setdefault(user_id, set()).add(pk)
    return muted


def followed_ids(user_id: int, kind: str, *, is_muted: bool = False) -> QuerySet:
    """The ids of what somebody hears of, or has muted, to narrow other rows."""
    rows = Follow.objects.filter(user_id=user_id, kind=kind)
    return rows.filter(muted_at__isnull=not is_muted).values("target_id")
