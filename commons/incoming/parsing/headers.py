"""Headers as words; none of them is trusted to be well-formed."""

from binascii import Error as Base64Error
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses

from commons.incoming.parsing import charsets
from commons.incoming.parsing.plain import one_line

# Where the address stands that a mail was sent to: the envelope's first.
RECIPIENTS = ("X-Original-To", "Delivered-To", "Envelope-To", "To", "Cc")
LONGEST_HEADER = 20_000
LONGEST_ADDRESS = 254
MOST_RECIPIENTS = 100


def all_of(message: Message, name: str) -> list[str]:
    """The raw values of a header as bytes in a string; never raises."""
    wanted = name.lower()
    return [
        str(value)[:LONGEST_HEADER]
        for key, value in message.raw_items()
        if key.lower() == wanted
    ]


def one(message: Message, name: str) -> str:
    """A header in one line of readable text; "" where it is missing."""
    values = all_of(message, name)
    return words(values[0]) if values else ""


def words(raw: str) -> str:
    content = raw.encode("utf-8", "surrogateescape")
    plain, _was_wrong = charsets.decode(content)
    try:
        pieces = decode_header(plain)
    except (HeaderParseError, Base64Error, ValueError, IndexError):
        return one_line(plain)
    return one_line("".join(_word(piece, charset) for piece, charset in pieces))


def _word(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    return charsets.decode(piece, charset or "")[0]


def sender_of(message: Message) -> str:
    for name in ("From", "Sender", "Return-Path"):
        found = _addresses(all_of(message, name)[:1])
        if found:
            return found[0]
    return ""


def recipients_of(message: Message) -> tuple[str, ...]:
    raw = [value for name in RECIPIENTS for value in all_of(message, name)[:5]]
    return tuple(dict.fromkeys(_addresses(raw)))[:MOST_RECIPIENTS]


def _addresses(raw: list[str]) -> list[str]:
    """Plain addresses in lower case; what is none is left out."""
    readable = [charsets.decode(v.encode("utf-8", "surrogateescape"))[0] for v in raw]
    try:
        pairs = getaddresses(readable)
    except (ValueError, IndexError, TypeError, AttributeError):
        return []
    written = (one_line(address).lower() for _name, address in pairs)
    return [address for address in written if _is_address(address)]


def _is_address(address: str) -> bool:
    local, at, domain = address.rpartition("@")
    is_whole = bool(local and at and domain) and " " not in address
    return is_whole and len(address) <= LONGEST_ADDRESS
