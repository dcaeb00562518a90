"""What an interim notice is made of: codes, ids and days, never anybody's words."""

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Self

from participation.notices.enums import Cause, Stage, Step

Happened = tuple[Step, date]


@dataclass(frozen=True)
class Story:
    """Where an idea is and what happened since the last news.

    `department` is the id of who has it; `amt_on` is the department's day as long as
    it lies ahead, `was_due_on` the one that passed. `next_on` is when the readers hear
    next.
    """

    stage: Stage
    since: date
    news_on: date
    next_on: date
    department: int | None = None
    amt_on: date | None = None
    was_due_on: date | None = None
    cause: Cause = Cause.NONE
    steps: tuple[Happened, ...] = ()

    def until(self, next_on: date) -> Self:
        return replace(self, next_on=next_on)

    def as_json(self) -> dict[str, Any]:
        values = asdict(self)
        values["steps"] = [[step, day.isoformat()] for step, day in self.steps]
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in values.items()
        }

    @classmethod
    def of_json(cls, values: dict[str, Any]) -> Self:
        return cls(
            stage=Stage(values["stage"]),
            since=date.fromisoformat(values["since"]),
            news_on=date.fromisoformat(values["news_on"]),
            next_on=date.fromisoformat(values["next_on"]),
            department=values["department"],
            amt_on=_day(values["amt_on"]),
            was_due_on=_day(values["was_due_on"]),
            cause=Cause(values["cause"]),
            steps=tuple(
                (Step(step), date.fromisoformat(day)) for step, day in values["steps"]
            ),
        )


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
