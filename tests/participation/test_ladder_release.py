"""Beyond the Amt a coordinator releases: what is proposed, sent, held back."""

import pytest
from django.urls import reverse

from commons.accounts.enums import Role
from commons.clock import berlin_today
from commons.terms.queries import current
from commons.terms.services import change
from participation.referrals.enums import ReferralState, Step
from participation.referrals.models import ClockTerms, ReferralReminder
from participation.referrals.queries import ladder as queries
from participation.referrals.services import ladder
from participation.referrals.services.recalling import recall
from tests.clients import sign_in
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import DepartmentFactory
from tests.participation.ladders import (
    days_after,
    mails,
    old_referral,
    recipients,
    rendered,
)

pytestmark = pytest.mark.django_db

SHOW, RELEASE, TERMS = (
    "referrals:ladder-show",
    "referrals:ladder-release",
    "referrals:ladder-terms",
)
HEAD = "leitung@example.org"
VALUES = {
    "before_days": 5,
    "substitute_days": 5,
    "head_days": 10,
    "division_days": 15,
    "board_days": 20,
    "automatic": "none",
    "board_email": "",
    "resident_days": 10,
}


def change_terms(values, *, by):
    change(ClockTerms, values, by=by, verb="referral.clock_terms_changed")


@pytest.fixture
def coordinator():
    return make_staff(Role.COORDINATOR)


def late(working_days, count=1, **department):
    """Referrals of one Amt so late, and everything that goes by itself is gone."""
    department = DepartmentFactory(**{"head_email": HEAD} | department)
    rows = [
        old_referral(due_in=-working_days, department=department) for _ in range(count)
    ]
    ladder.remind()
    return rows


def proposed():
    return list(queries.proposed().values_list("pk", flat=True))


def test_nobody_above_the_amt_hears_of_it_by_itself():
    (referral,) = late(20)

    assert HEAD not in recipients()
    steps = referral.reminders.filter(decided_at=None, step__in=queries.PROPOSED)
    assert steps.count() == 3


def test_released_ones_go_in_one_mail_without_a_key_to_the_case(coordinator):
    rows = late(10, count=3)

    released = ladder.release(proposed(), by=coordinator)
    again = ladder.release(proposed(), by=coordinator)

    (mail,) = [mail for mail in mails() if mail.to_address == HEAD]
    text = rendered(mail).text
    assert (released, again) == (3, 0)
    assert all(row.idea.number in text for row in rows)
    assert "/vorgang/" not in text
    assert rendered(mail).subject == "3 Vorgänge Ihres Amtes sind überfällig"


def test_held_back_ones_stay_and_the_next_rung_is_proposed_all_the_same(coordinator):
    (referral,) = late(10)
    ladder.hold_back(proposed(), by=coordinator)

    ladder.remind(berlin_today())
    assert proposed() == []
    ladder.remind(days_after(referral, 15))

    assert HEAD not in recipients()
    (row,) = queries.proposed()
    assert row.step == Step.DIVISION


def test_answered_ones_are_proposed_no_more(coordinator):
    (referral,) = late(10)
    asked = proposed()
    recall(referral, by=UserFactory())

    assert ladder.release(asked, by=coordinator) == 0
    assert proposed() == []


def test_terms_may_let_the_head_hear_by_itself(coordinator):
    change_terms(VALUES | {"automatic": "escalated"}, by=coordinator)

    (referral,) = late(15)

    assert HEAD in recipients()
    row = referral.reminders.get(step=Step.HEAD)
    assert (row.is_released, row.decided_by) == (True, None)
    assert [row.step for row in queries.proposed()] == [Step.DIVISION]


def test_list_for_the_bezirksamt_goes_to_its_mailbox(coordinator):
    change_terms(VALUES | {"board_email": "ba@example.org"}, by=coordinator)
    rows = late(20, count=2)
    board = ReferralReminder.objects.filter(step=Step.BOARD).values_list("pk")

    ladder.release([pk for (pk,) in board], by=coordinator)

    (mail,) = [mail for mail in mails() if mail.to_address == "ba@example.org"]
    subject = rendered(mail).subject
    assert subject == "Liste für das Bezirksamt: 2 überfällige Vorgänge"
    assert {row.referral_id for row in queries.board_list()} == {row.pk for row in rows}


def test_without_a_mailbox_somebody_calls(coordinator, client):
    late(10, head_email="")
    sign_in(client, coordinator)

    page = client.get(reverse(SHOW)).content.decode()
    sent = len(mails())
    ladder.release(proposed(), by=coordinator)

    assert "bitte anrufen" in page
    assert len(mails()) == sent
    assert proposed() == []


def test_page_releases_what_is_ticked(coordinator, client):
    first, second = late(10, count=2)
    sign_in(client, coordinator)
    pk = first.reminders.get(step=Step.HEAD).pk

    client.post(reverse(RELEASE), {"reminder": [pk], "action": "release"})

    rows = ReferralReminder.objects.filter(step=Step.HEAD)
    assert rows.get(referral=first).decided_by == coordinator
    assert rows.get(referral=second).decided_at is None


@pytest.mark.parametrize("posted", ({}, {"reminder": ["999999"], "action": "release"}))
def test_nothing_ticked_or_settled_meanwhile_is_said(posted, coordinator, client):
    sign_in(client, coordinator)

    page = client.post(reverse(RELEASE), posted, follow=True).content.decode()

    assert "Bitte wählen Sie etwas aus" in page


@pytest.mark.parametrize("name", (SHOW, TERMS))
@pytest.mark.parametrize("role", (Role.MODERATOR, Role.DATA_EDITOR))
def test_only_coordinators_see_it(name, role, client):
    sign_in(client, make_staff(role))

    assert client.get(reverse(name)).status_code == 403


@pytest.mark.parametrize("count", (1, 30))
def test_page_costs_the_same_for_one_and_thirty(
    count, coordinator, client, django_assert_num_queries
):
    late(10, count=count)
    sign_in(client, coordinator)
    client.get(reverse(SHOW))

    with django_assert_num_queries(13):
        client.get(reverse(SHOW))


def test_terms_are_a_new_row_and_the_old_one_stays(coordinator, client):
    sign_in(client, coordinator)

    client.post(reverse(TERMS), VALUES | {"before_days": 6})
    client.post(reverse(TERMS), VALUES | {"before_days": 7})

    rows = ClockTerms.objects.order_by("pk").values_list("before_days", "changed_by")
    assert list(rows) == [(6, coordinator.pk), (7, coordinator.pk)]
    assert current(ClockTerms).before_days == 7


def test_rungs_rise(coordinator, client):
    sign_in(client, coordinator)

    response = client.post(reverse(TERMS), VALUES | {"head_days": 5})

    assert response.status_code == 422
    assert not ClockTerms.objects.exists()


def test_new_terms_hold_for_the_next_run(coordinator):
    referral = old_referral(due_in=7, state=ReferralState.ACKNOWLEDGED)
    ladder.remind()
    change_terms(VALUES | {"before_days": 7}, by=coordinator)

    ladder.remind()

    assert list(referral.reminders.values_list("step", flat=True)) == [Step.BEFORE]
