"""What the page of an entry shows beside the entry."""

from participation.pool.enums import Weekday
from participation.pool.models import CalendarSource, Inquiry, Offer

MOST_INQUIRIES = 30


def inquiries_of(offer: Offer) -> list[Inquiry]:
    """The newest first; one query."""
    rows = Inquiry.objects.filter(offer=offer).select_related("by")
    return list(rows.order_by("-created_at", "-pk")[:MOST_INQUIRIES])


def source_of(offer: Offer) -> CalendarSource | None:
    return CalendarSource.objects.filter(offer=offer).first()


def weekdays_in_words(offer: Offer) -> str:
    """ "Montag, Dienstag"; empty where every day will do."""
    days = sorted(set(offer.weekdays))
    if not days or len(days) == len(Weekday):
        return ""
    return ", ".join(str(Weekday(day).label) for day in days)
