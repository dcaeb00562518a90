"""Four eyes: words of a department that wants them wait for a second person.

Why it is done like this, and what a link can and cannot prove: decision 0039.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.links.models import SignedLink
from commons.verbs.services import happened
from neighbourhood.departments.speaking import Spoken
from participation.ideas.enums import Outcome
from participation.referrals import workflow
from participation.referrals.enums import PromiseKind, ReferralState, StatementKind
from participation.referrals.models import (
    Attachment,
    PendingStatement,
    Referral,
    Statement,
)
from participation.referrals.queries import releasing as queries
from participation.referrals.services import correcting, interims, responding
from participation.referrals.services.locking import locked
from participation.referrals.services.responding import Said


@transaction.atomic
def say(
    referral: Referral,
    said: Said,
    *,
    is_correction: bool = False,
    by: User | None = None,
    link: SignedLink | None = None,
) -> Statement | PendingStatement:
    """State, correct or give an interim statement; with four eyes it waits first.

    Args:
        is_correction: whoever says it knows that something was stated before.

    Raises:
        RuleViolation: the referral is not there for that any more.
    """
    if referral.department.needs_four_eyes:
        if not is_correction:
            _require_first(referral)
        return _leave(referral, said, by=by, link=link)
    if is_correction:
        return correcting.correct(referral, said, by=by, link=link)
    return _first(referral, said, by=by, link=link)


@transaction.atomic
def release(
    pending: PendingStatement,
    *,
    releaser: str,
    by: User | None = None,
    link: SignedLink | None = None,
) -> Statement:
    """A second person lets the words go to the SPK as they stand.

    Raises:
        RuleViolation: the same person, the same link, or nothing waits any more.
    """
    referral = locked(pending.referral)
    rows = PendingStatement.objects.waiting().select_for_update(of=("self",))
    row = rows.filter(pk=pending.pk).first()
    if row is None:
        raise RuleViolation(
            _("Dieser Entwurf wurde inzwischen ersetzt, freigegeben oder verworfen."),
            code="nothing_waits",
        )
    row.referral = referral
    _require_second(row, releaser, by=by, link=link)
    row.settled_at = timezone.now()
    row.save(update_fields=["settled_at"])
    is_stated = referral.state == ReferralState.STATED
    place = correcting.correct if is_stated else _first
    statement = place(referral, _said(row), by=row.written_by, link=row.link)
    row.attachments.update(statement=statement, pending=None)
    row.statement, row.releaser = statement, releaser
    row.released_by, row.released_link = by, link
    row.save(update_fields=["statement", "releaser", "released_by", "released_link"])
    happened("referral.released", referral, by=by, link=responding.id_of(link))
    return statement


@transaction.atomic
def discard(
    pending: PendingStatement,
    *,
    by: User | None = None,
    link: SignedLink | None = None,
) -> None:
    """Somebody of the department takes the waiting words away."""
    referral = locked(pending.referral)
    responding.drop_waiting(referral, timezone.now())
    happened("referral.draft_discarded", referral, by=by, link=responding.id_of(link))


def _leave(
    referral: Referral, said: Said, *, by: User | None, link: SignedLink | None
) -> PendingStatement:
    """Keep the words for the second person; those that waited before give way."""
    referral = locked(referral)
    if said.kind == StatementKind.INTERIM:
        interims.require(referral, said.looking_until)
    elif not workflow.may_correct(referral.state, referral.idea.case):
        workflow.require(referral.state, ReferralState.STATED)
    if referral.state == ReferralState.SENT:
        responding.acknowledge(referral, by=by, link=link)
    before = queries.waiting_on(referral)
    now = timezone.now()
    responding.drop_waiting(referral, now)
    pending = PendingStatement.objects.create(
        referral=referral,
        source=responding.source_of(link),
        written_at=now,
        written_by=by,
        link=link,
        **said.columns,
    )
    if before is not None:
        before.attachments.update(pending=pending)
    for file in said.files:
        Attachment.objects.create(pending=pending, stored_file=file)
    happened("referral.draft_left", referral, by=by, link=responding.id_of(link))
    return pending


def _first(
    referral: Referral, said: Said, *, by: User | None, link: SignedLink | None
) -> Statement:
    if said.kind == StatementKind.INTERIM:
        return interims.give(referral, said, by=by, link=link)
    return responding.state(referral, said, by=by, link=link)


def _require_first(referral: Referral) -> None:
    if locked(referral).state == ReferralState.STATED:
        workflow.require(ReferralState.STATED, ReferralState.STATED)


def _require_second(
    row: PendingStatement, releaser: str, *, by: User | None, link: SignedLink | None
) -> None:
    refusal = queries.why_not_release(row, by=by, link=link)
    refusal = refusal or queries.why_not_as(row, releaser)
    if refusal is not None:
        raise RuleViolation(refusal, code="four_eyes")


def _said(row: PendingStatement) -> Said:
    return Said(
        text=row.text,
        outcome=Outcome(row.outcome),
        promised_on=row.promised_on,
        reference=row.reference,
        promise_kind=PromiseKind(row.promise_kind),
        looking_until=row.looking_until,
        costs=row.costs,
        cost_note=row.cost_note,
        may_name_costs=row.may_name_costs,
        spoken=Spoken(row.speaker, row.unit),
    )
