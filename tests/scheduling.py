"""Which worker runs what: tests that need the machine for themselves go last, on one.

pytest-xdist's own `loadgroup` writes the group into the test's id, which pytest 9.2 no
longer lets it (pytest-xdist issue 1386): everything would be spread without a word.
"""

import json
from functools import cached_property

from django.conf import settings
from xdist.scheduler import LoadScopeScheduling

# In the order of running, after all others: browsers on one stack, then what breaks it.
LAST = ("e2e", "fault")


def kind_of(item):
    return next((name for name in LAST if item.get_closest_marker(name)), None)


def last_file():
    return settings.PLACES.local / "last.json"


def tell_who_goes_last(items):
    """Leave word for the controller, who sees ids only; each worker says the same."""
    unfinished = last_file().with_suffix(f".{settings.WORKER}")
    unfinished.write_text(json.dumps([item.nodeid for item in items if kind_of(item)]))
    unfinished.rename(last_file())


class Scheduling(LoadScopeScheduling):
    """Hands out single tests, but those that go last as one piece of work."""

    @cached_property
    def last(self):
        return set(json.loads(last_file().read_text()))

    def _split_scope(self, nodeid):
        return "last" if nodeid in self.last else nodeid
