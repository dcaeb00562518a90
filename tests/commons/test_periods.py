from datetime import date, datetime, timedelta

import pytest
from django.db.models import F

from commons.charts import bars, columns
from commons.clock import BERLIN, berlin_today
from commons.medians import Median
from commons.periods import Period, PeriodForm
from commons.spoken import span_in_words
from participation.moderation.models import QueueItem
from tests.factories.moderation import make_item

USUAL = Period(date(2026, 1, 1), date(2026, 3, 31))


def test_a_period_holds_its_last_day_and_both_hours_of_summer_time():
    march = Period(date(2026, 3, 1), date(2026, 3, 31))

    assert march.days == 31
    assert march.begins_at == datetime(2026, 3, 1, tzinfo=BERLIN)
    assert march.ends_at == datetime(2026, 4, 1, tzinfo=BERLIN)
    begins, ends = march.begins_at.utcoffset(), march.ends_at.utcoffset()
    assert (begins, ends) == (timedelta(hours=1), timedelta(hours=2))


@pytest.mark.parametrize(
    ("query", "period"),
    (
        ({}, USUAL),
        ({"von": "", "bis": ""}, USUAL),
        (
            {"von": "2025-02-01", "bis": "2025-02-28"},
            Period(date(2025, 2, 1), date(2025, 2, 28)),
        ),
        (
            {"von": "01.02.2025", "bis": "01.02.2025"},
            Period(date(2025, 2, 1), date(2025, 2, 1)),
        ),
    ),
)
def test_a_period_is_read_from_the_address(query, period):
    form = PeriodForm(query, usual=USUAL)

    assert (form.period, form.errors) == (period, {})


@pytest.mark.parametrize(
    ("first", "last", "wrong"),
    (
        ("2025-02-02", "2025-02-01", {"bis"}),
        ("2025-02-02", "", {"bis"}),
        ("gestern", "2025-02-01", {"von"}),
        ("0001-01-01", "0001-01-02", {"bis"}),
        ("2010-01-01", "2020-01-01", {"bis"}),
        ("2025-01-01", "9999-12-31", {"bis"}),
        ("2025-13-01", "2025-02-30", {"von", "bis"}),
    ),
)
def test_what_is_no_period_is_said_at_its_field(first, last, wrong):
    form = PeriodForm({"von": first, "bis": last}, usual=USUAL)

    assert form.period == USUAL
    assert set(form.errors) == wrong


def test_of_the_running_year_only_what_has_passed():
    today = berlin_today()

    assert Period.of_year(today.year) == Period(date(today.year, 1, 1), today)
    assert Period.of_year(2020).last == date(2020, 12, 31)


@pytest.mark.parametrize(
    ("span", "words"),
    (
        (timedelta(minutes=59), "unter einer Stunde"),
        (timedelta(hours=1), "1 Stunde"),
        (timedelta(hours=47, minutes=10), "47 Stunden"),
        (timedelta(days=2), "2,0 Tage"),
        (timedelta(days=3, hours=12), "3,5 Tage"),
    ),
)
def test_a_span_is_said_as_exactly_as_one_says_it(span, words):
    assert span_in_words(span) == words


@pytest.mark.django_db
def test_the_median_is_the_middle_one():
    for hours in (1, 5, 100):
        item = make_item()
        item.closed_at = item.submitted_at + timedelta(hours=hours)
        item.save()

    found = QueueItem.objects.annotate(span=F("closed_at") - F("submitted_at"))

    assert found.aggregate(m=Median("span")) == {"m": timedelta(hours=5)}
    assert QueueItem.objects.none().aggregate(m=Median("submitted_at")) == {"m": None}


def test_bars_are_parts_of_the_largest():
    made = bars((("Buch", 2, "zwei"), ("Karow", 4, "vier"), ("Weißensee", 0, "")))

    assert [bar.length for bar in made] == ["50.0", "100.0", "0.0"]
    assert bars(()) == []
    assert bars((("Buch", 0, ""),))[0].length == "0.0"


def test_columns_stand_side_by_side_on_the_ground():
    chart = columns(["a", "b"], [1, 2], [4, 0])

    assert chart.view_box == "0 0 24 60"
    assert [(one.x, one.y, one.height, one.series) for one in chart.rectangles] == [
        ("0.00", "45.00", "15.00", 1),
        ("12.00", "30.00", "30.00", 1),
        ("5.00", "0.00", "60.00", 2),
        ("17.00", "60.00", "0.00", 2),
    ]
