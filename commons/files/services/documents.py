"""What people attach: pictures made anew, PDFs looked through, documents of offices."""

from collections.abc import Sequence
from importlib import import_module

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from commons.errors import RuleViolation
from commons.files.models import StoredFile
from commons.files.services import archives
from commons.files.services.storing import store_bytes, store_image

MOST_BYTES = 10 * 1024 * 1024
PDF, PDF_START = "application/pdf", b"%PDF-"
# By name: its parser is loaded with the first PDF, not at the start of the server.
CHECKER = "commons.files.services.pdfs"
# What a browser offers to choose from; what comes is looked at all the same.
ACCEPTED = (
    "application/pdf,image/jpeg,image/png,image/webp,.docx,.xlsx,.odt,.ods,"
    f"{archives.WORD},{archives.SHEET}"
)


def store_checked(
    uploads: Sequence[UploadedFile], *, most: int, by: Model | None, purpose: str
) -> list[StoredFile]:
    """Check and store; the guard of `purpose` decides who reads them.

    Raises:
        RuleViolation: too many, too large, broken, of a sort that we don't take, or
            with a program inside.
    """
    if len(uploads) > most:
        raise RuleViolation(
            _("Bitte hängen Sie höchstens %(most)s Dateien an.") % {"most": most},
            code="too_many_files",
        )
    return [_stored(upload, by=by, purpose=purpose) for upload in uploads]


def _stored(upload: UploadedFile, *, by: Model | None, purpose: str) -> StoredFile:
    start = upload.read(len(PDF_START))
    upload.seek(0)
    if not start.startswith((PDF_START, archives.START)):
        return store_image(upload, by=by, purpose=purpose)
    if (upload.size or 0) > MOST_BYTES:
        raise RuleViolation(
            _("Eine Datei ist größer als 10 Megabyte."), code="too_many_bytes"
        )
    content = upload.read()
    mime = PDF
    if start == PDF_START:
        content = import_module(CHECKER).checked(content)
    else:
        mime = _document_type(content)
    return store_bytes(upload.name or "", content, mime, by=by, purpose=purpose)


def _document_type(content: bytes) -> str:
    try:
        mime = archives.type_of(content)
    except archives.Macros:
        raise RuleViolation(
            _("Eine Datei enthält Makros. Bitte speichern Sie sie ohne Makros."),
            code="macros",
        ) from None
    if not mime:
        raise RuleViolation(
            _("Bitte hängen Sie nur Bilder, PDF, Word, Excel oder OpenDocument an."),
            code="mime",
        )
    return mime
