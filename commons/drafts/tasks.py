from celery import shared_task
from django.utils import timezone

from commons import schedule
from commons.drafts import services

schedule.daily(3, 20, "drafts.forget_untouched")


@shared_task(name="drafts.forget_untouched")
def forget_untouched() -> int:
    now = timezone.now()
    services.forget_sent(now)
    return services.forget_untouched(now)
