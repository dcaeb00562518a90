"""What a decision of the desk makes of an entry, and undoing it at once."""

from typing import Any

from django.db import transaction

from commons import wake
from commons.accounts.models import User
from commons.verbs.services import happened
from participation.moderation.enums import Verdict
from participation.moderation.models import Decision
from participation.moderation.services.following import follow
from participation.moderation.services.keeping import restore
from participation.pool.models import Offer
from participation.pool.services.offering import locked

VERBS = {
    Verdict.PUBLISH: "offer.published",
    Verdict.REQUEST_CHANGES: "offer.changes_requested",
    Verdict.DECLINE: "offer.declined",
    Verdict.HIDE: "offer.hidden",
    Verdict.RESTORE: "offer.restored",
    Verdict.REMOVE: "offer.removed",
    Verdict.TAKE_BACK: "offer.taken_back",
}
REDIRECTED = "offer.redirected"


@transaction.atomic
def apply(
    offer: Offer,
    decision: Decision,
    *,
    by: User | None,
    merge_into: Any = None,  # noqa: ARG001 -- the desk's signature; entries don't merge
) -> Offer:
    """Let the entry follow a decision; the desk calls this in its transaction.

    Raises:
        RuleViolation: the state does not allow it.
    """
    offer = locked(offer)
    follow(offer, decision, VERBS, redirected=REDIRECTED, by=by)
    if offer.is_public:
        wake.on_commit("pool.match", offer_id=offer.pk)
    return offer


@transaction.atomic
def undo(offer: Offer, decision: Decision, *, by: User | None) -> Offer:
    """Nobody has heard of the decision yet; the row is as it was."""
    restore(offer, decision)
    verb = "offer.undecided_to_public" if offer.is_public else "offer.undecided"
    happened(verb, offer, by=by, decision=decision.pk)
    return offer
