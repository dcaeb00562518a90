from celery import shared_task

from commons import schedule
from neighbourhood.newsletters.services import sending

schedule.every(60, "newsletters.send_due")


@shared_task(name="newsletters.send_due")
def send_due(newsletter_id: int | None = None) -> int:
    """Go on with one Rundbrief, or with all that are due; safe to run at once."""
    if newsletter_id is None:
        return sending.send_due()
    return sending.run(newsletter_id)
