"""Papers that come with a statement: pictures are made anew, PDFs looked through."""

from collections.abc import Iterable
from importlib import import_module

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.files import services as files
from commons.files.models import StoredFile
from commons.files.services.storing import MOST_BYTES

PURPOSE = "round"
MOST_FILES = 5
PDF = b"%PDF-"
# By name: its parser is loaded with the first PDF, not at the start of the server.
CHECKER = "commons.files.services.pdfs"


def stored(uploads: Iterable[UploadedFile], *, by: User | None) -> list[StoredFile]:
    """Keep what came with a statement.

    Raises:
        RuleViolation: too many, too large, neither PDF nor picture, or a PDF that does
            more than show pages.
    """
    uploads = list(uploads)
    if len(uploads) > MOST_FILES:
        raise RuleViolation(
            _("Höchstens %(most)s Dateien auf einmal.") % {"most": MOST_FILES},
            code="too_many_files",
        )
    return [_stored(upload, by=by) for upload in uploads]


def _stored(upload: UploadedFile, *, by: User | None) -> StoredFile:
    beginning = upload.read(len(PDF))
    upload.seek(0)
    if beginning != PDF:
        return files.store_image(upload, by=by, purpose=PURPOSE)
    name, content = upload.name or "anlage.pdf", upload.read()
    # What is larger, `store_bytes` refuses.
    if len(content) <= MOST_BYTES:
        import_module(CHECKER).require_harmless(content)
    return files.store_bytes(name, content, "application/pdf", by=by, purpose=PURPOSE)
