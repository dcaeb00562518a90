"""Which row of an event stands for which of its new times.

A row is what people have in their calendars and hold seats for: it is kept wherever a
time can be found that is the same date to them.
"""

from collections.abc import Callable, Hashable, Sequence
from datetime import datetime
from typing import TypeVar

from events.calendar.models import Occurrence

Time = TypeVar("Time")
Key = Callable[[datetime], Hashable]
Pairs = list[tuple[Occurrence, Time]]


def as_is(at: datetime) -> Hashable:
    return at


def paired(
    rows: list[Occurrence],
    times: list[Time],
    *,
    at: Callable[[Time], datetime],
    by: Sequence[Key],
) -> tuple[Pairs[Time], list[Occurrence], list[Time]]:
    """Rows with their new times, rows left over, times without a row.

    Where there is one of each, the event happens once, and was moved.

    Args:
        at: which place in the series a time has.
        by: what makes two moments the same date; each takes what those before left.
    """
    if len(rows) == len(times) == 1:
        return [(rows[0], times[0])], [], []
    pairs: Pairs[Time] = []
    for key in by:
        known: dict[Hashable, Occurrence] = {}
        for row in rows:
            known.setdefault(key(row.original_starts_at), row)
        new: list[Time] = []
        for time in times:
            row_of_it = known.pop(key(at(time)), None)
            if row_of_it is None:
                new.append(time)
            else:
                pairs.append((row_of_it, time))
        used = {row.pk for row, _time in pairs}
        rows, times = [row for row in rows if row.pk not in used], new
    return pairs, rows, times
