"""Where a step is done: the pages that exist already."""

from collections.abc import Callable

from django.urls import reverse

from participation.casework.next_step import NextStep
from participation.casework.situations import Situation
from participation.casework.steps import Step

Address = Callable[[Situation, NextStep], str]


def _number(name: str) -> Address:
    return lambda case, _step: reverse(name, args=[case.number])


def _target(name: str) -> Address:
    return lambda _case, step: reverse(name, args=[step.target])


def _at_desk(case: Situation, _step: NextStep) -> str:
    return reverse("moderation:contribution", args=["idea", case.pk])


def _mail(case: Situation, step: NextStep) -> str:
    """What goes along with others is sent or handed over with all of them."""
    lead = case.lead
    if lead is not None and lead.pk == step.target and lead.bundle:
        return reverse("bundles:bundle-detail", args=[lead.bundle])
    return _REFERRAL(case, step)


_REFERRAL = _target("referrals:referral-detail")
_SET = _target("referrals:answer-set-detail")
_ROUND = _target("rounds:round-detail")
_REUSE = _target("referrals:reuse-review")
_UNDERTAKING = _target("together:undertaking-show")
_ADDRESSES: dict[Step, Address] = {
    Step.DECIDE: _at_desk,
    Step.LOOK_AGAIN: _at_desk,
    Step.RESEND: _mail,
    Step.READ_MAIL: _target("referrals:reply-show"),
    Step.ANSWER_QUESTION: _REFERRAL,
    Step.HAND_OVER: _mail,
    Step.WAIT_BUNDLE: _mail,
    Step.DECIDE_ROUND: _ROUND,
    Step.WAIT_ROUND: _ROUND,
    Step.RELEASE_ANSWER: _number("referrals:answer-preview"),
    Step.PUBLISH_ANSWER: _number("referrals:answer-preview"),
    Step.RELEASE_SET: _SET,
    Step.WAIT_SET: _SET,
    Step.FINISH_ANSWER: _number("referrals:answer-edit"),
    Step.WRITE_ANSWER: _number("referrals:answer-edit"),
    Step.ANSWER_OURSELVES: _number("referrals:answer-edit"),
    Step.REFER: _number("referrals:referral-create"),
    Step.REFER_AGAIN: _number("referrals:referral-create"),
    Step.LOOK_REOPENED: _number("referrals:referral-create"),
    Step.WAIT_PERSON: _REFERRAL,
    Step.CHASE: _REFERRAL,
    Step.ASK_OUTSIDE: _REFERRAL,
    Step.WEIGH_OBJECTION: _REUSE,
    Step.TELL_AMT: _REUSE,
    Step.WAIT_OFFER: _UNDERTAKING,
    Step.WAIT_TOGETHER: _UNDERTAKING,
    Step.ASK_TOGETHER: _UNDERTAKING,
    Step.CONCLUDE_TOGETHER: _target("together:undertaking-conclude"),
    Step.CHECK_PROMISE: _number("referrals:promise-show"),
    Step.CHECK_DEFERRED: _number("referrals:deferral-show"),
}


def address_of(case: Situation, step: NextStep) -> str:
    """Where the step's button leads, or "" where there is nothing to press."""
    address = _ADDRESSES.get(step.step)
    return address(case, step) if address else ""
