"""Putting a case together: the record, its papers, all files, one archive.

The task's own work, and the only module that brings typst along.
"""

from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import structlog
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone, translation

from participation.casework import papers
from participation.casework.archiving import Archive, digest_of
from participation.casework.contents import Paper, record_file, texts_of
from participation.casework.enums import FileState
from participation.casework.models import CaseFile
from participation.casework.queries.enclosures import Enclosure, enclosures_of
from participation.casework.queries.record import record_of
from participation.casework.services.files import FOLDER

log = structlog.get_logger(__name__)

# So long may one run take before another tries.
LEASE = timedelta(minutes=15)
SCHEMA_FILE = Path(__file__).parent.parent / "case_file.schema.json"
# Beside the files of others: record, whole case, schema and cover sheet.
OWN_PAPERS = 4


def make_all() -> int:
    """Whatever waits and nobody works on; what a lost message left."""
    waiting = CaseFile.objects.waiting().filter(_free()).order_by("pk")
    return sum(make(pk) for pk in waiting.values_list("pk", flat=True)[:20])


def make(file_id: int) -> bool:
    """Make one; False if there is nothing to do. Safe to run twice."""
    if (
        not CaseFile.objects.waiting()
        .filter(_free(), pk=file_id)
        .update(started_at=timezone.now(), parts_done=0)
    ):
        return False
    file = CaseFile.objects.select_related("idea", "referral__idea").get(pk=file_id)
    name = f"{FOLDER}/{file.pk}-{uuid4().hex}.zip"
    path = Path(default_storage.path(name))
    try:
        # Where nothing can be written whoever waits is told, not left waiting.
        path.parent.mkdir(parents=True, exist_ok=True)
        with translation.override("de"):
            _write(file, path)
        is_kept = _end(file, name, path)
    except Exception:
        CaseFile.objects.waiting().filter(pk=file.pk).update(
            state=FileState.FAILED, ended_at=timezone.now()
        )
        log.exception("casework.file_failed", file=file.pk)
        with suppress(OSError):
            path.unlink(missing_ok=True)
        return False
    if not is_kept:
        path.unlink(missing_ok=True)
    return is_kept


def _free() -> Q:
    return Q(started_at__isnull=True) | Q(started_at__lt=timezone.now() - LEASE)


@transaction.atomic
def _end(file: CaseFile, name: str, path: Path) -> bool:
    """Only what still waits becomes ready: a redaction meanwhile has let go of it."""
    ready = (
        CaseFile.objects.waiting()
        .filter(pk=file.pk)
        .update(
            state=FileState.READY,
            path=name,
            size=path.stat().st_size,
            sha256=digest_of(path),
            ended_at=timezone.now(),
            parts_done=F("parts"),
        )
    )
    return bool(ready)


def _write(file: CaseFile, path: Path) -> None:
    record = record_of(file)
    enclosures = enclosures_of(file)
    texts = list(texts_of(record))
    CaseFile.objects.filter(pk=file.pk).update(
        parts=len(enclosures) + len(texts) + OWN_PAPERS
    )
    now = timezone.localtime()
    with Archive(path, folder=file.idea.number, made_at=now) as archive:
        for paper in (
            papers.whole(record),
            record_file(record),
            Paper("vorgang.schema.json", SCHEMA_FILE.read_bytes()),
            *texts,
        ):
            archive.add(paper)
            _one_more(file)
        for enclosure in enclosures:
            _enclose(archive, enclosure)
            _one_more(file)
        names = sorted(archive.sizes.items())
        archive.add(papers.cover(record, names))


def _enclose(archive: Archive, enclosure: Enclosure) -> None:
    with default_storage.open(enclosure.file.path) as stream:
        archive.copy(enclosure.name, stream)


def _one_more(file: CaseFile) -> None:
    CaseFile.objects.filter(pk=file.pk).update(parts_done=F("parts_done") + 1)
