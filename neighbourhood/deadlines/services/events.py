"""Keeping what a clock did, and counting whose days were whose."""

from collections.abc import Iterable
from datetime import date, datetime

from commons.clock import berlin_date
from neighbourhood.deadlines import registry
from neighbourhood.deadlines.enums import ClockKind, Party
from neighbourhood.deadlines.models import ClockEvent, Deadline
from neighbourhood.deadlines.services.working_days import working_days_between


def note(  # noqa: PLR0913 -- one row, each part by its name
    deadline: Deadline,
    kind: ClockKind,
    *,
    at: datetime,
    cause: str,
    party: Party,
    working_days: int = 0,
    day: date | None = None,
) -> ClockEvent | None:
    """Write down what the clock of a stored deadline did; None if its table has none.

    Args:
        cause: a code of the app, why it did that.
        party: whose days those are from now on.
        working_days: by how many the due date moved.
        day: from when it counts, where that is not the day of `at`.
    """
    table = registry.table_of(deadline)
    events = table.event_class if table else None
    if table is None or events is None:
        return None
    return events._default_manager.create(
        **{table.event_key: deadline},
        kind=kind,
        at=at,
        day=day or berlin_date(at),
        cause=cause,
        party=party,
        working_days=working_days,
        due_on=deadline.due_on_id,
    )


def days_by_party(events: Iterable[ClockEvent], *, until: date) -> dict[Party, int]:
    """How many working days were whose, from the first event up to `until`.

    They add up to the working days of the whole span: each day is somebody's. Events
    stand in the order in which they were written; one that counts from a day before
    its own (a task that ran late) takes back what came after.
    """
    counted = dict.fromkeys((Party.AMT, Party.SPK, Party.RESIDENT), 0)
    rows = list(events)
    ends = [row.day for row in rows[1:]] + [until]
    for row, end in zip(rows, ends, strict=False):
        if row.party in counted:
            days = working_days_between(row.day, end)
            counted[Party(row.party)] += days
    return counted
