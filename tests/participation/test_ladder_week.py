"""The SPK's list of a week: on its first working day, and never an empty one."""

from datetime import date, timedelta

import pytest
import time_machine

from commons.accounts.enums import Role
from commons.accounts.visitors import Visitor
from commons.clock import berlin_today
from commons.delivery import renderers
from commons.delivery.models import Delivery
from commons.notifications import subjects
from commons.notifications.enums import Pace
from commons.notifications.services import preferences
from neighbourhood.deadlines.models import WorkingDay
from neighbourhood.departments.enums import DepartmentKind
from participation.referrals.enums import ReferralState
from participation.referrals.queries.weekly import week_of
from participation.referrals.services import ladder, weekly
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.referrals import QuestionFactory
from tests.factories.regions import RegionFactory, RegionGrantFactory
from tests.participation.ladders import old_referral

pytestmark = pytest.mark.django_db

MONDAY = date(2027, 1, 11)


@pytest.fixture(autouse=True)
def monday_morning():
    with time_machine.travel(f"{MONDAY}T07:00:00+01:00"):
        yield


def lists():
    return Delivery.objects.filter(renderer=weekly.RENDERER)


def test_everybody_at_the_desk_gets_it_once_a_week():
    moderator, coordinator = make_staff(), make_staff(Role.COORDINATOR)
    make_staff(Role.DATA_EDITOR)
    UserFactory()
    old_referral(due_in=-3)

    sent = [weekly.send(MONDAY + timedelta(days=day)) for day in range(7)]

    assert sent == [2, 0, 0, 0, 0, 0, 0]
    assert {mail.to_user for mail in lists()} == {moderator, coordinator}


def test_who_wants_no_mail_of_it_or_pauses_reads_it_on_heute():
    silent, away, gathers, reader = (make_staff() for _ in range(4))
    preferences.set_mail(silent, wanted=False)
    preferences.pause(away, MONDAY + timedelta(days=3))
    preferences.set_pace(gathers, subjects.WORK, Pace.BELL)
    old_referral(due_in=-3)

    assert weekly.send(MONDAY) == 1
    assert lists().get().to_user == reader


def test_next_week_brings_the_next_list():
    make_staff()
    old_referral(due_in=-3)
    weekly.send(MONDAY)

    assert weekly.send(MONDAY + timedelta(days=7)) == 1


def test_monday_off_or_missed_is_made_up_for_on_the_next_working_day():
    make_staff()
    old_referral(due_in=-3)
    WorkingDay.objects.filter(day=MONDAY).delete()

    assert weekly.send(MONDAY) == 0
    assert weekly.send(MONDAY + timedelta(days=1)) == 1


def test_nothing_to_say_is_not_said():
    make_staff()
    old_referral(due_in=20)

    assert weekly.send(MONDAY) == 0
    assert not lists().exists()


def test_list_is_made_when_it_goes_and_withdrawn_when_all_is_done():
    make_staff()
    referral = old_referral(due_in=-3)
    weekly.send(MONDAY)
    mail = renderers.get(weekly.RENDERER)(lists().get())
    referral.state = ReferralState.QUEUED
    referral.save()

    assert referral.idea.title in mail.text
    assert "Überfällig" in mail.text
    with pytest.raises(renderers.Withdrawn):
        renderers.get(weekly.RENDERER)(lists().get())


def test_list_tells_late_due_asked_silent_and_to_be_released():
    coordinator, moderator = make_staff(Role.COORDINATOR), make_staff()
    late, due = old_referral(due_in=-10), old_referral(due_in=2)
    silent = old_referral(due_in=20, state=ReferralState.SENT)
    question = QuestionFactory().referral
    old_referral(due_in=20)
    old_referral(due_in=-30, department=DepartmentFactory(kind=DepartmentKind.EXTERN))
    ladder.remind()

    week = week_of(Visitor(user=coordinator), berlin_today())

    assert (week.overdue, week.due) == ([late], [due])
    assert (week.silent, week.questions, week.proposals) == ([silent], [question], 1)
    assert week_of(Visitor(user=moderator), berlin_today()).proposals == 0


def test_list_holds_ones_own_regions_alone():
    region = RegionFactory()
    local = UserFactory()
    RegionGrantFactory(user=local, region=region, role=Role.MODERATOR)
    old_referral(due_in=-3)
    mine = old_referral(due_in=-3, idea=IdeaFactory(region=region, case="referred"))

    week = week_of(Visitor(user=local), berlin_today())

    assert week.overdue == [mine]


@pytest.mark.parametrize("count", (1, 30))
def test_list_costs_the_same_for_one_and_thirty(count, django_assert_num_queries):
    visitor = Visitor(user=make_staff(Role.COORDINATOR))
    department = DepartmentFactory()
    for _ in range(count):
        old_referral(due_in=-3, department=department)
    visitor.has_role(Role.COORDINATOR)

    with django_assert_num_queries(5):
        week_of(visitor, berlin_today())
