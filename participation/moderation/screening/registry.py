"""The registry of checks; higher apps add what only they can notice."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from participation.moderation.enums import HintCode


@dataclass(frozen=True)
class Screened:
    """A contribution as checks see it; `text` holds all its words, the title too."""

    kind: str
    contribution: Any
    text: str


@dataclass(frozen=True)
class Finding:
    """A hint to be. `reason` is German and never repeats what it found.

    With `target_kind` and `target_id` it points to something, such as a likely
    duplicate. A check gives at most one finding a code and target.
    """

    code: HintCode
    reason: str
    target_kind: str = ""
    target_id: int | None = None


Check = Callable[[Screened], Iterable[Finding]]
_checks: dict[str, Check] = {}


def register(name: str, check: Check) -> None:
    """Let `check` look at every contribution; the name keeps it from running twice."""
    _checks[name] = check


def all_checks() -> list[Check]:
    return [check for _, check in sorted(_checks.items())]
