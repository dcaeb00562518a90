"""What a QR code at the door says: which registration it is, signed by us.

It opens no page: whoever lets people in looks it up (`checking_in.by_ticket`).
"""

from django.core.signing import BadSignature, Signer

from events.calendar.models import Registration

_SIGNER = Signer(salt="events.calendar.ticket", sep=":")


def ticket_of(registration: Registration) -> str:
    return _SIGNER.sign(str(registration.pk))


def registration_id_of(ticket: str) -> int | None:
    """None for what we have not signed."""
    try:
        return int(_SIGNER.unsign(ticket.strip()))
    except (BadSignature, ValueError):
        return None
