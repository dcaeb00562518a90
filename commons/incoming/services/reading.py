"""Taking a stored mail apart and giving it to the app whose address it bears.

Only tasks import it: the parser's libraries are slow to load. Each attempt is counted
before it begins, so a message that kills its worker is kept aside in the end.
"""

import hashlib
from datetime import timedelta

import structlog
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from commons.files import services as files
from commons.incoming import handlers, parsing
from commons.incoming.enums import AsideReason, MailState
from commons.incoming.handlers import Filed, Handler, PutAside
from commons.incoming.letters import Parsed
from commons.incoming.models import Mail, MailTerms
from commons.incoming.services import screening
from commons.incoming.services.attaching import attach
from commons.incoming.services.settling import file, put_aside, turn_away
from commons.incoming.services.wiping import wipe_now
from commons.terms.queries import current

log = structlog.get_logger(__name__)
MOST_ATTEMPTS = 3
STEP = 50
# A woken task reads it at once; the sweep leaves it that long to do so.
GRACE = timedelta(seconds=30)


def read_waiting() -> int:
    """Read what no woken task has read; gives the number of mails."""
    since = timezone.now() - GRACE
    waiting = Mail.objects.filter(state=MailState.RECEIVED, received_at__lt=since)
    pks = list(waiting.order_by("received_at").values_list("pk", flat=True)[:STEP])
    return sum(read(pk) for pk in pks)


def read(mail_id: int) -> bool:
    """Judge one mail; False if another worker has it or it is judged already."""
    waiting = Mail.objects.filter(pk=mail_id, state=MailState.RECEIVED)
    if not waiting.update(attempts=F("attempts") + 1):
        return False
    try:
        return _read(mail_id)
    except Exception as error:
        log.exception("incoming.read_failed", mail=mail_id, error=type(error).__name__)
        return _give_up(mail_id)


@transaction.atomic
def _read(mail_id: int) -> bool:
    mail = _claimed(mail_id)
    if mail is None:
        return False
    if mail.attempts > MOST_ATTEMPTS or mail.raw is None:
        put_aside(mail, PutAside(AsideReason.UNREADABLE))
        return True
    raw = files.read(mail.raw)
    try:
        parsed = parsing.parse(raw)
    except parsing.Unreadable:
        put_aside(mail, PutAside(AsideReason.UNREADABLE))
        return True
    _fill(mail, parsed)
    attach(mail, parsed)
    handler = handlers.find(parsed)
    verdict = _judged(mail, parsed, handler)
    is_private = handler is not None and handler.is_private(parsed)
    _settle(mail, verdict, is_private=is_private)
    log.info("incoming.read", mail=mail.pk, state=mail.state, reason=mail.reason)
    return True


def _claimed(mail_id: int) -> Mail | None:
    rows = Mail.objects.select_for_update(of=("self",), skip_locked=True)
    found: Mail | None = rows.filter(pk=mail_id, state=MailState.RECEIVED).first()
    return found


@transaction.atomic
def _give_up(mail_id: int) -> bool:
    """After the last attempt a person has to look; before, a later one may succeed."""
    mail = _claimed(mail_id)
    if mail is None or mail.attempts < MOST_ATTEMPTS:
        return False
    put_aside(mail, PutAside(AsideReason.UNREADABLE))
    return True


def _settle(mail: Mail, verdict: Filed | PutAside, *, is_private: bool) -> None:
    if isinstance(verdict, PutAside):
        (turn_away if is_private else put_aside)(mail, verdict)
        return
    file(mail, verdict)
    if is_private and verdict.is_settled:
        wipe_now(mail)


def _fill(mail: Mail, parsed: Parsed) -> None:
    mail.message_id, mail.sender = parsed.message_id, parsed.sender
    mail.subject, mail.sent_at = parsed.subject, parsed.sent_at
    mail.text = parsed.text
    mail.kept_lines = [list(pair) for pair in parsed.kept_lines]
    mail.notes, mail.automatic = sorted(parsed.notes), parsed.automatic
    mail.fingerprint = _fingerprint(parsed)
    mail.read_at = timezone.now()


def _fingerprint(parsed: Parsed) -> str:
    """Of what the sender wrote, not of the way it took."""
    written = hashlib.sha256(parsed.text.encode())
    for part in parsed.parts:
        written.update(hashlib.sha256(part.content).digest())
    named = f"{parsed.message_id}\n{parsed.sender}\n{parsed.subject}\n"
    return hashlib.sha256(named.encode() + written.digest()).hexdigest()


def _judged(mail: Mail, parsed: Parsed, handler: Handler | None) -> Filed | PutAside:
    is_for_machines = handler is not None and handler.is_for_machines
    reason = screening.refusal(
        mail, parsed, current(MailTerms), is_for_machines=is_for_machines
    )
    if reason is not None:
        return PutAside(reason)
    if handler is None:
        is_machine = parsed.automatic != ""
        unknown = AsideReason.UNKNOWN_ADDRESS
        return PutAside(AsideReason.AUTOMATIC if is_machine else unknown)
    return handler.handle(mail, parsed)
