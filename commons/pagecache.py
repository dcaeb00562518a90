"""The page cache for anonymous visitors; see FOUNDATIONS.md."""

from functools import partial

from django.core.cache import cache
from django.db import transaction


def bump(*generations: str) -> None:
    """Let cached pages that show one of these generations end on commit."""
    transaction.on_commit(partial(_bump, generations))


def _bump(generations: tuple[str, ...]) -> None:
    for name in generations:
        try:
            cache.incr(f"generation:{name}")
        except ValueError:
            cache.add(f"generation:{name}", 1, timeout=None)
