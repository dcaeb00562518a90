from celery import shared_task
from django.utils import timezone

from commons.files import services


@shared_task(name="files.sweep")
def sweep() -> int:
    """Beat runs it nightly; files that nothing holds are gone after a day."""
    return services.sweep(timezone.now())
