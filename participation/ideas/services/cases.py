"""Changing where an idea stands with the administration; referrals call these.

Every function locks the idea, asks the workflow, writes and tells. Open cases carry
the date when the resident hears next (`next_on`).
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from commons.accounts.models import User
from commons.verbs.services import happened
from neighbourhood.departments.models import Department
from participation.ideas import workflow
from participation.ideas.enums import Case, Outcome
from participation.ideas.models import Idea
from participation.ideas.services.maps import recounted


@transaction.atomic
def open_case(idea: Idea, *, next_on: date, by: User | None) -> Idea:
    """The SPK takes the idea up; `next_on` is when the resident hears next."""
    return _move(idea, Case.OPEN, "idea.case_opened", by=by, next_on=next_on)


@transaction.atomic
def mark_referred(
    idea: Idea, *, lead: Department, next_on: date, by: User | None
) -> Idea:
    """A lead referral is on its way to `lead`, due on `next_on`."""
    return _move(
        idea,
        Case.REFERRED,
        "idea.referred",
        by=by,
        next_on=next_on,
        lead_department=lead,
    )


@transaction.atomic
def mark_question(idea: Idea, *, next_on: date, by: User | None) -> Idea:
    """The department asks back; `next_on` is when the question is looked at again."""
    return _move(idea, Case.QUESTION, "idea.question_asked", by=by, next_on=next_on)


@transaction.atomic
def mark_question_settled(idea: Idea, *, next_on: date, by: User | None) -> Idea:
    """The question is settled and the department goes on."""
    return _move(idea, Case.REFERRED, "idea.question_settled", by=by, next_on=next_on)


@transaction.atomic
def mark_statement_in(idea: Idea, *, next_on: date, by: User | None) -> Idea:
    """The lead department has stated; the SPK owes the answer by `next_on`."""
    return _move(idea, Case.STATEMENT_IN, "idea.statement_came", by=by, next_on=next_on)


@transaction.atomic
def mark_returned(idea: Idea, *, next_on: date, by: User | None) -> Idea:
    """The department gave it back, or the referral was recalled; the SPK has it."""
    return _move(
        idea,
        Case.OPEN,
        "idea.returned",
        by=by,
        next_on=next_on,
        lead_department=None,
    )


@transaction.atomic
def mark_answered(
    idea: Idea, *, outcome: Outcome, by: User | None, promised_on: date | None = None
) -> Idea:
    """The SPK published the answer; a promised date comes back for review."""
    now = timezone.now()
    return _move(
        idea,
        Case.ANSWERED,
        "idea.answered",
        by=by,
        next_on=promised_on,
        outcome=outcome,
        answered_at=now,
        done_at=now if outcome == Outcome.DONE else idea.done_at,
    )


@transaction.atomic
def reopen(idea: Idea, *, next_on: date, by: User | None) -> Idea:
    """The answer did not settle it; the SPK looks at it again until `next_on`."""
    return _move(idea, Case.REOPENED, "idea.reopened", by=by, next_on=next_on)


@transaction.atomic
def make_way(idea: Idea, *, next_on: date, by: User | None) -> Idea:
    """An answer is about to be replaced, by another or by a referral.

    Nobody is told of it here: what comes in its place tells.
    """
    return _move(idea, Case.REOPENED, "idea.case_opened", by=by, next_on=next_on)


@transaction.atomic
def close(idea: Idea, *, by: User | None) -> Idea:
    """Nothing more is to come."""
    return _move(idea, Case.CLOSED, "idea.closed", by=by, next_on=None)


@transaction.atomic
def mark_done(idea: Idea, *, by: User | None) -> Idea:
    """What the answer promised has happened: nobody waits for anything more.

    Raises:
        RuleViolation: the idea is not answered, or it was taken up again.
    """
    idea = _settled(idea)
    with recounted(idea):
        idea.outcome, idea.done_at = Outcome.DONE, timezone.now()
        idea.next_on = None
        idea.save(update_fields=["outcome", "done_at", "next_on"])
    happened("idea.done", idea, by=by)
    return idea


@transaction.atomic
def await_until(idea: Idea, *, next_on: date) -> Idea:
    """An answered idea waits for another day than its answer named at first.

    Nobody is told of it here: what moved the day tells.

    Raises:
        RuleViolation: the idea is not answered, or it was taken up again.
    """
    idea = _settled(idea)
    idea.next_on = next_on
    idea.save(update_fields=["next_on"])
    happened("idea.next_date_moved", idea, by=None, next_on=next_on.isoformat())
    return idea


def _settled(idea: Idea) -> Idea:
    idea = Idea.objects.select_for_update(of=("self",)).get(pk=idea.pk)
    workflow.require_settled(idea.case)
    return idea


@transaction.atomic
def move_next_date(idea: Idea, *, next_on: date) -> Idea:
    """The date when the resident hears next changed; the case stays where it is.

    Does nothing once the case is closed to such news.
    """
    idea = Idea.objects.select_for_update(of=("self",)).get(pk=idea.pk)
    if idea.case in workflow.OPEN and idea.next_on != next_on:
        idea.next_on = next_on
        idea.save(update_fields=["next_on"])
        happened("idea.next_date_moved", idea, by=None, next_on=next_on.isoformat())
    return idea


@transaction.atomic
def change_lead(idea: Idea, *, lead: Department) -> Idea:
    """The department that has the case became part of `lead`; nobody is told anew.

    Does nothing where no department has it.
    """
    idea = Idea.objects.select_for_update(of=("self",)).get(pk=idea.pk)
    if idea.lead_department_id is not None:
        idea.lead_department = lead
        idea.save(update_fields=["lead_department"])
    return idea


def _move(idea: Idea, case: Case, verb: str, *, by: User | None, **fields: Any) -> Idea:
    idea = Idea.objects.select_for_update(of=("self",)).get(pk=idea.pk)
    workflow.require(idea.case, case)
    with recounted(idea):
        idea.case = case
        for name, value in fields.items():
            setattr(idea, name, value)
        idea.save(update_fields=["case", *fields])
    happened(verb, idea, by=by, case=case.value)
    return idea
