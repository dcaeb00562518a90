from celery import shared_task

from commons import schedule
from neighbourhood.newsletters.services import leaving, sending

schedule.every(60, "newsletters.send_due")
schedule.every(3600, "newsletters.tidy")


@shared_task(name="newsletters.send_due")
def send_due(newsletter_id: int | None = None) -> int:
    """Go on with one Rundbrief, or with all that are due; safe to run at once."""
    if newsletter_id is None:
        return sending.send_due()
    return sending.run(newsletter_id)


@shared_task(name="newsletters.tidy")
def tidy() -> int:
    """Delete addresses that nobody confirmed, what came back, and old proofs."""
    return leaving.tidy()
