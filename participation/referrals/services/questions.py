from django.db import transaction
from django.utils import timezone

from commons.accounts.models import User
from commons.delivery import services as delivery
from commons.links import services as links
from commons.links.models import SignedLink
from commons.verbs.services import happened
from participation.ideas.services import cases
from participation.referrals import workflow
from participation.referrals.enums import Cause, ReferralState
from participation.referrals.models import Question, Referral
from participation.referrals.services import clocks
from participation.referrals.services.locking import locked

RENDERER = "referrals.question_answered"


@transaction.atomic
def answer_question(question: Question, *, text: str, by: User) -> Question:
    """The SPK answers a department's question; the department's clock goes on.

    Raises:
        RuleViolation: the referral does not wait for an answer any more.
    """
    referral = locked(question.referral)
    workflow.require(referral.state, ReferralState.ACKNOWLEDGED)
    question = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
    now = timezone.now()
    question.answer, question.answered_at, question.answered_by = text, now, by
    question.save(update_fields=["answer", "answered_at", "answered_by"])
    referral.state = ReferralState.ACKNOWLEDGED
    paused = clocks.resume(referral, at=now, cause=Cause.ANSWERED)
    referral.save(update_fields=["state", *clocks.CLOCK_FIELDS])
    if referral.is_lead:
        cases.mark_question_settled(referral.idea, next_on=referral.due_day, by=by)
    link = _link_for(question, referral)
    if link is not None:
        delivery.enqueue(
            key=f"question:{question.pk}",
            renderer=RENDERER,
            params={"question": question.pk, "link": link.pk},
            to_address=link.recipient,
        )
    happened("referral.question_answered", referral, by=by, paused=paused)
    return question


def _link_for(question: Question, referral: Referral) -> SignedLink | None:
    """Whoever asked on a link of their own is answered there."""
    asked_by = question.link
    if asked_by is not None and asked_by.recipient and links.is_valid(asked_by):
        return asked_by
    return referral.link
