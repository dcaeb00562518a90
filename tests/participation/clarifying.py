"""An idea that departments give back, step by step, through the real services."""

from neighbourhood.rounds.services import deciding
from participation.ideas.enums import Case
from participation.referrals.enums import ClarifiedTo, ReturnReason
from participation.referrals.models import Clarification, Referral
from participation.referrals.services import outcomes, referring, responding
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import IdeaFactory


def refer(idea, department):
    """The idea is with the department."""
    (referral,) = referring.refer(idea, lead=department, cover_note="", by=make_staff())
    outcomes.mark_sent(referral.delivery)
    return Referral.objects.select_related("idea").get(pk=referral.pk)


def give_back(referral, *, suggested=None, reason=ReturnReason.NOT_RESPONSIBLE):
    return responding.return_(
        referral, reason=reason, text="Nicht bei uns.", suggested=suggested
    )


def ping_pong(*, returns):
    """An idea, and two departments that gave it back in turn, each naming the other."""
    idea = IdeaFactory(case=Case.OPEN)
    offices = DepartmentFactory.create_batch(2)
    for number in range(returns):
        here, there = offices[number % 2], offices[(number + 1) % 2]
        give_back(refer(idea, here), suggested=there)
    return idea, *offices


def decide(idea, department, words, *, code=None, by=None):
    row = Clarification.objects.get(idea=idea, ended_at__isnull=True).round
    code = code or ClarifiedTo.DEPARTMENT
    result = deciding.Result(code.value, words, department)
    return deciding.decide(row, result, by=by or make_staff())
