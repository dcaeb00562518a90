"""What a process itself keeps, so that a hit moves only the values of generations."""

import threading
import time
from collections import OrderedDict
from typing import NamedTuple

from commons.pagecache.generations import LIFETIME

NEARBY_BYTES = 24 * 1024 * 1024  # in each process


class Page(NamedTuple):
    """A page or a part of one; `generations` are the values it was rendered under."""

    generations: list[int]
    made_at: float
    etag: str
    content_type: str
    content: bytes  # of a page compressed


def is_fresh(page: Page, values: list[int]) -> bool:
    return page.generations == values and time.time() - page.made_at < LIFETIME


_known: list["Nearby"] = []


class Nearby:
    """Pages in this process, the least used thrown out first; shared by threads."""

    def __init__(self) -> None:
        _known.append(self)
        self._pages: OrderedDict[str, Page] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, key: str) -> Page | None:
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, key: str, page: Page) -> None:
        with self._lock:
            self._forget(key)
            self._pages[key] = page
            self._bytes += len(page.content)
            while self._bytes > NEARBY_BYTES:
                self._forget(next(iter(self._pages)))

    def forget_all(self) -> None:
        with self._lock:
            self._pages.clear()
            self._bytes = 0

    def _forget(self, key: str) -> None:
        page = self._pages.pop(key, None)
        if page is not None:
            self._bytes -= len(page.content)


def forget_all() -> None:
    """Drop every page and part that this process keeps."""
    for kept in _known:
        kept.forget_all()
