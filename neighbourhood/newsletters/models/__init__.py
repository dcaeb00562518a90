from neighbourhood.newsletters.models.corrections import Correction
from neighbourhood.newsletters.models.items import Item
from neighbourhood.newsletters.models.newsletters import (
    MODERATING,
    Mailing,
    Newsletter,
)
from neighbourhood.newsletters.models.subscriptions import (
    SubscribedRegion,
    Subscription,
    SubscriptionProof,
)
from neighbourhood.newsletters.models.terms import NewsletterTerms, Rhythm

__all__ = [
    "MODERATING",
    "Correction",
    "Item",
    "Mailing",
    "Newsletter",
    "NewsletterTerms",
    "Rhythm",
    "SubscribedRegion",
    "Subscription",
    "SubscriptionProof",
]
