"""Who may not choose another name just now; higher apps add what they ask.

A name stands at everything that somebody wrote, so it is words that others read.
"""

from collections.abc import Callable
from typing import Any

_checks: dict[str, Callable[[Any], None]] = {}


def add_check(name: str, check: Callable[[Any], None]) -> None:
    """Let `check(user)` raise RuleViolation for whoever may not."""
    _checks[name] = check


def require_may_rename(user: Any) -> None:
    for _, check in sorted(_checks.items()):
        check(user)
