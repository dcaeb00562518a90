"""What a moderator's decision makes of a network in public, and undoing it at once."""

from typing import Any

from django.db import transaction

from commons.accounts.models import User
from commons.verbs.services import happened
from participation.moderation.enums import Verdict
from participation.moderation.models import Decision
from participation.moderation.services.following import follow
from participation.moderation.services.keeping import columns, restore
from participation.networks.models import Network
from participation.networks.services.locking import locked

VERBS = {
    Verdict.PUBLISH: "network.published",
    Verdict.REQUEST_CHANGES: "network.changes_requested",
    Verdict.DECLINE: "network.declined",
    Verdict.HIDE: "network.hidden",
    Verdict.RESTORE: "network.restored",
    Verdict.REMOVE: "network.removed",
    Verdict.TAKE_BACK: "network.taken_back",
}
REDIRECTED = "network.redirected"


@transaction.atomic
def apply(
    network: Network,
    decision: Decision,
    *,
    by: User | None,
    merge_into: Any = None,  # noqa: ARG001 -- the desk's signature; networks don't merge
) -> Network:
    """Let a network follow a decision; the desk calls this in its transaction.

    Raises:
        RuleViolation: the state does not allow it.
    """
    network = locked(network.pk)
    follow(network, decision, VERBS, redirected=REDIRECTED, by=by)
    return network


@transaction.atomic
def undo(network: Network, decision: Decision, *, by: User | None) -> Network:
    """Let it be as it was; nobody has been told of the decision yet."""
    network = locked(network.pk)
    restore(network, decision)
    happened("network.undecided", network, by=by, decision=decision.pk)
    return network


def keep(network: Network) -> dict[str, Any]:
    return columns(network)
