"""Taking a mail apart: whatever is in it, the result is plain values.

Nothing here knows rows. Only tasks import it: the libraries behind it are slow to load.
"""

import email
from datetime import UTC, datetime
from email.message import Message
from email.policy import compat32
from email.utils import parsedate_to_datetime

from commons.incoming.enums import Automatic, Note
from commons.incoming.letters import Parsed
from commons.incoming.parsing import bounces, headers
from commons.incoming.parsing.automatic import automatic_of
from commons.incoming.parsing.bodies import body_of
from commons.incoming.parsing.cutting import cut
from commons.incoming.parsing.plain import tidy

LONGEST_TEXT = 100_000
MOST_LINES = 5_000
# The parser compares each line with the borders of all parts around it. A real mail of
# 25 MB has 350,000 lines and a dozen parts of parts.
MOST_COMPARISONS = 60_000_000


class Unreadable(Exception):  # noqa: N818 -- says what the mail is
    """The message cannot be taken apart at all."""


def parse(raw: bytes) -> Parsed:
    """Take a raw message apart.

    Raises:
        Unreadable: it is nested so deeply or built so badly that nothing can be read.
    """
    lines = raw.count(b"\n") + raw.count(b"\r")
    if lines * raw.lower().count(b"multipart/") > MOST_COMPARISONS:
        raise Unreadable
    try:
        message = email.message_from_bytes(raw, policy=compat32)
        return _parsed(message)
    except (RecursionError, MemoryError) as error:
        raise Unreadable(type(error).__name__) from error


def _parsed(message: Message) -> Parsed:
    body = body_of(message)
    notes = set(body.notes)
    text = tidy(body.text)
    whole = _shortened(text)
    if whole != text:
        notes.add(Note.SHORTENED)
    automatic = automatic_of(message, body_start=whole[:500])
    bounce = bounces.bounce_of(message) if automatic == Automatic.BOUNCE else None
    result = cut(whole)
    notes |= result.notes
    return Parsed(
        message_id=headers.one(message, "Message-ID")[:255],
        sender=headers.sender_of(message),
        subject=headers.one(message, "Subject")[:300],
        recipients=headers.recipients_of(message),
        sent_at=_date_of(message),
        text=whole,
        kept_lines=result.ranges,
        parts=tuple(body.parts),
        notes=frozenset(note.value for note in notes),
        automatic=automatic,
        bounce=bounce,
        hops=len(headers.all_of(message, "Received")),
    )


def _shortened(text: str) -> str:
    lines = text[:LONGEST_TEXT].split("\n")[:MOST_LINES]
    return "\n".join(lines)


def _date_of(message: Message) -> datetime | None:
    """The sender's claim; none that no database could hold."""
    try:
        written = parsedate_to_datetime(headers.one(message, "Date"))
        aware = written if written.tzinfo else written.replace(tzinfo=UTC)
        moment = aware.astimezone(UTC)
    except (TypeError, ValueError, OverflowError, IndexError):
        return None
    return moment if 1990 <= moment.year <= 2100 else None  # noqa: PLR2004 -- a lifetime of mail
