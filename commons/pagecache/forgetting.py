"""Pages that must not lie anywhere any more: words were removed from what they show.

A bump alone ends them for readers; the bytes would stay in the cache server for up to a
minute, and in the memory of other processes until something newer takes their place.
"""

from django.core.cache import cache
from django.db import transaction

from commons.pagecache.generations import EVERYTHING, end
from commons.pagecache.nearby import forget_all

PAGES = "page:*"


def forget_pages() -> None:
    """On commit: let all pages end, and delete what is kept of them."""
    transaction.on_commit(_forget, robust=True)


def _forget() -> None:
    end((EVERYTHING,))
    forget_all()
    cache.delete_matching(PAGES)  # type: ignore[attr-defined]  # of our own backend
