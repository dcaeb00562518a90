from datetime import UTC, date, datetime

import pytest
import time_machine

from commons import clock


@pytest.mark.parametrize(
    ("moment", "day"),
    (
        (datetime(2026, 1, 1, 22, 59, tzinfo=UTC), date(2026, 1, 1)),
        (datetime(2026, 1, 1, 23, 0, tzinfo=UTC), date(2026, 1, 2)),
        (datetime(2026, 7, 1, 21, 59, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 7, 1, 22, 0, tzinfo=UTC), date(2026, 7, 2)),
    ),
)
def test_a_day_ends_at_midnight_in_berlin_in_winter_and_summer(moment, day):
    assert clock.berlin_date(moment) == day


def test_the_year_of_receipt_is_berlins():
    assert clock.berlin_year(datetime(2026, 12, 31, 23, 30, tzinfo=UTC)) == 2027


def test_today_follows_the_clock():
    with time_machine.travel(datetime(2026, 3, 4, 23, 30, tzinfo=UTC), tick=False):
        assert clock.berlin_today() == date(2026, 3, 5)
