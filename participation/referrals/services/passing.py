"""Passing an Amt's question on to the person behind the idea, and their reply.

From then on the days are the resident's, at most as many as the terms say; with the
reply, or without one, they are the SPK's again until it has answered the Amt.
"""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.clock import berlin_today
from commons.errors import RuleViolation
from commons.terms.queries import current
from commons.verbs.services import happened
from neighbourhood.deadlines.enums import Party
from neighbourhood.deadlines.services import due_after
from participation.ideas.services import cases
from participation.referrals.enums import Cause, ReferralState
from participation.referrals.models import (
    ClockTerms,
    Question,
    Referral,
    ResidentQuestion,
)
from participation.referrals.rules import DESK_WORKING_DAYS
from participation.referrals.services import clocks
from participation.referrals.services.locking import locked


@transaction.atomic
def pass_on(question: Question, *, text: str, by: User) -> ResidentQuestion:
    """Ask the person whose idea it is, in the SPK's words.

    Raises:
        RuleViolation: the question is settled, or was passed on before.
    """
    referral = locked(question.referral)
    question = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
    if referral.state != ReferralState.QUESTION or question.answered_at is not None:
        raise RuleViolation(
            _("Diese Rückfrage ist schon erledigt."), code="question_settled"
        )
    if ResidentQuestion.objects.filter(question=question).exists():
        raise RuleViolation(
            _("Diese Rückfrage liegt schon bei der Person oder kam schon zurück."),
            code="passed_on_already",
        )
    now = timezone.now()
    passed = ResidentQuestion.objects.create(
        question=question,
        text=text,
        until=due_after(berlin_today(), current(ClockTerms).resident_days).day,
        asked_at=now,
        asked_by=by,
    )
    clocks.hand_pause_to(referral, Party.RESIDENT, at=now, cause=Cause.PASSED_ON)
    if referral.is_lead:
        cases.move_next_date(referral.idea, next_on=passed.until)
    happened("referral.resident_asked", referral, by=by, question=passed.pk)
    return passed


@transaction.atomic
def reply(passed: ResidentQuestion, *, text: str, by: User | None) -> ResidentQuestion:
    """The person replies; the SPK makes the answer to the Amt of it.

    Args:
        by: the author, or None for somebody who holds the pick-up code.

    Raises:
        RuleViolation: nobody waits for it any more.
    """
    referral = locked(passed.question.referral)
    passed = ResidentQuestion.objects.select_for_update(of=("self",)).get(pk=passed.pk)
    if not passed.is_open:
        raise RuleViolation(
            _(
                "Danke. Inzwischen brauchen wir die Auskunft nicht mehr: Die Frage hat "
                "sich erledigt."
            ),
            code="reply_too_late",
        )
    now = timezone.now()
    passed.reply, passed.replied_by, passed.closed_at = text, by, now
    passed.save(update_fields=["reply", "replied_by", "closed_at"])
    clocks.hand_pause_to(referral, Party.SPK, at=now, cause=Cause.REPLIED)
    happened("referral.resident_replied", referral, by=by, question=passed.pk)
    return passed


def end_silent(today: date) -> int:
    """Wait no longer where no reply came in time; says how often.

    The days after the last one are the SPK's, however late this runs.
    """
    rows = ResidentQuestion.objects.filter(closed_at__isnull=True, until__lt=today)
    ended = rows.select_related("question__referral").order_by("pk")
    return sum(_end(passed.question.referral, passed) for passed in ended)


@transaction.atomic
def _end(referral: Referral, passed: ResidentQuestion) -> bool:
    referral = locked(referral)
    passed = ResidentQuestion.objects.select_for_update(of=("self",)).get(pk=passed.pk)
    if not passed.is_open:
        return False
    now = timezone.now()
    passed.closed_at = now
    passed.save(update_fields=["closed_at"])
    clocks.hand_pause_to(
        referral, Party.SPK, at=now, cause=Cause.SILENT, day=passed.until
    )
    if referral.is_lead:
        next_on = due_after(berlin_today(), DESK_WORKING_DAYS).day
        cases.move_next_date(referral.idea, next_on=next_on)
    happened("referral.resident_silent", referral, by=None, question=passed.pk)
    return True
