"""Parts of a cached page that people who are signed in share with each other.

Their page is rendered anew each time; what is the same for everybody, marked by
`{% shared "result" %}`, is kept in the process under the generations of the page.
"""

import time
from collections.abc import Callable, Sequence
from functools import cached_property

from commons.pagecache.generations import values_of
from commons.pagecache.nearby import Nearby, Page, is_fresh

_nearby = Nearby()


class Parts:
    """Those of one page in one language; generations are asked for once a request.

    They are read before the first part is rendered, so a change meanwhile ends it.
    """

    def __init__(self, key: str, names: Sequence[str]) -> None:
        self._key = key
        self._names = names

    @cached_property
    def values(self) -> list[int]:
        return values_of(self._names)

    def get_or_render(self, name: str, render: Callable[[], str]) -> str:
        key = f"{self._key}:{name}"
        values = self.values
        kept = _nearby.get(key)
        if kept is not None and is_fresh(kept, values):
            return kept.content.decode()
        content = render()
        _nearby.put(key, Page(values, time.time(), "", "", content.encode()))
        return content
