"""What a department does with a referral, on its link or with an account.

`by` is the member who acts, `link` the key somebody without an account holds; the
views have asked the rules. Each function checks the state itself.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from commons.accounts.models import User
from commons.clock import berlin_today
from commons.links.models import SignedLink
from commons.verbs.services import happened
from neighbourhood.deadlines.services import clocks, due_after
from neighbourhood.departments.models import Department
from participation.ideas.enums import Outcome
from participation.ideas.services import cases
from participation.referrals import workflow
from participation.referrals.enums import ReferralState, ReturnReason, StatementSource
from participation.referrals.models import Question, Referral, Statement
from participation.referrals.rules import DESK_WORKING_DAYS
from participation.referrals.services.locking import locked


@dataclass(frozen=True)
class Said:
    """What a department says: text and outcome, and by when if it promises that."""

    text: str
    outcome: Outcome
    promised_on: date | None = None
    reference: str = ""


@transaction.atomic
def acknowledge(
    referral: Referral, *, by: User | None = None, link: SignedLink | None = None
) -> Referral:
    """The department has it and works on it; a question of its own is settled."""
    referral = locked(referral)
    had_question = referral.state == ReferralState.QUESTION
    now = _become(referral, ReferralState.ACKNOWLEDGED)
    referral.acknowledged_at = referral.acknowledged_at or now
    _settle_clock(referral, now)
    referral.save(update_fields=["state", "acknowledged_at", *clocks.CLOCK_FIELDS])
    if had_question and referral.is_lead:
        cases.mark_question_settled(referral.idea, next_on=referral.due_day, by=by)
    happened("referral.acknowledged", referral, by=by, link=_id_of(link))
    return referral


@transaction.atomic
def ask(
    referral: Referral,
    *,
    text: str,
    by: User | None = None,
    link: SignedLink | None = None,
) -> Question:
    """The department must know something first; its clock waits for the SPK."""
    referral = locked(referral)
    now = _become(referral, ReferralState.QUESTION)
    referral.acknowledged_at = referral.acknowledged_at or now
    clocks.pause(referral, at=now)
    referral.save(update_fields=["state", "acknowledged_at", *clocks.CLOCK_FIELDS])
    question = Question.objects.create(
        referral=referral, text=text, asked_at=now, asked_by=by, link=link
    )
    if referral.is_lead:
        cases.mark_question(referral.idea, next_on=_desk_date(), by=by)
    happened("referral.question_asked", referral, by=by, link=_id_of(link))
    return question


@transaction.atomic
def return_(
    referral: Referral,
    *,
    reason: ReturnReason,
    text: str,
    suggested: Department | None = None,
    by: User | None = None,
    link: SignedLink | None = None,
) -> Referral:
    """The department gives it back; the SPK finds another."""
    referral = locked(referral)
    _end(referral, ReferralState.RETURNED)
    referral.return_reason, referral.return_text = reason, text
    referral.suggested_department = suggested
    referral.save()
    if referral.is_lead:
        cases.mark_returned(referral.idea, next_on=_desk_date(), by=by)
    codes: dict[str, Any] = {"reason": reason.value, "link": _id_of(link)}
    happened("referral.returned", referral, by=by, **codes)
    return referral


@transaction.atomic
def state(
    referral: Referral,
    said: Said,
    *,
    by: User | None = None,
    link: SignedLink | None = None,
) -> Statement:
    """The department states; with the lead's statement the SPK owes the answer."""
    source = StatementSource.ACCOUNT if link is None else StatementSource.LINK
    return _state(referral, said, source=source, by=by, link=link)


@transaction.atomic
def record(referral: Referral, said: Said, *, by: User) -> Statement:
    """The SPK writes down what a department said by telephone, letter or form."""
    return _state(referral, said, source=StatementSource.RECORDED, by=by, link=None)


def _state(
    referral: Referral,
    said: Said,
    *,
    source: StatementSource,
    by: User | None,
    link: SignedLink | None,
) -> Statement:
    referral = locked(referral)
    now = _end(referral, ReferralState.STATED)
    referral.save()
    statement = Statement.objects.create(
        referral=referral,
        text=said.text,
        outcome=said.outcome,
        promised_on=said.promised_on,
        reference=said.reference,
        source=source,
        stated_at=now,
        stated_by=by,
        link=link,
    )
    if referral.is_lead:
        cases.mark_statement_in(referral.idea, next_on=_desk_date(), by=by)
    happened("referral.stated", referral, by=by, source=source.value, link=_id_of(link))
    return statement


def _become(referral: Referral, following: ReferralState) -> datetime:
    workflow.require(referral.state, following)
    referral.state = following
    return timezone.now()


def _end(referral: Referral, following: ReferralState) -> datetime:
    """The department is done; an open question needs no answer any more."""
    now = _become(referral, following)
    _settle_clock(referral, now)
    referral.closed_at = now
    return now


def _settle_clock(referral: Referral, now: datetime) -> None:
    clocks.resume(referral, at=now)
    referral.questions.filter(answered_at__isnull=True).update(answered_at=now)


def _desk_date() -> date:
    """When the resident hears next, now that it is the SPK's turn."""
    return due_after(berlin_today(), DESK_WORKING_DAYS).day


def _id_of(link: SignedLink | None) -> int | None:
    return link.pk if link is not None else None
