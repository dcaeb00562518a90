"""Rounds follow a department to another mailbox: its successor's, or a mended one."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.delivery import services as delivery
from commons.delivery.models import Delivery
from commons.errors import RuleViolation
from commons.links import services as links
from commons.verbs.services import happened
from neighbourhood.departments.models import Department
from neighbourhood.rounds import workflow
from neighbourhood.rounds.models import RoundParty
from neighbourhood.rounds.queries.rounds import followers_of
from neighbourhood.rounds.rules import LINK_KIND, LINK_PURPOSE
from neighbourhood.rounds.services.convening import INVITATION, LINK_LIFETIME
from neighbourhood.rounds.services.locking import locked_party, locked_with_delivery


@transaction.atomic
def follow(source: Department, target: Department, *, by: User | None) -> None:
    """Live rounds go on with the department that `source` became part of.

    Where the target has a place of its own, that of `source` stays, and the round ends
    its wait as it does for anybody who is silent.
    """
    for party in followers_of(source, target):
        _hand_on(party, target, by=by)


@transaction.atomic
def follow_address(sent: Delivery) -> None:
    """The invitation goes to another address, so the link is made for that one.

    The outbox calls this with the delivery locked.

    Raises:
        RuleViolation: the round is over, or another department has the place.
    """
    found = RoundParty.objects.filter(delivery=sent).first()
    if found is None or found.link is None:
        raise RuleViolation(_("Dieser Link gilt schon nicht mehr."), code="link_ended")
    party = locked_party(found)
    workflow.require_live(party.round.state)
    links.revoke(found.link)
    _grant(party, sent.to_address, expires_at=found.link.expires_at)
    party.save(update_fields=["link"])


def _hand_on(party: RoundParty, target: Department, *, by: User | None) -> None:
    party = locked_with_delivery(party)
    if not party.round.is_live:
        return
    party.department = target
    known = party.link.recipient if party.link is not None else ""
    if target.has_mailbox and known != target.email:
        # The old link goes on opening the round: colleagues may hold it already.
        _grant(party, target.email, expires_at=timezone.now() + LINK_LIFETIME)
        _invite_again(party, target)
    party.save(update_fields=["department", "link", "delivery"])
    codes = {"party": party.pk, "department": target.pk}
    happened("round.party_moved", party.round, by=by, **codes)


def _grant(party: RoundParty, address: str, *, expires_at: datetime) -> None:
    party.link = links.grant(
        LINK_PURPOSE, LINK_KIND, party.pk, recipient=address, expires_at=expires_at
    )


def _invite_again(party: RoundParty, target: Department) -> None:
    """Who has spoken reads the result there; nobody else gets the mail that waits."""
    if party.delivery is not None:
        delivery.recall(party.delivery)
    if party.answered_at is not None:
        return
    party.delivery = delivery.enqueue(
        key=f"round-invitation:{party.pk}:{target.pk}",
        renderer=INVITATION,
        params={"party": party.pk},
        to_address=target.email,
    )
