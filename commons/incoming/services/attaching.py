"""Files of a mail: looked at, not believed; the rest stays in the original."""

from django.core.files.uploadedfile import SimpleUploadedFile

from commons.errors import RuleViolation
from commons.files import services as files
from commons.files.models import StoredFile
from commons.files.services import archives
from commons.incoming.enums import Fate
from commons.incoming.letters import Parsed, Part
from commons.incoming.models import Attachment, Mail
from commons.incoming.parsing import charsets
from commons.incoming.services.taking import PURPOSE

MOST_FILES = 10
MOST_BYTES = 20 * 1024 * 1024
# Logos and icons of signatures.
LARGEST_ORNAMENT = 30_000
IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"RIFF")
TEXTS = {"text/plain", "text/csv", "text/calendar"}


def attach(mail: Mail, parsed: Parsed) -> None:
    """Store what is allowed; of the rest only its size and why."""
    wanted = [part for part in parsed.parts if not _is_ornament(part)]
    for position, part in enumerate(wanted):
        fate, stored = _judged(part, is_surplus=position >= MOST_FILES)
        Attachment.objects.create(
            mail=mail, position=position, fate=fate, size=len(part.content), file=stored
        )


def _is_ornament(part: Part) -> bool:
    is_image = part.content.startswith(IMAGES) or part.content.startswith(b"GIF8")
    return part.is_inline and is_image and len(part.content) <= LARGEST_ORNAMENT


def _judged(part: Part, *, is_surplus: bool) -> tuple[Fate, StoredFile | None]:
    if is_surplus:
        return Fate.TOO_MANY, None
    if len(part.content) > MOST_BYTES:
        return Fate.TOO_LARGE, None
    try:
        return _stored(part)
    except archives.Macros:
        return Fate.MACROS, None
    except RuleViolation:
        return Fate.UNKNOWN_TYPE, None


def _stored(part: Part) -> tuple[Fate, StoredFile | None]:
    """Raises RuleViolation for what `files` does not take, such as an empty one."""
    if part.content.startswith(IMAGES):
        return Fate.IMAGE, _image(part)
    mime = _mime_of(part)
    return Fate.KEPT, files.store_bytes(part.name, part.content, mime, purpose=PURPOSE)


def _image(part: Part) -> StoredFile:
    """Written anew: pixels, no coordinates, nothing behind them."""
    upload = SimpleUploadedFile(part.name or "bild.jpg", part.content)
    return files.store_image(upload, by=None, purpose=PURPOSE)


def _mime_of(part: Part) -> str:
    """By what is in it; "" for what we do not hand on."""
    content = part.content
    if content.startswith(b"%PDF-"):
        return "application/pdf"
    if content.startswith(b"PK\x03\x04"):
        return archives.type_of(content)
    if part.mime in TEXTS and _is_text(content):
        return part.mime
    return ""


def _is_text(content: bytes) -> bool:
    """Readable, and no web page that calls itself text."""
    text, _was_wrong = charsets.decode(content)
    is_page = text.lstrip()[:200].lower().startswith(("<!doctype", "<html", "<script"))
    return "\x00" not in text and not is_page
