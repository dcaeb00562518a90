from celery import shared_task
from django.utils import timezone

from commons.links import services


@shared_task(name="links.forget_recipients")
def forget_recipients() -> int:
    """Beat runs it nightly."""
    return services.forget_recipients(timezone.now())
