"""What referrals put on "Heute", for whom."""

import pytest
from django.urls import reverse
from django.utils import timezone

from commons.accounts.enums import Role
from commons.accounts.visitors import Visitor
from commons.clock import berlin_today
from commons.followups import registry
from neighbourhood.deadlines.services import due_after
from participation.referrals.enums import ReferralState, Step
from participation.referrals.models import ReferralReminder
from participation.referrals.services import referring
from participation.referrals.services.recalling import recall
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.delivery import DeliveryFactory
from tests.factories.departments import DepartmentMembershipFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.referrals import (
    AnswerFactory,
    QuestionFactory,
    ReferralFactory,
    StatementFactory,
)

pytestmark = pytest.mark.django_db

SECTIONS = (
    "failed",
    "escalated",
    "question",
    "returned",
    "undecided",
    "answer",
    "release",
    "by-hand",
    "overdue",
    "inbox",
)


def waiting(user):
    """The keys of the sections that have something, with how much."""
    visitor = Visitor(user=user)
    counted = {
        section.key.removeprefix("referrals-"): len(list(section.items(visitor)))
        for section in registry.sections()
        if section.key.startswith("referrals-")
    }
    return {key: count for key, count in counted.items() if count}


def overdue(**fields):
    return ReferralFactory(due_on=due_after(berlin_today(), -3), **fields)


def escalated():
    referral = overdue()
    ReferralReminder.objects.create(
        referral=referral,
        due_on=referral.due_day,
        step=Step.HEAD,
        created_at=timezone.now(),
    )
    return referral


MAKES = {
    "failed": lambda: ReferralFactory(state=ReferralState.FAILED),
    "question": QuestionFactory,
    "returned": lambda: ReferralFactory(state=ReferralState.RETURNED),
    "undecided": lambda: IdeaFactory(case="open"),
    "answer": StatementFactory,
    "by-hand": lambda: ReferralFactory(state=ReferralState.QUEUED, link=False),
    "overdue": overdue,
}


@pytest.mark.parametrize("section", MAKES)
def test_each_thing_to_do_is_one_item(section):
    MAKES[section]()

    assert waiting(make_staff()) == {section: 1}


@pytest.mark.parametrize("section", MAKES)
def test_residents_and_data_staff_find_nothing(section):
    MAKES[section]()

    assert (waiting(UserFactory()), waiting(make_staff(Role.DATA_EDITOR))) == ({}, {})


def test_escalated_is_the_coordinators():
    escalated()

    assert waiting(make_staff(Role.COORDINATOR)) == {"escalated": 1}
    assert waiting(make_staff(Role.MODERATOR)) == {"overdue": 1}


def test_nothing_waits_while_all_is_well():
    ReferralFactory()
    ReferralFactory(state=ReferralState.ACKNOWLEDGED)
    IdeaFactory(case="answered", outcome="planned")
    IdeaFactory(case="open", publication="hidden")

    assert waiting(make_staff()) == {}


def test_paused_clock_is_not_overdue():
    QuestionFactory(referral=overdue(state=ReferralState.QUESTION))

    assert waiting(make_staff()) == {"question": 1}


def test_return_is_settled_by_the_next_lead():
    returned = ReferralFactory(state=ReferralState.RETURNED)
    ReferralFactory(idea=returned.idea, state=ReferralState.RECALLED)

    assert waiting(make_staff()) == {"undecided": 1}


def test_release_waits_for_somebody_else_than_the_writer():
    writer, reader = make_staff(), make_staff()
    statement = StatementFactory(referral__department__needs_four_eyes=True)
    AnswerFactory(idea=statement.referral.idea, written_by=writer)

    assert waiting(writer) == {"answer": 1}
    assert waiting(reader) == {"answer": 1, "release": 1}


def test_own_ideas_do_not_wait_for_their_author():
    moderator = make_staff()
    idea = IdeaFactory(author=moderator, case="statement_in")
    StatementFactory(referral__idea=idea)
    ReferralFactory(
        idea=IdeaFactory(author=moderator, case="referred"), state=ReferralState.FAILED
    )

    assert waiting(moderator) == {}


def test_ideas_without_an_author_wait_as_others():
    StatementFactory(referral__idea=IdeaFactory(author=None, case="statement_in"))

    assert waiting(make_staff()) == {"answer": 1}


def test_members_find_what_lies_with_their_department():
    referral = ReferralFactory()
    member = UserFactory()
    DepartmentMembershipFactory(user=member, department=referral.department)

    assert waiting(member) == {"inbox": 1}


@pytest.mark.parametrize("rows", (1, 30))
def test_sections_cost_one_query_each(rows, django_assert_num_queries):
    coordinator = Visitor(user=make_staff(Role.COORDINATOR))
    coordinator.roles  # noqa: B018 -- loads the grants, as the page has done
    for _ in range(rows):
        for make in (*MAKES.values(), escalated):
            make()
    sections = {section.key: section for section in registry.sections()}

    with django_assert_num_queries(len(SECTIONS) - 1):
        for key in SECTIONS:
            list(sections[f"referrals-{key}"].items(coordinator))


def test_page_shows_them(client, sign_in):
    referral = ReferralFactory(state=ReferralState.FAILED)
    sign_in(client, make_staff())

    html = client.get(reverse("followups:today")).content.decode()

    assert "Nicht angekommen" in html
    assert referral.get_absolute_url() in html


def test_letter_that_left_the_outbox_unsent_is_a_task_and_can_be_recalled():
    letter = DeliveryFactory(in_state="recalled", renderer=referring.RENDERER)
    referral = ReferralFactory(state=ReferralState.QUEUED, delivery=letter)
    moderator = make_staff()
    assert waiting(moderator) == {"failed": 1}

    recall(referral, by=moderator)

    assert waiting(moderator) == {"undecided": 1}
