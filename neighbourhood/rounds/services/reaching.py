"""Rounds follow a department to another mailbox: its successor's, or a mended one."""

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _, gettext_lazy

from commons.accounts.enums import Language
from commons.accounts.models import User
from commons.delivery import services as delivery
from commons.delivery.models import Delivery
from commons.errors import RuleViolation
from commons.verbs.services import happened
from neighbourhood.departments.models import Department
from neighbourhood.rounds import party_states, workflow
from neighbourhood.rounds.enums import PartyRole, PartyState
from neighbourhood.rounds.models import RoundParty
from neighbourhood.rounds.queries.succeeding import beside_of, followers_of
from neighbourhood.rounds.rules import DOOR
from neighbourhood.rounds.services.convening import INVITATION, invite_back
from neighbourhood.rounds.services.dating import wait_again
from neighbourhood.rounds.services.locking import locked_party, locked_with_delivery
from neighbourhood.rounds.services.removing import let_go
from neighbourhood.rounds.services.waiting import settle


@transaction.atomic
def follow(source: Department, target: Department, *, by: User | None) -> None:
    """Live rounds go on with the department that `source` became part of.

    Where the target has a place of its own, it also takes over what `source` owed
    there; what `source` has said stays under its name.
    """
    for party in followers_of(source, target):
        _hand_on(party, target, by=by)
    for party in beside_of(source, target):
        _give_way(party, target, by=by)


@transaction.atomic
def follow_address(sent: Delivery) -> None:
    """The invitation goes to another address, so the link is made for that one.

    The outbox calls this with the delivery locked.

    Raises:
        RuleViolation: the round is over, or another department has the place.
    """
    found = RoundParty.objects.filter(delivery=sent).first()
    if found is None or found.link is None:
        raise RuleViolation(
            gettext_lazy("Dieser Link gilt schon nicht mehr."), code="link_ended"
        )
    party = locked_party(found)
    workflow.require_live(party.round.state)
    party.link = DOOR.move(found.link, recipient=sent.to_address)
    party.save(update_fields=["link"])


def _hand_on(party: RoundParty, target: Department, *, by: User | None) -> None:
    party = locked_with_delivery(party)
    if not party.round.is_live:
        return
    party.department = target
    known = party.link.recipient if party.link is not None else ""
    if target.has_mailbox and known != target.email:
        # The old link goes on opening the round: colleagues may hold it already.
        party.link = DOOR.grant(party.pk, recipient=target.email)
        _invite_again(party, target)
    party.save(update_fields=["department", "link", "delivery"])
    codes = {"party": party.pk, "department": target.pk}
    happened("round.party_moved", party.round, by=by, **codes)


def _give_way(party: RoundParty, target: Department, *, by: User | None) -> None:
    """`target` is in the round itself: one place of the two waits, and it is theirs."""
    party = locked_with_delivery(party)
    if not party.round.is_live or party.answered_at is not None or party.is_removed:
        return
    with translation.override(Language.GERMAN.value):
        reason = _("Gehört jetzt zu: %(department)s") % {"department": target.name}
    owed = party.is_asked
    let_go(party, reason=reason, by=by)
    if owed:
        _take_over(party, target, by=by)
    settle(party.round, by=by)


def _take_over(party: RoundParty, target: Department, *, by: User | None) -> None:
    """Who only read along is asked now; a place that was given up is taken again."""
    own = RoundParty.objects.select_related("department", "link", "due_on")
    place = own.select_for_update(of=("self",)).get(
        round=party.round_id, department=target
    )
    if place.is_asked and not place.is_removed:
        return
    if place.is_removed:
        place = invite_back(place, party.round, PartyRole.ASKED, by=by)
    place.role = PartyRole.ASKED
    place.due_on, place.first_due_on = party.due_on, party.first_due_on
    place.given_days = party.given_days
    late = party_states.may_become(place.state, PartyState.OVERDUE)
    if late and place.due_on and place.due_on.day < timezone.localdate():
        place.state = PartyState.OVERDUE
    place.save(update_fields=["role", "due_on", "first_due_on", "given_days", "state"])
    if place.is_unanswered:
        wait_again(party.round)


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
