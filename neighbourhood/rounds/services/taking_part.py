"""What a department does in a round, on its link or with an account.

`by` is the member who acts, `link` the key somebody without an account holds; the
views have asked the rules.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.files.models import StoredFile
from commons.links.models import SignedLink
from commons.verbs.services import happened
from neighbourhood.departments.speaking import UNNAMED, Spoken
from neighbourhood.rounds import party_states, registry, workflow
from neighbourhood.rounds.enums import PartyState, StatementSource
from neighbourhood.rounds.models import RoundParty, RoundStatement
from neighbourhood.rounds.services.locking import locked_party
from neighbourhood.rounds.services.waiting import settle


@dataclass(frozen=True)
class Said:
    """What a department says: a position of the round's kind, and why."""

    position: str
    text: str
    reference: str = ""
    files: Sequence[StoredFile] = ()
    spoken: Spoken = UNNAMED


@transaction.atomic
def opened(link: SignedLink) -> str:
    """A person opened the link of a mail; gives the address of the page."""
    party = RoundParty.objects.get(pk=link.target_id)
    mark_read(party, by=None, link=link)
    return reverse("rounds:party-show", args=[party.pk])


@transaction.atomic
def mark_read(
    party: RoundParty, *, by: User | None = None, link: SignedLink | None = None
) -> RoundParty:
    """Somebody of the department has seen the round; twice is no mistake."""
    party = locked_party(party)
    if party_states.may_become(party.state, PartyState.READ):
        party.state = PartyState.READ
    if party.read_at is None:
        party.read_at = timezone.now()
        party.save(update_fields=["state", "read_at"])
        happened("round.read", party.round, by=by, party=party.pk, link=_id_of(link))
    return party


@transaction.atomic
def state(
    party: RoundParty,
    said: Said,
    *,
    by: User | None = None,
    link: SignedLink | None = None,
) -> RoundStatement:
    """The department says what it means; once all have, the round can be decided."""
    source = StatementSource.ACCOUNT if link is None else StatementSource.LINK
    return _state(party, said, source=source, by=by, link=link)


@transaction.atomic
def record(party: RoundParty, said: Said, *, by: User) -> RoundStatement:
    """The SPK writes down what a department said on the telephone or at a meeting."""
    return _state(party, said, source=StatementSource.RECORDED, by=by, link=None)


@transaction.atomic
def decline(
    party: RoundParty,
    *,
    reason: str,
    by: User | None = None,
    link: SignedLink | None = None,
) -> RoundParty:
    """The department does not take part, and says why.

    Raises:
        RuleViolation: the round is over, the reason is missing, or it has spoken.
    """
    party = locked_party(party)
    workflow.require_live(party.round.state)
    party_states.require(party.state, PartyState.DECLINED)
    if not reason.strip():
        raise RuleViolation(_("Bitte nennen Sie den Grund."), code="reason_missing")
    party.state, party.reason = PartyState.DECLINED, reason.strip()
    party.answered_at = timezone.now()
    party.save(update_fields=["state", "reason", "answered_at"])
    happened("round.declined", party.round, by=by, party=party.pk, link=_id_of(link))
    settle(party.round, by=by)
    return party


def _state(
    party: RoundParty,
    said: Said,
    *,
    source: StatementSource,
    by: User | None,
    link: SignedLink | None,
) -> RoundStatement:
    party = locked_party(party)
    workflow.require_live(party.round.state)
    party_states.require(party.state, PartyState.STATED)
    registry.get(party.round.kind).position(said.position)
    if not said.text.strip():
        raise RuleViolation(_("Es fehlt noch ein Satz dazu."), code="text_missing")
    now = timezone.now()
    party.state, party.answered_at, party.reason = PartyState.STATED, now, ""
    party.save(update_fields=["state", "answered_at", "reason"])
    statement = RoundStatement.objects.create(
        party=party,
        version=party.statements.count() + 1,
        position=said.position,
        text=said.text.strip(),
        reference=said.reference,
        speaker=said.spoken.name,
        unit=said.spoken.unit,
        source=source,
        stated_at=now,
        stated_by=by,
        link=link,
    )
    statement.files.set(said.files)
    happened("round.stated", party.round, by=by, party=party.pk, link=_id_of(link))
    settle(party.round, by=by)
    return statement


def _id_of(link: SignedLink | None) -> int | None:
    return link.pk if link is not None else None
