"""Calling departments together, and asking a further one."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons import kinds
from commons.accounts.models import User
from commons.delivery import services as delivery
from commons.errors import RuleViolation
from commons.verbs.services import happened
from neighbourhood.deadlines.services import clocks
from neighbourhood.departments.models import Department
from neighbourhood.regions.models import Region
from neighbourhood.rounds import party_states, workflow
from neighbourhood.rounds.enums import PartyRole, PartyState, RoundKind
from neighbourhood.rounds.models import Round, RoundParty
from neighbourhood.rounds.rules import DOOR
from neighbourhood.rounds.services.dating import wait_again
from neighbourhood.rounds.services.locking import locked
from neighbourhood.rounds.services.meeting import NO_MEETING, Meeting

INVITATION = "rounds.invitation"


@dataclass(frozen=True)
class Call:
    """What a round is called for; `about` is a row of a higher app, for display."""

    kind: RoundKind
    title: str
    question: str
    working_days: int
    region: Region | None = None
    about: Model | None = None
    meeting: Meeting = NO_MEETING
    continues: Round | None = None


@transaction.atomic
def convene(
    call: Call,
    *,
    asked: Sequence[Department],
    informed: Sequence[Department] = (),
    by: User | None,
) -> Round:
    """Open a round and invite all departments, each with a link of its own.

    Args:
        asked: who owes a statement; `informed` may speak but nobody waits for them.
        by: who convenes, or None where a rule of the house does.

    Raises:
        RuleViolation: nobody is asked, somebody twice, or one is no longer there;
            the round to be continued has not ended.
    """
    _require_parties(asked, informed)
    if call.continues is not None and call.continues.is_live:
        raise RuleViolation(_("Diese Runde läuft noch."), code="round_runs")
    now = timezone.now()
    row = Round.objects.create(
        kind=call.kind,
        title=call.title,
        question=call.question,
        working_days=call.working_days,
        region=call.region,
        about_kind=kinds.of(call.about).key if call.about else "",
        about_id=call.about.pk if call.about else None,
        continues=call.continues,
        convened_at=now,
        convened_by=by,
        meets_at=call.meeting.at,
        meets_where=call.meeting.where,
        meets_link=call.meeting.link,
        meets_minutes=call.meeting.minutes,
        meeting_set_at=now if call.meeting.at else None,
    )
    for department in asked:
        _invite(row, department, PartyRole.ASKED, by=by)
    for department in informed:
        _invite(row, department, PartyRole.INFORMED, by=by)
    happened("round.convened", row, by=by, kind=row.kind)
    return row


@transaction.atomic
def add(row: Round, department: Department, *, role: PartyRole, by: User) -> RoundParty:
    """Ask a further department; a round that waited for nobody waits again.

    Raises:
        RuleViolation: the round has ended, or the department takes part already.
    """
    row = locked(row.pk)
    workflow.require_live(row.state)
    known = row.parties.filter(department=department).first()
    if known is not None and not known.is_removed:
        raise RuleViolation(
            _("Diese Stelle nimmt schon teil."), code="department_twice"
        )
    _require_parties([department], [])
    if known is None:
        party = _invite(row, department, role, by=by)
    else:
        party = invite_back(known, row, role, by=by)
    if party.is_asked:
        wait_again(row)
    happened("round.party_added", row, by=by, party=party.pk, department=department.pk)
    return party


def _invite(
    row: Round, department: Department, role: PartyRole, *, by: User | None
) -> RoundParty:
    party = RoundParty(round=row, department=department)
    _begin(party, row, role, by=by)
    party.save()
    reach(party, key=f"round-invitation:{party.pk}")
    return party


def invite_back(
    party: RoundParty, row: Round, role: PartyRole, *, by: User | None
) -> RoundParty:
    """A place that was given up is taken again: a new date, a new link, a new mail."""
    party_states.require(party.state, PartyState.INVITED)
    party.round, party.state, party.reason = row, PartyState.INVITED, ""
    party.read_at = party.told_by_hand_on = party.told_by_hand_at = None
    party.told_by_hand_by = party.given_days = None
    _begin(party, row, role, by=by)
    party.save()
    reach(party, key=f"round-invitation:{party.pk}:again:{party.changes.count()}")
    return party


def reach(party: RoundParty, *, key: str) -> None:
    """A link of its own and the mail that brings it, where there is a mailbox."""
    department = party.department
    if not department.has_mailbox:
        party.link = party.delivery = None
    else:
        party.link = DOOR.grant(party.pk, recipient=department.email)
        party.delivery = delivery.enqueue(
            key=key,
            renderer=INVITATION,
            params={"party": party.pk},
            to_address=department.email,
        )
    party.save(update_fields=["link", "delivery"])


def _begin(party: RoundParty, row: Round, role: PartyRole, *, by: User | None) -> None:
    now = timezone.now()
    party.role = role
    party.invited_at = party.told_at = now
    party.invited_by = by
    party.due_on = party.first_due_on = None
    if party.is_asked:
        clocks.start(party, at=now, working_days=row.working_days)


def _require_parties(
    asked: Sequence[Department], informed: Sequence[Department]
) -> None:
    everybody = [*asked, *informed]
    if not asked and not informed:
        raise RuleViolation(_("Bitte wählen Sie mindestens ein Amt."), code="nobody")
    if len({department.pk for department in everybody}) < len(everybody):
        raise RuleViolation(_("Ein Amt ist zweimal gewählt."), code="department_twice")
    if not all(department.is_active for department in everybody):
        raise RuleViolation(
            _("Ein gewähltes Amt ist nicht mehr aktiv."), code="department_inactive"
        )
