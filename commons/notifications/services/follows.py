"""Who wants to hear of what: following, muting, and following along with a merge."""

from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from commons import kinds
from commons.notifications.models import Follow

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


def unfollow(user: Model, target: Model) -> bool:
    """False if they did not follow it."""
    return unfollow_all(user, [target]) > 0


def unfollow_all(user: Model, targets: Iterable[Model]) -> int:
    """Follow none of these things any more; gives how many one did follow."""
    removed = 0
    for target in targets:
        removed += Follow.objects.of(target).filter(user_id=user.pk).delete()[0]
    return removed


def mute(user: Model, target: Model) -> bool:
    """Tell nothing of it by bell or mail; support and place on the list stay.

    False if they don't follow it, or muted it before.
    """
    heard = Follow.objects.of(target).heard().filter(user_id=user.pk)
    return heard.update(muted_at=timezone.now()) > 0


def unmute(user: Model, target: Model) -> bool:
    muted = Follow.objects.of(target).filter(user_id=user.pk, muted_at__isnull=False)
    return muted.update(muted_at=None) > 0


def set_pace(user: Model, target: Model, pace: str) -> bool:
    """How soon mail tells of it, from now on; empty for the pace of its subject.

    False if they don't follow it.
    """
    rows = Follow.objects.of(target).filter(user_id=user.pk)
    return rows.update(pace=pace) > 0


def find(user: Model, target: Model) -> Follow | None:
    return Follow.objects.of(target).filter(user_id=user.pk).first()
