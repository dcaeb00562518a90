"""Who gets a mail back that cannot be delivered: an address of its own for each.

`MAIL FROM` names the delivery (VERP), so what comes back is told apart even where the
other server quotes nothing. The code in it keeps strangers from making bounces up.
"""

import re
from hmac import compare_digest

from django.conf import settings
from django.utils.crypto import salted_hmac

from commons.delivery import messages
from commons.delivery.models import Delivery

SALT = "commons.delivery.envelopes"
CODE_LENGTH = 16
LARGEST_ID = 2**63 - 1
_TAG = re.compile(r"b([1-9][0-9]{0,18})\.([0-9a-f]{16})", re.IGNORECASE)


def envelope_sender(delivery: Delivery) -> str:
    """The return path of this delivery; the common address where none is read."""
    local, at, domain = settings.REPLY_ADDRESS.strip().rpartition("@")
    if not (at and local):
        return messages.sender_address()
    return f"{local}+b{delivery.pk}.{_code(delivery, settings.SECRET_KEY)}@{domain}"


def delivery_of_envelope(address: str) -> Delivery | None:
    """Whose return path this is; None if it is nobody's, or of an earlier address."""
    local, _at, domain = address.strip().strip("<>").rpartition("@")
    ours = settings.REPLY_ADDRESS.strip().rpartition("@")
    name, _plus, tag = local.partition("+")
    match = _TAG.fullmatch(tag)
    is_ours = (name.lower(), domain.lower()) == (ours[0].lower(), ours[2].lower())
    if match is None or not is_ours or int(match[1]) > LARGEST_ID:
        return None
    delivery = Delivery.objects.select_related("to_user").filter(pk=match[1]).first()
    if delivery is None or not _is_genuine(delivery, match[2].lower()):
        return None
    return delivery


def _is_genuine(delivery: Delivery, code: str) -> bool:
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return any(compare_digest(_code(delivery, secret), code) for secret in secrets)


def _code(delivery: Delivery, secret: str) -> str:
    """The address is part of it: of an earlier one, no bounce counts.

    An account's too: whoever changes it because a mailbox is gone must not find the new
    one closed by what comes back from the old.
    """
    account = delivery.to_user.email if delivery.to_user else ""
    named = f"{delivery.pk}:{delivery.to_address or account}"
    digest = salted_hmac(SALT, named, secret=secret, algorithm="sha256")
    return digest.hexdigest()[:CODE_LENGTH]
