"""Pages that are kept until what they show changes (FOUNDATIONS, Reading)."""

from commons.pagecache.generations import bump, bump_everything
from commons.pagecache.pages import cached_page

__all__ = ["bump", "bump_everything", "cached_page"]
