from participation.pool.models.booking import Booking, BookingQuerySet, Hold
from participation.pool.models.calendar import (
    BusyTime,
    CalendarSource,
    OfferCalendarKey,
)
from participation.pool.models.funding import (
    CostItem,
    FundingApplication,
    FundingCall,
    Headcount,
)
from participation.pool.models.offer import (
    MOST_PIECES,
    Inquiry,
    Offer,
    OfferMatch,
    OfferQuerySet,
    OfferSnapshot,
)
from participation.pool.models.terms import PoolTerms

__all__ = [
    "MOST_PIECES",
    "Booking",
    "BookingQuerySet",
    "BusyTime",
    "CalendarSource",
    "CostItem",
    "FundingApplication",
    "FundingCall",
    "Headcount",
    "Hold",
    "Inquiry",
    "Offer",
    "OfferCalendarKey",
    "OfferMatch",
    "OfferQuerySet",
    "OfferSnapshot",
    "PoolTerms",
]
