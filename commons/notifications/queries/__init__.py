"""What somebody was told, and who hears of what."""

from commons.notifications.queries.bell import (
    MOST_COUNTED,
    PAGE_SIZE,
    BellPage,
    Entry,
    bell_page,
    find,
    follow_behind,
    news_since,
    unread_count,
    url_of,
)
from commons.notifications.queries.follows import listeners, listeners_of
from commons.notifications.queries.wishes import Wishes, wishes_of

__all__ = [
    "MOST_COUNTED",
    "PAGE_SIZE",
    "BellPage",
    "Entry",
    "Wishes",
    "bell_page",
    "find",
    "follow_behind",
    "listeners",
    "listeners_of",
    "news_since",
    "unread_count",
    "url_of",
    "wishes_of",
]
