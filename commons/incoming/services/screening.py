"""What keeps any mail aside, whoever it is for."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from commons.delivery.messages import sender_address
from commons.incoming.enums import AsideReason, Note
from commons.incoming.letters import Parsed
from commons.incoming.models import Mail, MailTerms

# A mail that came through so many servers goes round in circles (RFC 5321, 6.3).
MOST_HOPS = 50
HOUR = timedelta(hours=1)
MEGABYTE = 1024 * 1024
_SEALED = frozenset({Note.ENCRYPTED.value, Note.WINMAIL.value})


def refusal(
    mail: Mail, parsed: Parsed, terms: MailTerms, *, is_for_machines: bool
) -> AsideReason | None:
    """Why a person must look at it first, or None."""
    if _is_loop(parsed):
        return AsideReason.LOOP
    if _came_before(mail):
        return AsideReason.REPLAY
    if not mail.is_whole or mail.size > terms.most_megabytes * MEGABYTE:
        return AsideReason.OVERSIZE
    if not is_for_machines and _is_flood(mail, terms):
        return AsideReason.FLOOD
    if parsed.notes & _SEALED and not parsed.text.strip():
        return AsideReason.ENCRYPTED
    return None


def _is_loop(parsed: Parsed) -> bool:
    """From an address of ours, whatever its tag, or round in circles."""
    own = {sender_address().lower(), settings.REPLY_ADDRESS.strip().lower()} - {""}
    local, at, domain = parsed.sender.rpartition("@")
    plain = f"{local.partition('+')[0]}{at}{domain}"
    return plain in own or parsed.hops > MOST_HOPS


def _came_before(mail: Mail) -> bool:
    """The same words from the same sender under the same Message-ID."""
    if not mail.message_id:
        return False
    same = Mail.objects.filter(fingerprint=mail.fingerprint)
    return same.exclude(pk=mail.pk).exists()


def _is_flood(mail: Mail, terms: MailTerms) -> bool:
    since = timezone.now() - HOUR
    lately = Mail.objects.filter(sender=mail.sender, received_at__gt=since)
    return lately.exclude(pk=mail.pk).count() >= terms.most_an_hour
