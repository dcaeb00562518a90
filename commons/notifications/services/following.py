"""What somebody wants to hear of a thing, and of all that goes along with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from commons import kinds
from commons.accounts.models import User
from commons.notifications import followables
from commons.notifications.models import Follow
from commons.notifications.services import follows, letting_go

FOLLOW, LEAVE, MUTE, UNMUTE = "folgen", "aufhoeren", "stumm", "laut"


@dataclass(frozen=True)
class Left:
    """A follow as it was when somebody left, so that it can come back."""

    kind: str
    target_id: int
    reason: str
    pace: str
    is_muted: bool


@transaction.atomic
def change(target: Any, what: str, *, by: User) -> list[Left]:
    """Follow, leave, mute or unmute; doing it again changes nothing.

    Its family goes along: whoever leaves a common idea is not told of it again when
    the merge is undone. Support stays in every case. Gives what was left.
    """
    family = _family_of(target)
    left: list[Left] = []
    if what == FOLLOW:
        if follows.follow(by, target):
            letting_go.bring_back(by, [(kinds.of(target).key, target.pk)])
    elif what == LEAVE:
        left = _leave(follows.of_all(by, family), by)
    if what == MUTE:
        follows.mute(by, *family)
    elif what in {FOLLOW, UNMUTE}:
        follows.unmute(by, *family)
    return left


@transaction.atomic
def set_pace(target: Any, pace: str, *, by: User) -> None:
    """How soon mail tells of a thing and its family; empty: by subject."""
    first, *others = _family_of(target)
    follows.set_pace(by, first, pace, *others)


@transaction.atomic
def forget(row: Follow) -> list[Left]:
    """Leave what is gone, or what nobody may see now."""
    return _leave(Follow.objects.filter(pk=row.pk), row.user)


@transaction.atomic
def restore(left: Iterable[Left], *, by: User) -> int:
    """Follow again what was left by mistake, as before; gives how many came back."""
    now = timezone.now()
    rows = [
        Follow(
            user_id=by.pk,
            kind=each.kind,
            target_id=each.target_id,
            reason=each.reason,
            pace=each.pace,
            created_at=now,
            muted_at=now if each.is_muted else None,
        )
        for each in left
        if kinds.load(each.kind, each.target_id) is not None
    ]
    Follow.objects.bulk_create(rows, ignore_conflicts=True)
    letting_go.bring_back(by, [(row.kind, row.target_id) for row in rows])
    return len(rows)


def _family_of(target: Any) -> list[Model]:
    followable = followables.find(kinds.of(target).key)
    return [target, *(followable.family(target) if followable else ())]


def _leave(rows: QuerySet[Follow], by: User) -> list[Left]:
    left = [_as_it_was(row) for row in rows.order_by("pk")]
    follows.leave(by, rows)
    return left


def _as_it_was(row: Follow) -> Left:
    return Left(
        kind=row.kind,
        target_id=row.target_id,
        reason=row.reason,
        pace=row.pace,
        is_muted=row.muted_at is not None,
    )
