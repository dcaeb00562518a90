"""What a moderator's decision, or its owner, makes of a profile in public."""

from typing import Any

from django.db import transaction

from commons.accounts.models import User
from commons.verbs.services import happened
from participation.actors.models import Actor
from participation.actors.services import changing, people
from participation.moderation import services as moderation, workflow
from participation.moderation.enums import Publication, Verdict
from participation.moderation.models import Decision
from participation.moderation.services.following import follow, publishes
from participation.moderation.services.keeping import columns, restore

VERBS = {
    Verdict.PUBLISH: "actor.published",
    Verdict.REQUEST_CHANGES: "actor.changes_requested",
    Verdict.DECLINE: "actor.declined",
    Verdict.HIDE: "actor.hidden",
    Verdict.RESTORE: "actor.unhidden",
    Verdict.REMOVE: "actor.removed",
    Verdict.TAKE_BACK: "actor.taken_back",
}
REDIRECTED = "actor.redirected"
COLUMNS = ("confirmed_at",)


@transaction.atomic
def apply(
    actor: Actor,
    decision: Decision,
    *,
    by: User | None,
    merge_into: None = None,  # noqa: ARG001 -- the desk's signature; actors don't merge
) -> Actor:
    """Let a profile follow a decision; the desk calls this in its transaction.

    Raises:
        RuleViolation: the state does not allow it.
    """
    actor = _locked(actor)
    if publishes(decision):
        # What its people have just written holds.
        actor.confirmed_at = actor.confirmed_at or actor.submitted_at
    follow(actor, decision, VERBS, redirected=REDIRECTED, more=COLUMNS, by=by)
    # Who is turned down needs no owner; who comes back does.
    people.settle_handover(actor, by=by)
    people.let_ask_anew(actor)
    return actor


def keep(actor: Actor) -> dict[str, Any]:
    """What a decision may change of an actor's row."""
    return columns(actor, *COLUMNS)


@transaction.atomic
def undo(actor: Actor, decision: Decision, *, by: User | None) -> Actor:
    """Let a profile be as it was before a decision that nobody has heard of."""
    restore(actor, decision, *COLUMNS)
    verb = "actor.undecided_to_public" if actor.is_public else "actor.undecided"
    happened(verb, actor, by=by, decision=decision.pk)
    people.settle_handover(actor, by=by)
    people.let_ask_anew(actor)
    return actor


@transaction.atomic
def withdraw(actor: Actor, *, by: User | None) -> Actor:
    """Take a profile out of the public for good; its people stay known to it.

    Raises:
        RuleViolation: the state does not allow it.
    """
    if by is not None:
        changing.drop_waiting(actor, by=by)
    actor = _locked(actor)
    workflow.require(actor.publication, Publication.WITHDRAWN)
    actor.publication = Publication.WITHDRAWN
    actor.ask_next_on = None
    actor.save(update_fields=["publication", "ask_next_on"])
    moderation.take_back(actor)
    happened("actor.withdrawn", actor, by=by)
    people.settle_handover(actor, by=by)
    people.let_ask_anew(actor)
    return actor


def _locked(actor: Actor) -> Actor:
    return Actor.objects.select_for_update(of=("self",)).get(pk=actor.pk)
