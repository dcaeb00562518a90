"""The outbox: every message is a row before it is a message.

A row holds the renderer's key and ids, never the words: it is rendered at sending,
so a redaction or an undo until then still reaches it. What must not lie in the
open (a sign-in code) is sealed and wiped as soon as the row has ended.
"""

from commons.delivery.models.delivery import Delivery, DeliveryQuerySet, PrintRun
from commons.delivery.models.endpoints import Endpoint
from commons.delivery.models.flow import Bucket, Standstill
from commons.delivery.models.suppressions import Suppression

__all__ = [
    "Bucket",
    "Delivery",
    "DeliveryQuerySet",
    "Endpoint",
    "PrintRun",
    "Standstill",
    "Suppression",
]
