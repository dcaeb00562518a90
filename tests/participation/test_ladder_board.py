"""The list for the Bezirksamt, as a page to print and as a table."""

import csv
from io import StringIO

import pytest
from django.urls import reverse
from django.utils import timezone

from commons.clock import berlin_today
from participation.referrals.enums import Step
from participation.referrals.models import ReferralReminder
from participation.referrals.queries.board import board
from tests.factories.accounts import make_staff
from tests.factories.referrals import ReferralFactory
from tests.participation.ladders import old_referral

pytestmark = pytest.mark.django_db


def late(days, *, is_released=None, step=Step.BOARD):
    referral = old_referral(due_in=-days)
    decided = None if is_released is None else timezone.now()
    ReferralReminder.objects.create(
        referral=referral,
        due_on=referral.due_day,
        step=step,
        created_at=timezone.now(),
        decided_at=decided,
        is_released=is_released,
    )
    return referral


def test_released_and_proposed_ones_stand_apart(client, sign_in):
    released, proposed = late(25, is_released=True), late(21)
    late(22, is_released=False)
    late(23, step=Step.DIVISION)

    first, second = board(berlin_today())

    assert [(row.reminder.referral, row.days_late) for row in first] == [(released, 25)]
    assert [(row.reminder.referral, row.days_late) for row in second] == [
        (proposed, 21)
    ]
    sign_in(client, make_staff(role="coordinator"))
    page = client.get(reverse("referrals:board-show")).content.decode()
    assert page.index(released.idea.title) < page.index(proposed.idea.title)
    table = client.get(reverse("referrals:board-csv")).content.decode("utf-8-sig")
    rows = list(csv.reader(StringIO(table), delimiter=";"))
    assert [(row[0], row[5], row[6]) for row in rows[1:]] == [
        (released.idea.number, "25", "freigegeben"),
        (proposed.idea.number, "21", "vorgeschlagen"),
    ]


@pytest.mark.parametrize("name", ("board-show", "board-csv"))
def test_only_the_coordination_takes_it_along(client, sign_in, name):
    sign_in(client, make_staff())

    assert client.get(reverse(f"referrals:{name}")).status_code == 403


@pytest.mark.parametrize("number", (1, 30))
def test_the_list_costs_the_same_queries(django_assert_num_queries, number):
    for _number in range(number):
        late(25, is_released=True)
        late(24)
    today = berlin_today()

    with django_assert_num_queries(3):
        released, proposed = board(today)
        assert [len(released), len(proposed)] == [number, number]
        assert {row.region for row in released}


def test_what_an_amt_answered_leaves_the_list():
    referral = late(25, is_released=True)
    ReferralFactory()
    referral.state = "stated"
    referral.closed_at = timezone.now()
    referral.save()

    assert board(berlin_today()) == ([], [])
