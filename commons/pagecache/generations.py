"""Generations: what a page was made of, and when that has changed.

A lost bump costs 60 seconds.
"""

import secrets
from collections.abc import Sequence
from functools import partial

from django.core.cache import cache
from django.db import transaction

LIFETIME = 60  # seconds that a page may outlive a lost bump
LONGEST_RENDERING = 600  # seconds; a bump must be remembered until such a page is old
# A generation of every page. It always has a value, so an emptied cache shows.
EVERYTHING = "everything"


def bump(*generations: str) -> None:
    """Let cached pages that show one of these generations end on commit."""
    transaction.on_commit(partial(end, generations), robust=True)


def bump_everything() -> None:
    """Let every cached page end: facts were loaded, a layout has changed."""
    bump(EVERYTHING)


def end(generations: Sequence[str]) -> None:
    # A fresh random value, not a counter: it may be forgotten as soon as no page
    # made under the value before can be alive.
    values = {key_of(name): secrets.randbits(62) for name in generations}
    cache.set_many(values, timeout=LIFETIME + LONGEST_RENDERING)


def key_of(name: str) -> str:
    return f"generation:{name}"


def begin() -> int:
    """A value of EVERYTHING where there is none: what was kept before is over."""
    value = secrets.randbits(62)
    cache.add(key_of(EVERYTHING), value, timeout=None)
    return value


def values_of(names: Sequence[str]) -> list[int]:
    """The values now; `names` begins with EVERYTHING."""
    keys = [key_of(name) for name in names]
    found = cache.get_many(keys)
    values = [found.get(key, 0) for key in keys]
    return values if values[0] else [begin(), *values[1:]]
