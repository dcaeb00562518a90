"""Calling departments together, and asking a further one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons import kinds
from commons.accounts.models import User
from commons.delivery import services as delivery
from commons.errors import RuleViolation
from commons.links import services as links
from commons.verbs.services import happened
from neighbourhood.deadlines.services import clocks
from neighbourhood.departments.models import Department
from neighbourhood.regions.models import Region
from neighbourhood.rounds import workflow
from neighbourhood.rounds.enums import PartyRole, RoundKind, RoundState
from neighbourhood.rounds.models import Round, RoundParty
from neighbourhood.rounds.rules import LINK_KIND, LINK_PURPOSE
from neighbourhood.rounds.services.locking import locked

INVITATION = "rounds.invitation"
# A late statement is still welcome, and the result can be read for a while.
LINK_LIFETIME = timedelta(days=180)


@dataclass(frozen=True)
class Meeting:
    at: datetime | None = None
    where: str = ""
    link: str = ""


@dataclass(frozen=True)
class Call:
    """What a round is called for; `about` is a row of a higher app, for display."""

    kind: RoundKind
    title: str
    question: str
    working_days: int
    region: Region | None = None
    about: Model | None = None
    meeting: Meeting = Meeting()
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
    known = row.parties.values_list("department_id", flat=True)
    if department.pk in known:
        raise RuleViolation(
            _("Diese Stelle nimmt schon teil."), code="department_twice"
        )
    _require_parties([department], [])
    party = _invite(row, department, role, by=by)
    if row.state == RoundState.DECIDING and party.is_asked:
        row.state, row.decide_until = RoundState.OPEN, None
        row.save(update_fields=["state", "decide_until"])
    happened("round.party_added", row, by=by, party=party.pk, department=department.pk)
    return party


@transaction.atomic
def set_meeting(row: Round, meeting: Meeting, *, by: User) -> Round:
    """A date to meet, another one, or none after all; the next mail tells of it."""
    row = locked(row.pk)
    workflow.require_live(row.state)
    row.meets_at, row.meets_where, row.meets_link = (
        meeting.at,
        meeting.where,
        meeting.link,
    )
    row.meeting_set_at = timezone.now()
    row.save(update_fields=["meets_at", "meets_where", "meets_link", "meeting_set_at"])
    happened("round.meeting_set", row, by=by)
    return row


def _invite(
    row: Round, department: Department, role: PartyRole, *, by: User | None
) -> RoundParty:
    now = timezone.now()
    party = RoundParty(
        round=row,
        department=department,
        role=role,
        invited_at=now,
        invited_by=by,
        told_at=now,
    )
    if party.is_asked:
        clocks.start(party, at=now, working_days=row.working_days)
    party.save()
    if department.has_mailbox:
        party.link = links.grant(
            LINK_PURPOSE,
            LINK_KIND,
            party.pk,
            recipient=department.email,
            expires_at=now + LINK_LIFETIME,
        )
        party.delivery = delivery.enqueue(
            key=f"round-invitation:{party.pk}",
            renderer=INVITATION,
            params={"party": party.pk},
            to_address=department.email,
        )
        party.save(update_fields=["link", "delivery"])
    return party


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
