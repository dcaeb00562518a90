"""A public profile of an unverified actor changes only after somebody has read it.

The change is a contribution of its own: it waits at the desk while the profile stays
public as it is, and replaces it when it is published. One waits at a time; writing
again replaces what waits and keeps its place.
"""

from django.db import transaction
from django.utils import timezone

from commons.accounts.models import User
from commons.verbs.services import happened
from participation.actors.models import Actor, ActorChange
from participation.actors.services.contents import (
    Profile,
    as_content,
    from_content,
    put_to_use,
)
from participation.actors.services.rewriting import rewrite
from participation.moderation import services as moderation, workflow
from participation.moderation.enums import Publication, Verdict
from participation.moderation.models import Decision
from participation.moderation.services.following import follow, publishes

VERBS = {
    Verdict.PUBLISH: "actor_change.published",
    Verdict.DECLINE: "actor_change.declined",
}
REDIRECTED = "actor_change.redirected"


def hand_in(actor: Actor, profile: Profile, *, by: User) -> ActorChange:
    """Put a change on the desk; the caller holds the actor's row lock."""
    put_to_use(profile.logo)
    change = lock_waiting(actor)
    if change is None:
        change = ActorChange(actor=actor, submitted_at=timezone.now())
    else:
        change.version += 1
    change.author, change.region = by, profile.site.region
    change.content, change.logo = as_content(profile), profile.logo
    change.save()
    moderation.submit(change)
    happened("actor_change.submitted", change, by=by, version=change.version)
    return change


def drop_waiting(actor: Actor, *, by: User) -> None:
    """What waits is overtaken; the caller holds the actor's row lock."""
    change = lock_waiting(actor)
    if change is not None:
        withdraw(change, by=by)


@transaction.atomic
def withdraw(change: ActorChange, *, by: User | None) -> ActorChange:
    change = _locked(change)
    workflow.require(change.publication, Publication.WITHDRAWN)
    change.publication = Publication.WITHDRAWN
    change.save(update_fields=["publication"])
    moderation.take_back(change)
    happened("actor_change.withdrawn", change, by=by)
    return change


@transaction.atomic
def apply(
    change: ActorChange,
    decision: Decision,
    *,
    by: User | None,
    merge_into: None = None,  # noqa: ARG001 -- the desk's signature
) -> ActorChange:
    """Let a change follow a decision; the desk calls this in its transaction.

    Raises:
        RuleViolation: the state does not allow it.
    """
    change = _locked(change)
    actor = Actor.objects.select_for_update(of=("self",)).get(pk=change.actor_id)
    if publishes(decision):
        rewrite(actor, from_content(change.content, logo=change.logo), by=by)
    follow(change, decision, VERBS, redirected=REDIRECTED, by=by)
    return change


def lock_waiting(actor: Actor) -> ActorChange | None:
    """The change that waits, locked: always before the row of its actor."""
    rows = ActorChange.objects.select_for_update(of=("self",))
    return rows.filter(actor=actor, publication=Publication.SUBMITTED).first()


def _locked(change: ActorChange) -> ActorChange:
    return ActorChange.objects.select_for_update(of=("self",)).get(pk=change.pk)
