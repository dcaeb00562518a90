"""Two beats at the same moment: each rung and each mail once."""

import pytest

from commons.accounts.enums import Role
from commons.clock import berlin_today
from commons.delivery.models import Delivery
from neighbourhood.deadlines.services import due_after
from participation.referrals.enums import Step
from participation.referrals.models import ReferralReminder
from participation.referrals.queries import ladder as queries
from participation.referrals.services import ladder, weekly
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory
from tests.participation.at_once import at_once
from tests.participation.ladders import old_referral

HEAD = "leitung@example.org"


@pytest.fixture(scope="module", autouse=True)
def database(own_database):
    return own_database


def mails_to(address):
    return Delivery.objects.filter(to_address=address).count()


@pytest.mark.parametrize("_round", range(3))
def test_two_beats_send_one_mail_of_many(_round):
    department = DepartmentFactory()
    rows = [old_referral(due_in=-1, department=department) for _ in range(6)]

    at_once(ladder.remind, ladder.remind, ladder.remind)

    reminders = ReferralReminder.objects.filter(referral__in=rows)
    assert reminders.count() == 6
    assert not reminders.filter(is_pending=True).exists()
    assert mails_to(department.email) == 1


@pytest.mark.parametrize("_round", range(3))
def test_two_coordinators_release_once(_round):
    address = f"{_round}-{HEAD}"
    department = DepartmentFactory(head_email=address)
    rows = [old_referral(due_in=-10, department=department) for _ in range(3)]
    ladder.remind()
    proposed = queries.proposed().filter(referral__in=rows)
    pks = list(proposed.values_list("pk", flat=True))
    people = [make_staff(Role.COORDINATOR) for _ in range(2)]

    results = at_once(*(lambda by=by: ladder.release(pks, by=by) for by in people))

    assert sorted(results) == [0, 3]
    assert mails_to(address) == 1


def test_killed_between_rungs_and_mail_is_made_up_for():
    department = DepartmentFactory()
    referral = old_referral(due_in=0, department=department)
    ReferralReminder.objects.create(
        referral=referral,
        due_on=referral.due_day,
        step=Step.DUE,
        created_at=referral.referred_at,
        is_pending=True,
    )

    ladder.remind()
    ladder.remind()

    assert mails_to(department.email) == 1


def test_week_is_told_once_when_two_tell_it():
    make_staff()
    old_referral(due_in=-1)
    workday = due_after(berlin_today(), 1).day

    results = at_once(lambda: weekly.send(workday), lambda: weekly.send(workday))

    assert min(results) == 0
    assert Delivery.objects.filter(renderer=weekly.RENDERER).count() == max(results)
