"""The text of a mail and its files, out of whatever parts it is built of."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message

from commons.incoming.enums import Note
from commons.incoming.letters import Part
from commons.incoming.parsing import charsets
from commons.incoming.parsing.headers import words
from commons.incoming.parsing.hypertext import LONGEST_HTML, text_of

MOST_PARTS = 200
# Signs of HTML in all parts together that are turned into text: that takes a while.
MOST_HTML = 1_000_000
DEEPEST = 30
SIGNATURES = {
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "application/pgp-signature",
    "application/pgp-keys",
}
SEALED = {"application/pkcs7-mime", "application/x-pkcs7-mime"}
WINMAIL = {"application/ms-tnef", "application/vnd.ms-tnef"}
# Parts of reports that are for machines.
MACHINE = {
    "message/delivery-status",
    "message/disposition-notification",
    "message/rfc822-headers",
    "text/rfc822-headers",
}


@dataclass
class Body:
    """What was found so far; `texts` are shown one below the other."""

    texts: list[str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    notes: set[Note] = field(default_factory=set)
    seen: int = 0
    room: int = MOST_HTML

    @property
    def text(self) -> str:
        return "\n\n".join(text for text in self.texts if text.strip())


def body_of(message: Message) -> Body:
    body = Body()
    _walk(message, body, depth=0)
    return body


def _walk(part: Message, body: Body, *, depth: int) -> None:
    body.seen += 1
    if depth > DEEPEST or body.seen > MOST_PARTS:
        return
    mime = part.get_content_type()
    if mime == "message/rfc822":
        body.notes.add(Note.FORWARDED)
        body.parts.append(Part(_name_of(part), mime, _flat(part)))
    elif part.is_multipart():
        _walk_several(part, mime, body, depth)
    elif mime in SIGNATURES:
        body.notes.add(Note.SIGNED)
    elif mime in SEALED:
        body.notes.add(Note.ENCRYPTED)
    elif mime not in MACHINE:
        _take(part, mime, body)


def _walk_several(part: Message, mime: str, body: Body, depth: int) -> None:
    children = _children(part)
    if mime == "multipart/encrypted":
        body.notes.add(Note.ENCRYPTED)
        return
    if mime == "multipart/signed":
        body.notes.add(Note.SIGNED)
        children = children[:1]
    if mime == "multipart/alternative":
        _walk_best(children, body, depth)
        return
    for child in children:
        _walk(child, body, depth=depth + 1)


def _walk_best(children: list[Message], body: Body, depth: int) -> None:
    """One of several forms of the same: plain text, if it says anything."""
    found: list[tuple[bool, Body]] = []
    for child in children:
        own = Body(seen=body.seen, room=body.room)
        _walk(child, own, depth=depth + 1)
        body.seen, body.room = own.seen, own.room
        found.append((Note.HTML_ONLY in own.notes, own))
    with_words = [pair for pair in found if pair[1].text.strip()]
    chosen = min(with_words, key=lambda pair: pair[0], default=None)
    for pair in found:
        body.parts.extend(pair[1].parts)
        body.notes |= pair[1].notes - {Note.HTML_ONLY, Note.CHARSET}
    if chosen is not None:
        body.texts.extend(chosen[1].texts)
        body.notes |= chosen[1].notes


def _take(part: Message, mime: str, body: Body) -> None:
    content = _content_of(part)
    name = _name_of(part)
    if mime in WINMAIL or name.lower() == "winmail.dat":
        body.notes.add(Note.WINMAIL)
        return
    if mime in {"text/plain", "text/html"} and not _is_file(part, name):
        text, was_wrong = charsets.decode(content, _charset_of(part))
        if mime == "text/html":
            text = _read_html(text, body)
            body.notes.add(Note.HTML_ONLY)
        if was_wrong:
            body.notes.add(Note.CHARSET)
        body.texts.append(_unarmoured(text, body))
    elif content:
        is_inline = bool(part.get("Content-ID")) and not _is_file(part, "")
        body.parts.append(Part(name, mime, content, is_inline=is_inline))


def _read_html(html: str, body: Body) -> str:
    html = html[:LONGEST_HTML]
    if len(html) > body.room:
        body.notes.add(Note.SHORTENED)
        return ""
    body.room -= len(html)
    return text_of(html)


def _is_file(part: Message, name: str) -> bool:
    try:
        disposition = part.get_content_disposition()
    except (ValueError, AttributeError, LookupError):
        disposition = None
    return disposition == "attachment" or bool(name)


def _name_of(part: Message) -> str:
    try:
        return words(part.get_filename() or "")
    except (UnicodeError, LookupError, ValueError, TypeError, AttributeError):
        return ""


def _charset_of(part: Message) -> str:
    try:
        return str(part.get_param("charset") or "")
    except (UnicodeError, LookupError, ValueError, TypeError):
        return ""


def _content_of(part: Message) -> bytes:
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError, TypeError):
        return b""
    return content if isinstance(content, bytes) else b""


def _flat(part: Message) -> bytes:
    try:
        return b"".join(bytes(child) for child in _children(part))
    except (ValueError, LookupError, KeyError, TypeError, AttributeError):
        return b""


def _children(part: Message) -> list[Message]:
    payload = part.get_payload()
    if not isinstance(payload, list):
        return []
    return [child for child in payload if isinstance(child, Message)]


def _unarmoured(text: str, body: Body) -> str:
    """The words between the lines of a signature made with PGP inside the text."""
    if not text.lstrip().startswith("-----BEGIN PGP"):
        return text
    if text.lstrip().startswith("-----BEGIN PGP MESSAGE"):
        body.notes.add(Note.ENCRYPTED)
        return ""
    body.notes.add(Note.SIGNED)
    return "\n".join(_signed_lines(text))


def _signed_lines(text: str) -> Iterator[str]:
    is_in_head = False
    for line in text.splitlines():
        if line.startswith("-----BEGIN PGP SIGNED"):
            is_in_head = True
        elif line.startswith("-----BEGIN PGP SIGNATURE"):
            return
        elif is_in_head:
            is_in_head = bool(line.strip())
        else:
            yield line.removeprefix("- ")
