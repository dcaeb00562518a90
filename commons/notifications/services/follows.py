from collections.abc import Iterable

from django.db.models import Model
from django.utils import timezone

from commons import kinds
from commons.notifications.models import Follow


def follow(user: Model, target: Model, *, reason: str = "follower") -> bool:
    """Let somebody hear what happens to a thing; False if they do already.

    Args:
        reason: a code (author, supporter, follower) that the mail turns into words;
            the first one stays.
    """
    _, is_new = Follow.objects.get_or_create(
        user_id=user.pk,
        kind=kinds.of(target).key,
        target_id=target.pk,
        defaults={"reason": reason, "created_at": timezone.now()},
    )
    return is_new


def follow_all(
    user_ids: Iterable[int], target: Model, *, reason: str = "follower"
) -> None:
    """Let many people follow a thing, such as those of an idea merged into it."""
    kind, now = kinds.of(target).key, timezone.now()
    Follow.objects.bulk_create(
        (
            Follow(
                user_id=user_id,
                kind=kind,
                target_id=target.pk,
                reason=reason,
                created_at=now,
            )
            for user_id in user_ids
        ),
        ignore_conflicts=True,
        batch_size=1_000,
    )


def unfollow(user: Model, target: Model) -> bool:
    """False if they did not follow it."""
    mine = Follow.objects.filter(
        user_id=user.pk, kind=kinds.of(target).key, target_id=target.pk
    )
    return mine.delete()[0] > 0
