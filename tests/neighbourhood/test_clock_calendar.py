"""24 and 31 December by a rule of the house, and a calendar that reaches ahead."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from celery import current_app
from django.db import connection
from django.urls import reverse

from commons import schedule
from commons.accounts.enums import Role
from commons.clock import berlin_today
from neighbourhood.deadlines import calendar, queries, services
from neighbourhood.deadlines.models import CalendarTerms, WorkingDay
from neighbourhood.deadlines.services.eves import change_eves
from neighbourhood.deadlines.services.facts import load_working_days
from tests.clients import sign_in
from tests.factories.accounts import make_staff
from tests.factories.referrals import ReferralFactory

pytestmark = pytest.mark.django_db


def eves_that_are_working_days():
    rows = WorkingDay.objects.filter(day__gt=berlin_today(), day__month=12)
    days = rows.values_list("day", flat=True)
    return {day.day for day in days if day.day in {24, 31}}


def free(*, eve=True, new_years_eve=True):
    change_eves(
        {"is_christmas_eve_free": eve, "is_new_years_eve_free": new_years_eve},
        by=make_staff(Role.COORDINATOR),
    )


def ordinals_have_no_gap():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) = max(ordinal) AND min(ordinal) = 1"
            " FROM deadlines_workingday"
        )
        return cursor.fetchone()[0]


def test_both_eves_count_until_somebody_says_otherwise():
    assert eves_that_are_working_days() == {24, 31}


@pytest.mark.parametrize(
    ("eve", "new_years_eve", "working"),
    ((True, False, {31}), (False, True, {24}), (True, True, set())),
)
def test_eves_are_free_by_rule(eve, new_years_eve, working):
    free(eve=eve, new_years_eve=new_years_eve)

    assert eves_that_are_working_days() == working
    assert ordinals_have_no_gap()


def test_nothing_falls_due_on_a_free_eve():
    free()

    assert services.due_after(date(2026, 12, 23), 1).day == date(2026, 12, 28)
    assert services.due_after(date(2026, 12, 30), 1).day == date(2027, 1, 4)


@time_machine.travel(datetime(2026, 12, 1, 9, tzinfo=UTC))
def test_open_deadlines_move_by_the_days_that_are_lost():
    dates = [date(2026, 12, 23), date(2026, 12, 24), date(2026, 12, 30)]
    rows = [
        ReferralFactory(due_on=WorkingDay.objects.get(day=day))
        for day in [*dates, date(2026, 12, 31), date(2027, 1, 5)]
    ]

    free()

    for row in rows:
        row.refresh_from_db()
    assert [row.due_day for row in rows] == [
        date(2026, 12, 23),
        date(2026, 12, 28),
        date(2027, 1, 4),
        date(2027, 1, 5),
        date(2027, 1, 7),
    ]


def test_eves_that_count_again_bring_no_date_forward():
    free()
    due = services.due_after(berlin_today(), 120)
    referral = ReferralFactory(due_on=due)

    free(eve=False, new_years_eve=False)

    referral.refresh_from_db()
    assert referral.due_day == due.day
    assert eves_that_are_working_days() == {24, 31}
    assert ordinals_have_no_gap()


def test_facts_keep_the_rule():
    free()

    changed = load_working_days()

    assert (changed, eves_that_are_working_days()) == (0, set())


def test_calendar_reaches_thirty_years_ahead_whenever_the_task_runs():
    assert WorkingDay.objects.order_by("-day")[0].day == date(2060, 12, 31)

    with time_machine.travel(datetime(2034, 1, 2, 4, tzinfo=UTC)):
        added = load_working_days()

    assert added > 900
    assert WorkingDay.objects.order_by("-day")[0].day.year == 2034 + 30
    assert ordinals_have_no_gap()


def test_yearly_task_is_there():
    current_app.loader.import_default_modules()

    entry = schedule.for_beat["deadlines.extend_calendar"]
    assert entry["task"] in current_app.tasks
    assert calendar.last_year(date(2026, 1, 1)) == 2060


def test_free_eves_stand_in_the_list_of_free_days():
    free(new_years_eve=False)

    names = {row.name for row in queries.free_days(date(2026, 11, 1))}

    assert "Heiligabend" in names
    assert "Silvester" not in names


def test_coordinator_changes_the_rule_on_the_page(client):
    sign_in(client, make_staff(Role.COORDINATOR))

    client.post(reverse("deadlines:eves-change"), {"is_christmas_eve_free": "on"})

    terms = CalendarTerms.objects.get()
    assert (terms.is_christmas_eve_free, terms.is_new_years_eve_free) == (True, False)
    page = client.get(reverse("deadlines:holiday-list")).content.decode()
    assert "Heiligabend und Silvester" in page


def test_moderator_does_not(client):
    sign_in(client, make_staff(Role.MODERATOR))

    response = client.post(reverse("deadlines:eves-change"), {})

    assert response.status_code == 403
    assert not CalendarTerms.objects.exists()
