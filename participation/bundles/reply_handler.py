"""Mail to the address of a bundle: one mail about several cases.

A machine cannot say which of them it means, so it waits under "Nicht zugeordnet" with
the bundle as a hint, and a person files it with a case.
"""

from commons.delivery.envelopes import delivery_of_envelope
from commons.incoming.enums import AsideReason, Automatic
from commons.incoming.handlers import Filed, PutAside
from commons.incoming.letters import Parsed
from commons.incoming.models import Mail
from commons.incoming.services import addresses
from participation.bundles import workflow
from participation.bundles.models import Bundle
from participation.bundles.services.replying import KIND, PURPOSE


def matches(parsed: Parsed) -> bool:
    return addresses.find(PURPOSE, parsed.recipients) is not None


def handle(mail: Mail, parsed: Parsed) -> Filed | PutAside:  # noqa: ARG001 -- a handler's shape
    row = addresses.find(PURPOSE, parsed.recipients)
    bundle = Bundle.objects.filter(pk=row.target_id).first() if row else None
    if row is None or bundle is None:
        return PutAside(AsideReason.UNKNOWN_ADDRESS)
    if addresses.is_over(row):
        return _aside(bundle, AsideReason.EXPIRED)
    if parsed.automatic != Automatic.NONE:
        return _aside(bundle, AsideReason.AUTOMATIC)
    is_over = bundle.state in workflow.ENDED
    return _aside(bundle, AsideReason.CLOSED if is_over else AsideReason.SEVERAL)


def notes_match(parsed: Parsed) -> bool:
    """A machine answers the return path of a bundle's mail (RFC 3834)."""
    return parsed.automatic != Automatic.NONE and _behind(parsed) is not None


def handle_note(mail: Mail, parsed: Parsed) -> Filed | PutAside:  # noqa: ARG001 -- a handler's shape
    bundle = _behind(parsed)
    if bundle is None:
        return PutAside(AsideReason.AUTOMATIC)
    return _aside(bundle, AsideReason.AUTOMATIC)


def _aside(bundle: Bundle, reason: AsideReason) -> PutAside:
    """Seen by those who look after its Stadtteil; of several, by all at the desk."""
    regions = set(bundle.items.values_list("referral__idea__region_id", flat=True))
    only = regions.pop() if len(regions) == 1 else None
    return PutAside(reason, KIND, bundle.pk, only)


def _behind(parsed: Parsed) -> Bundle | None:
    paths = (delivery_of_envelope(address) for address in parsed.recipients)
    delivery = next((row for row in paths if row is not None), None)
    if delivery is None or "bundle" not in delivery.params:
        return None
    return Bundle.objects.filter(pk=delivery.params["bundle"]).first()
