from celery import shared_task
from django.utils import timezone

from commons import schedule
from participation.casework.services import files

schedule.every(300, "casework.make_files")
schedule.every(3600, "casework.sweep_files")


@shared_task(name="casework.make_files")
def make_files(file_id: int | None = None) -> int:
    """Put one case together, or all that were left behind."""
    # Brings typst along, which only a worker that makes papers should ever load.
    from participation.casework.services import making  # noqa: PLC0415 -- see above

    return making.make_all() if file_id is None else int(making.make(file_id))


@shared_task(name="casework.sweep_files")
def sweep_files() -> int:
    """Delete archives a day after they were asked for; safe to run twice."""
    return files.sweep(timezone.now())
