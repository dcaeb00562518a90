from datetime import date, timedelta

import pytest
from django.db import connection

from commons.clock import berlin_today
from commons.errors import RuleViolation
from commons.verbs.models import Happening
from neighbourhood.deadlines import services
from neighbourhood.deadlines.models import DeclaredHoliday, WorkingDay
from neighbourhood.deadlines.services.facts import load_working_days
from neighbourhood.deadlines.services.holidays import declare_holiday, withdraw_holiday

pytestmark = pytest.mark.django_db


@pytest.fixture
def working_day():
    """A working day some weeks from now."""
    return services.due_after(berlin_today(), 15).day


def test_declared_holiday_is_no_working_day(working_day):
    before = services.due_after(berlin_today(), 14).day
    after = services.due_after(berlin_today(), 16)

    declare_holiday(working_day, name="Tag der Verwaltung", by=None)

    assert not WorkingDay.objects.filter(day=working_day).exists()
    assert services.due_after(before, 1) == after
    assert ordinals_have_no_gap()


def test_declared_holiday_is_told_by_one_happening(working_day):
    holiday = declare_holiday(working_day, name="Tag der Verwaltung", by=None)

    told = Happening.objects.get(kind="holiday", target_id=holiday.pk)
    assert (told.verb, told.params) == (
        "holiday.declared",
        {"day": working_day.isoformat()},
    )


def test_withdrawn_holiday_is_a_working_day_again(working_day):
    holiday = declare_holiday(working_day, name="Irrtum", by=None)

    withdraw_holiday(holiday, by=None)

    assert not DeclaredHoliday.objects.exists()
    assert services.due_after(berlin_today(), 15).day == working_day
    assert ordinals_have_no_gap()


@pytest.mark.parametrize("days", (0, -7))
def test_day_that_has_come_is_not_declared(days):
    day = berlin_today() + timedelta(days=days)

    with pytest.raises(RuleViolation) as refusal:
        declare_holiday(day, name="Zu spät", by=None)

    assert refusal.value.code == "day_has_come"


def test_weekend_is_not_declared():
    day = berlin_today() + timedelta(days=7)
    day += timedelta(days=(5 - day.weekday()) % 7)

    with pytest.raises(RuleViolation) as refusal:
        declare_holiday(day, name="Samstag", by=None)

    assert refusal.value.code == "no_working_day"


def test_facts_are_loaded_once():
    before = WorkingDay.objects.count()

    changed = load_working_days()

    assert (changed, WorkingDay.objects.count()) == (0, before)


def test_facts_keep_a_declared_holiday_free(working_day):
    declare_holiday(working_day, name="Tag der Verwaltung", by=None)

    load_working_days()

    assert not WorkingDay.objects.filter(day=working_day).exists()


def test_facts_bring_a_missing_year_and_take_out_a_new_holiday():
    missing = WorkingDay.objects.filter(day__year=2059)
    count = missing.count()
    missing.delete()
    new_year = WorkingDay.objects.create(day=date(2050, 1, 1), ordinal=0)

    changed = load_working_days()

    assert changed == count + 1
    assert not WorkingDay.objects.filter(day=new_year.day).exists()
    assert ordinals_have_no_gap()


def ordinals_have_no_gap():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) = max(ordinal) AND min(ordinal) = 1"
            " AND bool_and(place = ordinal) FROM (SELECT ordinal, row_number()"
            " OVER (ORDER BY day) AS place FROM deadlines_workingday) AS counted"
        )
        return cursor.fetchone()[0]
