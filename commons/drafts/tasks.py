from celery import shared_task
from django.utils import timezone

from commons.drafts import services


@shared_task(name="drafts.forget_untouched")
def forget_untouched() -> int:
    """Beat runs it nightly."""
    return services.forget_untouched(timezone.now())
