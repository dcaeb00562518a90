"""Files that a department gives along: pictures made anew, PDFs looked through."""

from collections.abc import Iterable
from importlib import import_module

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.files import services as files
from commons.files.models import StoredFile

PURPOSE = "statement"
MOST_FILES = 5
PDF = "application/pdf"
PDF_START = b"%PDF-"
# By name: its parser is loaded with the first PDF, not at the start of the server.
CHECKER = "commons.files.services.pdfs"


def store_all(
    uploads: Iterable[UploadedFile], *, by: User | None
) -> tuple[StoredFile, ...]:
    """Check and store; whoever may see the case may read them.

    Raises:
        RuleViolation: too many, too large, broken, or something beside picture or PDF.
    """
    chosen = list(uploads)
    if len(chosen) > MOST_FILES:
        raise RuleViolation(
            _("Bitte hängen Sie höchstens fünf Dateien an."), code="too_many_files"
        )
    return tuple(_stored(upload, by=by) for upload in chosen)


def _stored(upload: UploadedFile, *, by: User | None) -> StoredFile:
    start = upload.read(len(PDF_START))
    upload.seek(0)
    if start != PDF_START:
        return files.store_image(upload, by=by, purpose=PURPOSE)
    content = import_module(CHECKER).checked(upload.read())
    return files.store_bytes(upload.name or "", content, PDF, by=by, purpose=PURPOSE)
