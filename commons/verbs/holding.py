"""Holding back what is told about something that may still be undone."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class _Hold:
    until: datetime
    is_among_many: bool
    ids: list[int] = field(default_factory=list)


_holds: ContextVar[tuple[_Hold, ...]] = ContextVar("holds", default=())


@contextmanager
def held_back(until: datetime, *, among_many: bool = False) -> Iterator[list[int]]:
    """Within, nobody is told of anything before `until`.

    Gives a list that fills with the ids of all that happens, told or not, so that
    `services.withdraw_all` can take it back. Holds may stand in each other: the
    latest moment counts, and each notes what happens within.

    Args:
        among_many: a hundred such things happen in a row. None of them wakes a worker:
            beat's sweep tells them when their time has come, and whoever does them
            nudges open pages now and then.
    """
    hold = _Hold(until, among_many)
    token = _holds.set((*_holds.get(), hold))
    try:
        yield hold.ids
    finally:
        _holds.reset(token)


def not_before(moment: datetime) -> datetime:
    """When may be told what else could be told at `moment`."""
    return max((moment, *(hold.until for hold in _holds.get())))


def is_among_many() -> bool:
    return any(hold.is_among_many for hold in _holds.get())


def note(happening_id: int) -> None:
    for hold in _holds.get():
        hold.ids.append(happening_id)
