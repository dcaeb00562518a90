"""Reference numbers such as 2026-00042: per series and Berlin year of receipt.

Take a number last before the insert: the counter's row stays locked until commit.
A transaction that fails leaves no gap, one that reserves a block may.
"""

from datetime import datetime

from django.db import connection

from commons.clock import berlin_year

DIGITS = 5
LARGEST_BLOCK = 1_000_000

# Django's update_conflicts neither adds to a column nor returns it.
_ADVANCE = """
INSERT INTO numbers_counter (series, year, last) VALUES (%s, %s, %s)
ON CONFLICT (series, year) DO UPDATE SET last = numbers_counter.last + EXCLUDED.last
RETURNING last
"""


def next_number(series: str, received_at: datetime) -> str:
    """The next free number of the series in the Berlin year of receipt."""
    year = berlin_year(received_at)
    return format_number(year, reserve_block(series, year, 1))


def reserve_block(series: str, year: int, count: int) -> int:
    """Reserve `count` numbers in a row and return the first of them."""
    if not 1 <= count <= LARGEST_BLOCK:
        message = f"A block has 1 to {LARGEST_BLOCK} numbers, not {count}."
        raise ValueError(message)
    with connection.cursor() as cursor:
        cursor.execute(_ADVANCE, (series, year, count))
        (last,) = cursor.fetchone()
    return int(last) - count + 1


def format_number(year: int, ordinal: int) -> str:
    """At least five digits; the hundred-thousandth of a year has six."""
    return f"{year}-{ordinal:0{DIGITS}d}"
