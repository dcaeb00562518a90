"""Counting in memory says what the calendar's rows say."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from commons.errors import RuleViolation
from neighbourhood.deadlines.services import due_after, working_days_between
from neighbourhood.deadlines.services.counting import Counting

pytestmark = pytest.mark.django_db

AROUND = date(2026, 11, 23)
DAYS = st.dates(AROUND - timedelta(days=1_500), AROUND + timedelta(days=1_500))
ONCE = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@ONCE
@given(start=DAYS, end=DAYS)
def test_as_many_days_lie_between(start, end):
    assert Counting(AROUND).between(start, end) == working_days_between(start, end)


@ONCE
@given(start=DAYS, days=st.integers(min_value=0, max_value=60))
def test_the_same_day_lies_so_many_days_after(start, days):
    assert Counting(AROUND).after(start, days) == due_after(start, days).day


def test_beyond_its_span_it_says_so():
    with pytest.raises(RuleViolation) as refusal:
        Counting(AROUND).after(AROUND, 3_000)

    assert refusal.value.code == "calendar_ends"
