"""Pages of the clocks: what is proposed, the terms, and a question on its way."""

from django.urls import reverse
from django.utils import timezone

from commons.accounts.visitors import visitor_for
from commons.clock import berlin_today
from commons.terms import registry
from neighbourhood.deadlines.services import due_after
from participation.ideas.enums import Case, Outcome
from participation.referrals.enums import AnswerState, ReferralState, Step
from participation.referrals.models import ClockTerms, ReferralReminder
from participation.referrals.services import passing
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.referrals import (
    AnswerFactory,
    QuestionFactory,
    ReferralFactory,
)


def asked(**idea):
    """A question of an Amt on an idea."""
    idea = IdeaFactory(case=Case.QUESTION, **idea)
    return QuestionFactory(
        referral=ReferralFactory(idea=idea, state=ReferralState.QUESTION)
    )


def of_residents(resident):
    question = asked(author=resident)
    passed = passing.pass_on(question, text=question.text, by=make_staff())
    idea = IdeaFactory(
        author=resident,
        case=Case.ANSWERED,
        outcome=Outcome.DONE,
        answered_at=timezone.now(),
    )
    AnswerFactory(idea=idea, state=AnswerState.PUBLISHED, outcome=Outcome.DONE)
    return {
        "antwort-rueckmeldung": reverse(
            "referrals:feedback-create", args=[idea.number]
        ),
        "rueckfrage-beantworten": passed.get_absolute_url(),
        "rueckfrage-an-der-idee": question.referral.idea.get_absolute_url(),
    }


def pages(coordinator):
    department = DepartmentFactory(head_email="leitung@example.org")
    for step, days in ((Step.HEAD, -10), (Step.HEAD, -11), (Step.BOARD, -20)):
        referral = ReferralFactory(
            department=department, due_on=due_after(berlin_today(), days)
        )
        ReferralReminder.objects.create(
            referral=referral,
            due_on=referral.due_day,
            step=step,
            created_at=timezone.now(),
        )
    ReferralReminder.objects.filter(step=Step.BOARD).update(
        decided_at=timezone.now(), is_released=True
    )
    ClockTerms.objects.create(changed_at=timezone.now(), changed_by=coordinator)
    houses = registry.read_by(visitor_for(coordinator))
    return {
        "regeln-des-hauses": reverse("terms:terms-list"),
        **{f"regeln-{house.key}": house.url for house in houses},
        "freie-tage": reverse("deadlines:holiday-list"),
        "schliesstage": reverse("deadlines:closure-list"),
        "bezirksamt-liste": reverse("referrals:board-show"),
        "wie-lange": reverse("referrals:duration-list"),
        "wie-lange-stadtteil": reverse("referrals:duration-region", args=["karow"]),
        "nachhaken": reverse("referrals:ladder-show"),
        "rueckfrage-weitergeben": reverse(
            "referrals:question-pass-on", args=[asked().pk]
        ),
    }
