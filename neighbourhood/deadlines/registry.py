"""Which tables hold deadlines; a new holiday re-dates the open ones of each.

What the SPK promises itself, such as a first look, is no deadline of an Amt: higher
apps add here how it moves when days are lost.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.db.models import Q, QuerySet

from neighbourhood.deadlines.models import ClockEvent, Deadline, ReminderStep


@dataclass(frozen=True)
class DeadlineTable:
    """`is_open` picks the rows whose clock runs or is paused.

    `reminders` is the table of reminder steps and `reminder_key` its key to the
    deadline; `on_moved` hears of the rows that got another due date. `events` is the
    table where its clock's doings are kept and `event_key` its key, if there is one.
    """

    model: str
    is_open: Q
    reminders: str
    reminder_key: str
    on_moved: Callable[[QuerySet], None]
    events: str = ""
    event_key: str = ""

    @property
    def model_class(self) -> type[Deadline]:
        return apps.get_model(self.model)

    @property
    def reminder_class(self) -> type[ReminderStep]:
        return apps.get_model(self.reminders)

    @property
    def event_class(self) -> type[ClockEvent] | None:
        return apps.get_model(self.events) if self.events else None


_tables: dict[str, DeadlineTable] = {}


def register(table: DeadlineTable) -> None:
    _tables[table.model] = table


def table_of(deadline: Deadline) -> DeadlineTable | None:
    return _tables.get(deadline._meta.label)


def tables() -> list[DeadlineTable]:
    return [table for _, table in sorted(_tables.items())]


Follow = Callable[[Sequence[date]], int]
_promises: dict[str, Follow] = {}


def add_promise(name: str, follow: Follow) -> None:
    """Let `follow(lost_days)` move open promises to later days; it says how many."""
    _promises[name] = follow


def promises() -> list[Follow]:
    return [follow for _, follow in sorted(_promises.items())]
