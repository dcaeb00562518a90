"""Pages that are kept until what they show changes (FOUNDATIONS, Reading)."""

from commons.pagecache.forgetting import forget_pages
from commons.pagecache.generations import bump, bump_everything
from commons.pagecache.pages import cached_page, share_nothing

__all__ = ["bump", "bump_everything", "cached_page", "forget_pages", "share_nothing"]
