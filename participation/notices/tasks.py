import structlog
from celery import shared_task

from commons import schedule
from participation.notices.queries import waiting
from participation.notices.services import automatic, sending, watching

# Behind the night's own work, before anybody is at the desk; a missed run is made up.
schedule.every(3 * 3600, "notices.watch")
schedule.every(300, "notices.release")
schedule.every(60, "notices.send")
schedule.daily(7, 20, "notices.check")
log = structlog.get_logger(__name__)


@shared_task(name="notices.watch")
def watch() -> int:
    """Open the interim notices that fall due; safe to run often."""
    return watching.watch()


@shared_task(name="notices.release")
def release() -> int:
    """Release by itself what the terms allow, while the SPK is there."""
    return automatic.release_by_itself()


@shared_task(name="notices.send")
def send() -> int:
    """Let go what was released and whose hour has come."""
    return sending.send_due()


@shared_task(name="notices.check")
def check() -> int:
    """No open case without a next day: open what is missing, and say what is left."""
    watching.watch()
    left = waiting.without_next_day().count()
    if left:
        log.warning("notices.without_next_day", number=left)
    return left
