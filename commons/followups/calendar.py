"""Which days are no good for a Wiedervorlage; a higher app knows the calendar."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Calendar:
    """`why_free(day)` says why nobody works on it, or ""; `next_open(day)` gives the
    day itself, or the first one after it on which somebody does."""

    why_free: Callable[[date], str]
    next_open: Callable[[date], date]


_EVERY_DAY = Calendar(why_free=lambda _day: "", next_open=lambda day: day)
_known = {"calendar": _EVERY_DAY}


def follow(
    *, why_free: Callable[[date], str], next_open: Callable[[date], date]
) -> None:
    """Let this calendar say which days are free."""
    _known["calendar"] = Calendar(why_free, next_open)


def why_free(day: date) -> str:
    return _known["calendar"].why_free(day)


def next_open(day: date) -> date:
    return _known["calendar"].next_open(day)


@dataclass(frozen=True)
class Placed:
    """The day that a Wiedervorlage gets; `why` says what is wrong with that asked."""

    asked: date
    day: date
    why: str = ""


def place(day: date, *, is_named: bool) -> Placed:
    """A quick choice goes on to the next day of work, a day that was named stays.

    Neither happens in silence: the page says why.
    """
    why = why_free(day)
    if not why:
        return Placed(day, day)
    return Placed(day, day if is_named else next_open(day), why)
