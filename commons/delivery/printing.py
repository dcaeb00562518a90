"""Prints of many letters: set by a task, kept for a day, deleted for the addresses."""

from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.utils import timezone

from commons.delivery import letters
from commons.delivery.models import Delivery, PrintRun
from commons.files import services as files
from commons.files.models import StoredFile

log = structlog.get_logger(__name__)
PURPOSE = "letters"
KEPT_FOR = timedelta(days=1)
STEP = 10


def letters_of(run: PrintRun) -> list[Delivery]:
    return list(run.letters.order_by("pk"))


def pdf_of(run: PrintRun) -> bytes:
    """The print as PDF: what the task has kept, or set anew."""
    if run.stored_file is not None:
        return files.read(run.stored_file)
    content = letters.set_letters(letters_of(run))
    PrintRun.objects.filter(pk=run.pk, failed_at=None).update(
        done=run.total, finished_at=timezone.now()
    )
    return content


def finish(run_id: int) -> bool:
    """Set a large print; safe to run twice. False if there is nothing to do."""
    run = PrintRun.objects.filter(pk=run_id, finished_at=None, failed_at=None).first()
    if run is None:
        return False
    try:
        content = letters.set_letters(
            letters_of(run), on_done=lambda number: _tell(run, number)
        )
    except Exception:
        log.exception("delivery.print_failed", run=run.pk)
        PrintRun.objects.filter(pk=run.pk).update(failed_at=timezone.now())
        return False
    return _keep(run, content)


@transaction.atomic
def _keep(run: PrintRun, content: bytes) -> bool:
    rows = PrintRun.objects.select_for_update(of=("self",))
    run = rows.get(pk=run.pk)
    if run.finished_at is not None:
        return False
    name = f"briefe-{run.pk}.pdf"
    run.stored_file = files.store_bytes(
        name, content, "application/pdf", by=None, purpose=PURPOSE
    )
    run.done, run.finished_at = run.total, timezone.now()
    run.save(update_fields=["stored_file", "done", "finished_at"])
    return True


def _tell(run: PrintRun, number: int) -> None:
    if number % STEP == 0:
        PrintRun.objects.filter(pk=run.pk).update(done=number)


def forget() -> int:
    """Delete files of prints; the letters can be set anew. Gives how many."""
    return _forget(timezone.now() - KEPT_FOR)


def forget_all() -> int:
    """Delete all of them at once: words that they show have to go."""
    return _forget(timezone.now())


def _forget(before: datetime) -> int:
    old = PrintRun.objects.filter(stored_file__isnull=False, printed_at__lte=before)
    stored = list(StoredFile.objects.filter(pk__in=old.values("stored_file")))
    old.update(stored_file=None)
    files.delete(stored)
    return len(stored)
