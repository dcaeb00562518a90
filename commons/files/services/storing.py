import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import IO, Any, cast

import structlog
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import connection, models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.errors import RuleViolation
from commons.files.enums import FileKind, Rendition
from commons.files.models import StoredFile
from commons.files.services.images import re_encode
from commons.files.services.names import clean_name

log = structlog.get_logger(__name__)

MOST_BYTES = 25 * 1024 * 1024
SMALLEST_AGE = timedelta(days=1)  # a form may still be open that will use the file
EXTENSIONS = {
    "application/pdf": ".pdf",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/vnd.oasis.opendocument.text": ".odt",
    "image/jpeg": ".jpg",
    "image/webp": ".webp",
    "message/rfc822": ".eml",
    "text/calendar": ".ics",
    "text/csv": ".csv",
    "text/plain": ".txt",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}


def store_image(
    uploaded: UploadedFile, *, by: models.Model | None, purpose: str = ""
) -> StoredFile:
    """Re-encode an uploaded picture and store it in two sizes.

    Args:
        by: the uploader, or None for somebody without an account.
        purpose: whose guard decides who sees it; empty: only the uploader.

    Raises:
        RuleViolation: it is too large, animated, broken or no JPEG, PNG or WebP.
    """
    renditions = re_encode(cast("IO[bytes]", uploaded), uploaded.size or 0)
    with transaction.atomic():
        return StoredFile.objects.create(
            purpose=purpose,
            kind=FileKind.IMAGE,
            name=clean_name(uploaded.name or "", extension=".jpg"),
            mime="image/jpeg",
            sha256=_digest(renditions.large),
            size=len(renditions.large),
            path=_kept(renditions.large, "image/jpeg"),
            small_path=_kept(renditions.small, "image/webp"),
            width=renditions.width,
            height=renditions.height,
            uploaded_by_id=by.pk if by else None,
            created_at=timezone.now(),
        )


@transaction.atomic
def store_bytes(
    name: str,
    content: bytes,
    mime: str,
    *,
    by: models.Model | None = None,
    purpose: str = "",
) -> StoredFile:
    """Store a document as it is; it is only ever offered for download.

    Raises:
        RuleViolation: it is empty, too large or of a type that we don't keep.
    """
    if mime not in EXTENSIONS:
        message = _("Dateien dieses Typs nehmen wir nicht an.")
        raise RuleViolation(message, code="mime")
    if not 0 < len(content) <= MOST_BYTES:
        message = _("Die Datei ist leer oder größer als 25 Megabyte.")
        raise RuleViolation(message, code="size")
    return StoredFile.objects.create(
        purpose=purpose,
        kind=FileKind.DOCUMENT,
        name=clean_name(name, extension=EXTENSIONS[mime]),
        mime=mime,
        sha256=_digest(content),
        size=len(content),
        path=_kept(content, mime),
        uploaded_by_id=by.pk if by else None,
        created_at=timezone.now(),
    )


def dedicate(file: StoredFile, *, purpose: str) -> None:
    """Put a file to use: from now on the guard of this purpose decides."""
    file.purpose = purpose
    file.save(update_fields=["purpose"])


def read(file: StoredFile, rendition: Rendition = Rendition.LARGE) -> bytes:
    path = file.small_path if rendition is Rendition.SMALL else file.path
    with default_storage.open(path) as stream:
        return bytes(stream.read())


def delete(files: Iterable[StoredFile]) -> int:
    """Delete rows, and after the commit what no other row keeps on the disk."""
    chosen = list(files)
    paths = {path for file in chosen for path in (file.path, file.small_path) if path}
    StoredFile.objects.filter(pk__in=[file.pk for file in chosen]).delete()
    drop_unused(paths)
    return len(chosen)


def drop_unused(paths: Iterable[str]) -> None:
    """Delete from the disk, after the commit, what no row keeps there."""
    for path in sorted(paths):
        transaction.on_commit(partial(_drop, path), robust=True)


def sweep(now: datetime) -> int:
    """Delete what no draft, contribution or delivery holds any more."""
    unused = StoredFile.objects.filter(created_at__lt=now - SMALLEST_AGE)
    for relation in StoredFile._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel):  # a one-to-one is one, too
            holders = relation.related_model._default_manager.filter(
                **{relation.field.name: OuterRef("pk")}
            )
            unused = unused.filter(~Exists(holders))
    with transaction.atomic():
        count = delete(unused.order_by("pk")[:1000])
    if count:
        log.info("files.swept", files=count)
    return count


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def keep(content: bytes, mime: str) -> tuple[str, str]:
    """Write content to the disk unless it is there; its path and its digest."""
    return _kept(content, mime), _digest(content)


def _kept(content: bytes, mime: str) -> str:
    """Write content under its hash unless it is there; equal content is one file."""
    digest = _digest(content)
    path = f"{digest[:2]}/{digest}{EXTENSIONS[mime]}"
    _lock(path)
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(content))
    return path


@transaction.atomic
def _drop(path: str) -> None:
    _lock(path)
    if not StoredFile.objects.filter(Q(path=path) | Q(small_path=path)).exists():
        default_storage.delete(path)


def _lock(path: str) -> None:
    """One transaction at a time keeps or drops a path: no row without its content."""
    parameters: tuple[Any, ...] = (f"files {path}",)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", parameters
        )
