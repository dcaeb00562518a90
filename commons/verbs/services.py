from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from commons import kinds, pagecache, wake
from commons.verbs import codes, holding, registry
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
    not_before = holding.not_before(now + verb.delay)
    happening = Happening.objects.create(
        verb=key,
        kind=kinds.of(target).key,
        target_id=target.pk,
        by_id=by.pk if by is not None else None,
        params=params,
        happened_at=now,
        not_before=not_before,
        expanded_at=None if verb.audience else now,
    )
    holding.note(happening.pk)
    for effect in registry.effects():
        effect(verb=verb, target=target, happening=happening)
    if verb.generations:
        pagecache.bump(*verb.generations(target))
    if verb.groups:
        groups = sorted(verb.groups(target))
        wake.on_commit("notifications.broadcast", verb=key, groups=groups)
    if verb.audience and not holding.is_among_many():
        wake.on_commit(
            "notifications.expand",
            countdown=(not_before - now).total_seconds() or None,
            happening_id=happening.pk,
        )
    return happening


def withdraw(happening: Happening) -> bool:
    """Take a happening back before anybody was told; False if it is too late."""
    waiting = Happening.objects.filter(
        pk=happening.pk,
        told_up_to__isnull=True,
        expanded_at__isnull=True,
        withdrawn_at__isnull=True,
    )
    return waiting.update(withdrawn_at=timezone.now()) == 1


@transaction.atomic
def withdraw_all(ids: Collection[int]) -> bool:
    """Take several back, all or none; False if anybody was told of one of them.

    A telling that is under way is waited for. What nobody is told of is marked too:
    it did not come to stay.
    """
    rows = Happening.objects.filter(pk__in=ids)
    for happening in rows.select_for_update(of=("self",)).order_by("pk"):
        verb = registry.find(happening.verb)
        is_told = verb is not None and verb.audience is not None
        if happening.withdrawn_at or (is_told and _has_begun(happening)):
            return False
    rows.update(withdrawn_at=timezone.now())
    return True


def _has_begun(happening: Happening) -> bool:
    return happening.expanded_at is not None or happening.told_up_to is not None
