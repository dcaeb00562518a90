"""Messages of ours that came back: the outbox is told, nobody has to read them."""

from commons.delivery.envelopes import delivery_of_envelope
from commons.delivery.models import Delivery
from commons.delivery.services.bounces import note_bounce
from commons.incoming.enums import AsideReason, Automatic
from commons.incoming.handlers import Filed, PutAside
from commons.incoming.letters import Parsed
from commons.incoming.models import Mail

KIND = "delivery"
# What a machine sends to a return path without being a failure: a holiday note.
HARMLESS = frozenset({Automatic.ABSENCE, Automatic.RECEIPT, Automatic.OTHER})


def matches(parsed: Parsed) -> bool:
    """It was sent to the return path of one of our deliveries."""
    return parsed.automatic != Automatic.NONE and _delivery_of(parsed) is not None


def handle(_mail: Mail, parsed: Parsed) -> Filed | PutAside:
    delivery = _delivery_of(parsed)
    if delivery is None:
        return PutAside(AsideReason.UNKNOWN_ADDRESS)
    bounce = parsed.bounce
    if bounce is not None:
        note_bounce(delivery, is_permanent=bounce.is_permanent, code=bounce.code)
    elif parsed.automatic not in HARMLESS:
        return PutAside(AsideReason.UNREADABLE)
    return Filed(KIND, delivery.pk, is_settled=True)


def _delivery_of(parsed: Parsed) -> Delivery | None:
    found = (delivery_of_envelope(address) for address in parsed.recipients)
    return next((delivery for delivery in found if delivery is not None), None)
