from celery import shared_task
from django.utils import timezone

from commons import schedule
from commons.files import services

schedule.daily(3, 10, "files.sweep")


@shared_task(name="files.sweep")
def sweep() -> int:
    """Files that nothing holds are gone after a day."""
    return services.sweep(timezone.now())
