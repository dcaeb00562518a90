from celery import shared_task

from commons import schedule
from commons.audit import services

schedule.every(60, "audit.seal")


@shared_task(name="audit.seal")
def seal() -> int:
    """Beat calls this every minute; it works through what has settled."""
    sealed = services.seal()
    total = sealed
    while sealed == services.BATCH:
        sealed = services.seal()
        total += sealed
    return total
