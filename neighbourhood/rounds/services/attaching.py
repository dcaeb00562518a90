"""Papers that come with a statement: pictures are made anew, PDFs kept as they are."""

from collections.abc import Iterable

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.files import services as files
from commons.files.models import StoredFile

PURPOSE = "round"
MOST_FILES = 5
PDF = b"%PDF-"


def stored(uploads: Iterable[UploadedFile], *, by: User | None) -> list[StoredFile]:
    """Keep what came with a statement.

    Raises:
        RuleViolation: too many, too large, or neither PDF nor picture.
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
    name = upload.name or "anlage.pdf"
    return files.store_bytes(
        name, upload.read(), "application/pdf", by=by, purpose=PURPOSE
    )
