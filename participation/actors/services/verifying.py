"""The SPK vouches that an actor is who it says; from then on it publishes at once."""

from django.db import transaction
from django.utils import timezone

from commons.accounts.models import User
from commons.verbs.services import happened
from participation.actors.models import Actor


@transaction.atomic
def verify(actor: Actor, *, by: User) -> Actor:
    """Vouch for an actor; a second click changes nothing."""
    actor = Actor.objects.select_for_update(of=("self",)).get(pk=actor.pk)
    if actor.is_verified:
        return actor
    actor.verified_at, actor.verified_by = timezone.now(), by
    actor.save(update_fields=["verified_at", "verified_by"])
    happened("actor.verified", actor, by=by)
    return actor


@transaction.atomic
def take_back(actor: Actor, *, by: User) -> Actor:
    """Vouch no longer: what the actor writes goes through the desk again."""
    actor = Actor.objects.select_for_update(of=("self",)).get(pk=actor.pk)
    if not actor.is_verified:
        return actor
    actor.verified_at = actor.verified_by = None
    actor.save(update_fields=["verified_at", "verified_by"])
    happened("actor.unverified", actor, by=by)
    return actor
