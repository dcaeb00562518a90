"""What a mail server says about a message of ours that came back."""

import re
from email.message import Message

from flufl.bounce import all_failures

from commons.incoming.letters import Bounce

_STATUS = re.compile(r"^\s*([245])\.(\d{1,3})\.(\d{1,3})")
UNKNOWN_CODE = "5.0.0"
UNKNOWN_DELAY = "4.0.0"
_DELAYS = {"delayed", "relayed", "delivered", "expanded"}


def bounce_of(message: Message) -> Bounce | None:
    """None if it reports no failure; whose message it was, the envelope says."""
    status, action = _reported(message)
    if status:
        is_permanent = status.startswith("5") or action == "failed"
        if status.startswith("2") or action in _DELAYS - {"delayed"}:
            return None
        return Bounce(is_permanent and action != "delayed", status)
    try:
        temporary, permanent = all_failures(message)
    except Exception:  # noqa: BLE001 -- twenty detectors, each with its own way to fail
        return None
    if permanent:
        return Bounce(is_permanent=True, code=UNKNOWN_CODE)
    return Bounce(is_permanent=False, code=UNKNOWN_DELAY) if temporary else None


def _reported(message: Message) -> tuple[str, str]:
    """Status and action of the first recipient a delivery status names."""
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        blocks = part.get_payload()
        listed = blocks if isinstance(blocks, list) else []
        for block in (block for block in listed if isinstance(block, Message)):
            found = _STATUS.match(str(block.get("Status", "")))
            if found:
                action = str(block.get("Action", "")).strip().lower()
                return ".".join(found.groups()), action
    return "", ""
