from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from commons.numbers import services as numbers
from commons.numbers.models import Counter

SPRING = datetime(2026, 4, 1, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture(autouse=True)
def _no_counters(own_database):
    Counter.objects.all().delete()


def test_numbers_count_up_within_a_series_and_year():
    assert numbers.next_number("idea", SPRING) == "2026-00001"
    assert numbers.next_number("idea", SPRING) == "2026-00002"
    assert numbers.next_number("referral", SPRING) == "2026-00001"
    assert numbers.next_number("idea", SPRING.replace(year=2027)) == "2027-00001"


def test_the_year_is_berlins():
    assert (
        numbers.next_number("idea", datetime(2026, 12, 31, 23, tzinfo=UTC))
        == "2027-00001"
    )


def test_a_block_is_left_out_by_what_comes_after():
    assert numbers.reserve_block("idea", 2026, 2393) == 1
    assert numbers.reserve_block("idea", 2026, 10) == 2394
    assert numbers.next_number("idea", SPRING) == "2026-02404"


def test_more_than_five_digits_are_allowed():
    Counter.objects.create(series="idea", year=2026, last=99_999)

    assert numbers.next_number("idea", SPRING) == "2026-100000"


@pytest.mark.parametrize("count", (0, -1, 1_000_001))
def test_a_block_has_a_sensible_size(count):
    with pytest.raises(ValueError, match="A block has"):
        numbers.reserve_block("idea", 2026, count)


def test_a_failed_transaction_leaves_no_gap():
    @transaction.atomic
    def fail():
        numbers.next_number("idea", SPRING)
        raise LookupError

    with pytest.raises(LookupError):
        fail()

    assert numbers.next_number("idea", SPRING) == "2026-00001"


def take_ten(_):
    try:
        return [numbers.next_number("idea", SPRING) for _ in range(10)]
    finally:
        connection.close()


@pytest.mark.slow
def test_eight_at_once_never_get_the_same_number():
    with ThreadPoolExecutor(8) as pool:
        taken = sorted(
            number for numbers in pool.map(take_ten, range(8)) for number in numbers
        )

    assert taken == [f"2026-{ordinal:05d}" for ordinal in range(1, 81)]
