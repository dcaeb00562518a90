"""What apps do when somebody's absence begins; they add it in `ready()`."""

from collections.abc import Callable

_beginners: dict[str, Callable[[int], None]] = {}


def on_begin(name: str, act: Callable[[int], None]) -> None:
    """Let `act(user_id)` run in the transaction that begins an absence."""
    _beginners[name] = act


def begin(user_id: int) -> None:
    for _, act in sorted(_beginners.items()):
        act(user_id)
