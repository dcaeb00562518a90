"""Every transition of a case leaves a day to come, or a notice that waits."""

from datetime import timedelta

import pytest

from commons.clock import berlin_today
from participation.ideas import workflow
from participation.ideas.enums import Case, Outcome
from participation.ideas.models import Idea
from participation.ideas.services import cases
from participation.notices.enums import NoticeState
from participation.notices.models import InterimNotice
from participation.notices.queries.waiting import without_next_day
from participation.notices.services import releasing, sending, watching
from participation.referrals.enums import ReturnReason
from participation.referrals.services import interims, passing, questions, responding
from participation.referrals.services.recalling import recall
from participation.referrals.services.referring import refer
from participation.referrals.services.responding import Said
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.referrals import ReferralFactory
from tests.participation.noticing import on

pytestmark = pytest.mark.django_db
SAID = Said("Wir machen das.", Outcome.WILL_BE_DONE)


def referral(**fields):
    return ReferralFactory(**fields)


def question():
    asked = referral()
    responding.ask(asked, text="Wo genau?")
    return asked.questions.get()


STEPS = {
    "taken up": lambda: cases.open_case(
        IdeaFactory(), next_on=berlin_today() + timedelta(days=5), by=None
    ),
    "referred": lambda: refer(
        IdeaFactory(case=Case.OPEN),
        lead=DepartmentFactory(),
        cover_note="Bitte.",
        by=make_staff(),
    ),
    "acknowledged": lambda: responding.acknowledge(referral()),
    "asked": question,
    "passed on": lambda: passing.pass_on(question(), text="Wo?", by=make_staff()),
    "question answered": lambda: questions.answer_question(
        question(), text="Hier.", by=make_staff()
    ),
    "interim": lambda: interims.give(
        referral(),
        Said("Wir prüfen.", looking_until=berlin_today() + timedelta(days=40)),
    ),
    "returned": lambda: responding.return_(
        referral(), reason=ReturnReason.NOT_RESPONSIBLE, text=""
    ),
    "recalled": lambda: recall(referral(), by=make_staff()),
    "stated": lambda: responding.state(referral(), SAID),
    "reopened": lambda: cases.reopen(
        IdeaFactory(case=Case.CLOSED),
        next_on=berlin_today() + timedelta(days=5),
        by=None,
    ),
}


@pytest.mark.parametrize("step", STEPS)
def test_every_step_leaves_a_day_to_come_or_a_notice(step):
    STEPS[step]()
    idea = Idea.objects.get()
    today = berlin_today()
    assert idea.case in workflow.OPEN
    assert idea.next_on > today

    for days in (40, 80):
        with on(today + timedelta(days=days)):
            watching.watch()
            assert not without_next_day().exists()
            for notice in InterimNotice.objects.filter(state=NoticeState.DUE):
                releasing.release(notice, by=make_staff())
        with on(today + timedelta(days=days + 4), hour=12):
            sending.send_due()
            idea.refresh_from_db()
            assert idea.next_on > berlin_today()


def test_every_open_state_is_walked():
    for make in STEPS.values():
        make()

    assert set(Idea.objects.values_list("case", flat=True)) >= workflow.OPEN
