"""A department is not needed any more, or is asked again after all."""

from django.db import transaction
from django.utils import timezone

from commons.accounts.models import User
from commons.delivery import services as delivery
from commons.links import services as links
from commons.verbs.services import happened
from neighbourhood.rounds import party_states, workflow
from neighbourhood.rounds.enums import ChangeKind, PartyState
from neighbourhood.rounds.models import RoundChange, RoundParty
from neighbourhood.rounds.services.dating import require_reason
from neighbourhood.rounds.services.locking import locked_with_delivery
from neighbourhood.rounds.services.waiting import settle

REMOVED = "rounds.removed"


@transaction.atomic
def remove(party: RoundParty, *, reason: str, by: User | None) -> RoundParty:
    """Nobody waits for this department any more; it hears so, and its link ends.

    Raises:
        RuleViolation: the round is over, the department has spoken (that stays), or
            the reason is missing.
    """
    party = locked_with_delivery(party)
    workflow.require_live(party.round.state)
    let_go(party, reason=reason, by=by)
    if party.link is not None:
        delivery.enqueue(
            key=f"round-removed:{party.pk}:{party.changes.count()}",
            renderer=REMOVED,
            params={"party": party.pk},
            to_address=party.link.recipient,
        )
    settle(party.round, by=by)
    return party


def let_go(party: RoundParty, *, reason: str, by: User | None) -> None:
    """The party is locked, and so is its invitation; the caller settles the round."""
    party_states.require(party.state, PartyState.REMOVED)
    require_reason(reason)
    party.state, party.reason = PartyState.REMOVED, reason.strip()
    party.save(update_fields=["state", "reason"])
    if party.delivery is not None:
        delivery.recall(party.delivery)
    if party.link is not None:
        links.revoke(party.link)
    RoundChange.objects.create(
        round=party.round,
        kind=ChangeKind.REMOVED,
        party=party,
        reason=party.reason,
        changed_at=timezone.now(),
        changed_by=by,
    )
    happened("round.party_removed", party.round, by=by, party=party.pk)
