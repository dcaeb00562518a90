"""Somebody says which actor is missing, and the SPK looks at it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from commons.accounts.models import User
from commons.verbs.services import happened
from neighbourhood.regions.models import Region
from participation.actors.models import Actor, ActorHint

# What somebody wrote of others is not kept longer than a question about it may come.
SETTLED_KEPT = timedelta(days=180)


@dataclass(frozen=True)
class Missing:
    """What somebody knows of an actor that is not in the directory."""

    name: str
    words: str = ""
    region: Region | None = None


@transaction.atomic
def suggest(missing: Missing, *, by: User | None) -> ActorHint:
    hint = ActorHint.objects.create(
        name=missing.name,
        words=missing.words,
        region=missing.region,
        by=by,
        created_at=timezone.now(),
    )
    happened("actor_hint.received", hint, by=by)
    return hint


@transaction.atomic
def settle(hint: ActorHint, *, by: User, actor: Actor | None = None) -> ActorHint:
    """Somebody has looked at it; whoever was first counts.

    Args:
        actor: the entry that was meant, if there is one now.
    """
    hint = ActorHint.objects.select_for_update(of=("self",)).get(pk=hint.pk)
    if hint.settled_at is not None:
        return hint
    hint.settled_at, hint.settled_by, hint.actor = timezone.now(), by, actor
    hint.save(update_fields=["settled_at", "settled_by", "actor"])
    happened("actor_hint.settled", hint, by=by)
    return hint


def forget_settled(now: datetime) -> int:
    """Delete what was settled half a year ago; the sweep of beat."""
    count, _rows = ActorHint.objects.filter(settled_at__lt=now - SETTLED_KEPT).delete()
    return count
