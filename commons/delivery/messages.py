"""The message itself: headers nobody can break out of, text, HTML, attachments."""

import re
from collections.abc import Iterable
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone

from commons.delivery.enums import Cause
from commons.delivery.flowing import PARAMS, flowed
from commons.delivery.models import Delivery
from commons.delivery.renderers import Rendered
from commons.design.context_processors import LANGUAGE_TAGS
from commons.files.models import StoredFile

# What a renderer may add; everything else is this module's business.
EXTRA_HEADERS = frozenset(
    {"List-Unsubscribe", "List-Unsubscribe-Post", "In-Reply-To", "References"}
)
LONGEST_SUBJECT = 200
# Signs that let the rest of a line read backwards: no name or title needs them.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


class Unusable(Exception):  # noqa: N818 -- says what the message is
    """No message can be made of it: a bad address, a missing attachment."""

    def __init__(self, reason: str, *, cause: Cause = Cause.OURS) -> None:
        super().__init__(reason)
        self.cause = cause


def build(delivery: Delivery, rendered: Rendered) -> EmailMessage:
    """Raises Unusable; the reason is fit for the list of failures."""
    message = EmailMessage(policy=SMTP)
    message["Message-ID"] = delivery.message_id
    message["Date"] = format_datetime(timezone.localtime(timezone.now()))
    message["From"] = settings.MAIL_FROM
    message["To"] = address_of(delivery.address)
    message["Subject"] = one_line(rendered.subject)[:LONGEST_SUBJECT]
    _say_how_to_answer(message, rendered)
    for name, value in rendered.headers:
        if name not in EXTRA_HEADERS:
            reason = f"Kopfzeile {name} ist nicht erlaubt"
            raise Unusable(reason)
        message[name] = one_line(value)
    text, html = (_TURNING.sub("", part) for part in (rendered.text, rendered.html))
    message.set_content(flowed(text), cte="quoted-printable", params=PARAMS)
    if html:
        message.add_alternative(html, subtype="html", cte="quoted-printable")
    attach(message, delivery.attachments.order_by("pk"))
    _enclose(message, rendered)
    # Last: setting the content drops every header that is named after it.
    language = rendered.language
    message["Content-Language"] = LANGUAGE_TAGS.get(language, language)
    return message


def _say_how_to_answer(message: EmailMessage, rendered: Rendered) -> None:
    """Whom an answer reaches; where nobody waits for one, machines keep silent.

    Exchange does not know `Auto-Submitted`, so it is told in its own words. Where an
    answer is wanted an absence is one too.
    """
    message["Auto-Submitted"] = "auto-generated"
    if rendered.reply_to:
        message["Reply-To"] = address_of(rendered.reply_to)
    else:
        message["X-Auto-Response-Suppress"] = "OOF, AutoReply"


def _enclose(message: EmailMessage, rendered: Rendered) -> None:
    for file in rendered.enclosed:
        main, _, sub = file.mime.partition("/")
        message.add_attachment(
            file.content,
            maintype=main,
            subtype=sub,
            filename=one_line(file.name),
            params=dict(file.params),
        )


def attach(message: EmailMessage, files: Iterable[StoredFile]) -> None:
    for file in files:
        try:
            with default_storage.open(file.path) as stored:
                content = stored.read()
        except OSError as error:
            reason = f"Anlage {file.pk} ist nicht lesbar"
            raise Unusable(reason) from error
        main, _, sub = file.mime.partition("/")
        message.add_attachment(
            content, maintype=main, subtype=sub, filename=one_line(file.name)
        )


def address_of(written: str) -> Address:
    """One plain address; its domain as the mail system spells it."""
    local, at, domain = written.strip().rpartition("@")
    try:
        host = domain.encode("idna").decode()
        address = Address(addr_spec=f"{local}@{host}")
    except (ValueError, IndexError, MessageError) as error:
        reason = "Die Adresse ist keine E-Mail-Adresse"
        raise Unusable(reason, cause=Cause.ADDRESS) from error
    if not (at and local and host) or _BREAKS.search(written):
        reason = "Die Adresse ist keine E-Mail-Adresse"
        raise Unusable(reason, cause=Cause.ADDRESS)
    return address


def sender_address() -> str:
    """The address alone, for the envelope."""
    return parseaddr(settings.MAIL_FROM)[1]


def one_line(text: str) -> str:
    """Without anything that could end a header and begin another.

    Python decodes "=?utf-8?q?=0ABcc:…?=" in what it is given, and the line break in it
    would stand in the message.
    """
    plain = _TURNING.sub("", _BREAKS.sub(" ", text))
    return plain.replace("=?", "= ?").strip()
