"""Who wants to hear of what: following, muting, and following along with a merge.

Whatever somebody changes here moves what already waits for a gathered mail.
"""

from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from commons import kinds
from commons.notifications.models import Follow
from commons.notifications.services import digests, letting_go

_CARRY = """
INSERT INTO notifications_follow
    (user_id, kind, target_id, reason, created_at, muted_at, pace, carried_by)
SELECT user_id, kind, %(target)s, reason, %(now)s, muted_at, pace, %(key)s
FROM notifications_follow
WHERE kind = %(kind)s AND target_id = %(source)s
ORDER BY user_id
ON CONFLICT DO NOTHING
"""


@transaction.atomic
def follow(user: Model, target: Model, *, reason: str = "follower") -> bool:
    """Let somebody hear what happens to a thing; False if they do already.

    Args:
        reason: a code (author, supporter, follower) that the mail turns into words;
            the first one that they chose themselves stays.
    """
    row, is_new = Follow.objects.get_or_create(
        user_id=user.pk,
        kind=kinds.of(target).key,
        target_id=target.pk,
        defaults={"reason": reason, "created_at": timezone.now()},
    )
    if row.carried_by:  # from now on it is their own, and outlives the merge
        row.reason, row.carried_by = reason, ""
        row.save(update_fields=["reason", "carried_by"])
    return is_new


def follow_all(
    user_ids: Iterable[int],
    target: Model,
    *,
    reason: str = "follower",
    carried_by: str = "",
) -> None:
    """Let many people follow a thing; those who do already keep their follow.

    Args:
        carried_by: names the merge that brings them, see `drop_carried`.
    """
    kind, now = kinds.of(target).key, timezone.now()
    Follow.objects.bulk_create(
        (
            Follow(
                user_id=user_id,
                kind=kind,
                target_id=target.pk,
                reason=reason,
                created_at=now,
                carried_by=carried_by,
            )
            for user_id in user_ids
        ),
        ignore_conflicts=True,
        batch_size=1_000,
    )


def carry_follows(source: Model, target: Model, *, key: str) -> int:
    """Let everyone who follows one thing follow another of its kind, heard as before.

    Args:
        key: names the merge, for `drop_carried`; empty where they stay for good.
    """
    values = {
        "kind": kinds.of(target).key,
        "source": source.pk,
        "target": target.pk,
        "now": timezone.now(),
        "key": key,
    }
    with connection.cursor() as cursor:
        cursor.execute(_CARRY, values)
        return int(cursor.rowcount)


def drop_carried(key: str) -> int:
    """Remove the follows that a merge brought and nobody has made their own since."""
    return Follow.objects.filter(carried_by=key).delete()[0]


@transaction.atomic
def hand_over(source: Model, target: Model) -> None:
    """Whoever follows one thing follows another in its place, for good."""
    carry_follows(source, target, key="")
    Follow.objects.of(source).delete()


def unfollow_all(user: Model, targets: Iterable[Model]) -> int:
    """Follow none of these things any more; gives how many one did follow."""
    return leave(user, of_all(user, targets))


@transaction.atomic
def leave(user: Model, rows: QuerySet[Follow]) -> int:
    """End these follows of theirs; no gathered mail tells what came through them."""
    left = list(rows.order_by("pk").values_list("kind", "target_id"))
    if not left:
        return 0
    letting_go.let_go(user, left)
    removed, _by_model = rows.delete()
    digests.reschedule(user)
    return removed


@transaction.atomic
def mute(user: Model, *targets: Model) -> bool:
    """Tell nothing of it by bell or mail; support and place on the list stay.

    False if they don't follow it, or muted it before.
    """
    heard = of_all(user, targets).filter(muted_at__isnull=True)
    return _moved(user, heard.update(muted_at=timezone.now()))


@transaction.atomic
def unmute(user: Model, *targets: Model) -> bool:
    muted = of_all(user, targets).filter(muted_at__isnull=False)
    return _moved(user, muted.update(muted_at=None))


@transaction.atomic
def set_pace(user: Model, target: Model, pace: str, *family: Model) -> bool:
    """How soon mail tells of it, and of what goes along; empty for as its like.

    False if they don't follow it.
    """
    return _moved(user, of_all(user, [target, *family]).update(pace=pace))


def of_all(user: Model, targets: Iterable[Model]) -> QuerySet[Follow]:
    """Somebody's follows of these things."""
    named = Q(pk__in=[])
    for target in targets:
        named |= Q(kind=kinds.of(target).key, target_id=target.pk)
    return Follow.objects.filter(named, user_id=user.pk)


def _moved(user: Model, changed: int) -> bool:
    if changed:
        digests.reschedule(user)
    return changed > 0
