"""Which decisions can be objected to, and how each is undone; their owners register it.

A decision that changed the state of a contribution needs nothing here. One about
something else (a person who is blocked), or one that changed something else of a
contribution (words that were blackened), is registered by its kind or by its verdict.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from commons.accounts.http import HttpRequest
from participation.moderation.enums import Verdict
from participation.moderation.models import Decision


def _nothing(_target: Any) -> None:
    return None


def _no_words(_target: Any) -> str:
    return ""


@dataclass(frozen=True)
class Appeal:
    """How one sort of decision is objected to.

    `lock(decision)` gives what it is about with its row locked, and raises
    RuleViolation (`gone`) where that is no more; `find(decision)` the same for reading,
    or None.
    `author_of(target)` is the id of the account that it went against: it may object,
    and never decides. `stands(decision, target)` says whether there is still something
    to undo. `undo(decision, target, text=…, by=…)` undoes it by a new decision whose
    reasons are `text`, inside the transaction that decides on the complaint.

    `people_of(decision, target)` gives the ids of the accounts that may object, where
    that is not the author alone. `region_of` says whose desk it is, `title_of` and
    `url_of` how its pages name it; `template` shows it to whoever decides (context:
    `contribution`, `decision`).
    """

    lock: Callable[[Decision], Any]
    find: Callable[[Decision], Any]
    author_of: Callable[[Any], int | None]
    stands: Callable[[Decision, Any], bool]
    undo: Callable[..., Any]
    people_of: Callable[[Decision, Any], Collection[int]] | None = None
    region_of: Callable[[Any], int | None] = _nothing
    title_of: Callable[[Any], str] = _no_words
    url_of: Callable[[Any], str] = _no_words
    template: str = ""

    def may_object(self, user_id: int | None, decision: Decision, target: Any) -> bool:
        """Whether this account is one of those that the decision went against."""
        if user_id is None:
            return False
        if self.people_of is not None:
            return user_id in self.people_of(decision, target)
        return user_id == self.author_of(target)


@dataclass(frozen=True)
class Door:
    """Another way in for authors without an account, such as a pick-up code.

    `holds(request, target)` says whether this session has shown it; `address(target)`
    is the path of the page where it is typed, or "" where there is none to type.
    """

    holds: Callable[[HttpRequest, Any], bool]
    address: Callable[[Any], str]


_by_kind: dict[str, Appeal] = {}
_by_verdict: dict[str, Appeal] = {}
_doors: dict[str, Door] = {}


def register(appeal: Appeal, *, kind: str = "", verdict: Verdict | str = "") -> None:
    """For all decisions about a kind, or for those with one verdict of any kind.

    The verdict counts first.
    """
    if bool(kind) == bool(verdict):
        message = "An appeal is registered by its kind or by its verdict."
        raise ValueError(message)
    if verdict:
        _by_verdict[Verdict(verdict)] = appeal
    else:
        _by_kind[kind] = appeal


def find(decision: Decision) -> Appeal | None:
    """What was registered; None for a decision about a contribution's state."""
    return _by_verdict.get(decision.verdict) or _by_kind.get(decision.kind)


def register_door(kind: str, door: Door) -> None:
    _doors[kind] = door


def door_of(kind: str) -> Door | None:
    return _doors.get(kind)
