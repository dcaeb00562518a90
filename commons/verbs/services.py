from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from commons import kinds, pagecache, wake
from commons.verbs import codes, registry
from commons.verbs.models import Happening

wake.declare("notifications.expand", "notifications.broadcast")


@transaction.atomic
def happened(key: str, target: Model, *, by: Model | None, **params: Any) -> Happening:
    """Record that something happened; audit, search, cache and telling follow.

    Args:
        key: a declared verb.
        target: what it happened to; its kind must be registered.
        by: the account that did it, or None for an Amt on a link, a task, a clock.
        params: ids and codes (JSON scalars); free text would make redaction
            impossible.

    Raises:
        KeyError: the verb or the kind is not registered.
        ValueError: a parameter is no id or code.
    """
    verb = registry.get(key)
    codes.require(params)
    now = timezone.now()
    happening = Happening.objects.create(
        verb=key,
        kind=kinds.of(target).key,
        target_id=target.pk,
        by_id=by.pk if by is not None else None,
        params=params,
        happened_at=now,
        not_before=now + verb.delay,
        expanded_at=None if verb.audience else now,
    )
    for effect in registry.effects():
        effect(verb=verb, target=target, happening=happening)
    if verb.generations:
        pagecache.bump(*verb.generations(target))
    if verb.groups:
        groups = sorted(verb.groups(target))
        wake.on_commit("notifications.broadcast", verb=key, groups=groups)
    if verb.audience:
        wake.on_commit(
            "notifications.expand",
            countdown=verb.delay.total_seconds() or None,
            happening_id=happening.pk,
        )
    return happening


def withdraw(happening: Happening) -> bool:
    """Take a happening back before anybody was told; False if it is too late."""
    waiting = Happening.objects.filter(
        pk=happening.pk, expanded_at__isnull=True, withdrawn_at__isnull=True
    )
    return waiting.update(withdrawn_at=timezone.now()) == 1
