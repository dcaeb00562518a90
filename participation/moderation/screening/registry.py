"""The registry of checks; higher apps add what only they can notice."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from participation.moderation.enums import HintCode, Strength


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
    duplicate. `rule` says which rule spoke, in our words and not in the author's:
    markings teach it. A check gives at most one finding a code, rule and target.
    """

    code: HintCode
    reason: str
    target_kind: str = ""
    target_id: int | None = None
    rule: str = ""
    strength: Strength = Strength.MEDIUM


@dataclass(frozen=True)
class Spot:
    """Where in a text a rule saw something; computed when shown, never stored."""

    start: int
    end: int
    code: HintCode
    rule: str


Check = Callable[[Screened], Iterable[Finding]]
Finder = Callable[[str], Iterable[Spot]]
_checks: dict[str, Check] = {}
_finders: dict[str, Finder] = {}


def register(name: str, check: Check) -> None:
    """Let `check` look at every contribution; the name keeps it from running twice."""
    _checks[name] = check


def all_checks() -> list[Check]:
    return [check for _, check in sorted(_checks.items())]


def register_finder(name: str, finder: Finder) -> None:
    """Let `finder` show in a text what its check saw there."""
    _finders[name] = finder


def spots_in(text: str) -> list[Spot]:
    """What rules see in a text, in its order; of two that overlap the first stays."""
    found = sorted(
        (spot for _, finder in sorted(_finders.items()) for spot in finder(text)),
        key=lambda spot: (spot.start, -spot.end),
    )
    apart: list[Spot] = []
    for spot in found:
        if not apart or spot.start >= apart[-1].end:
            apart.append(spot)
    return apart
