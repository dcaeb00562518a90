from celery import shared_task
from django.utils import timezone

from commons import schedule
from commons.links import services

schedule.daily(3, 30, "links.forget_recipients")


@shared_task(name="links.forget_recipients")
def forget_recipients() -> int:
    return services.forget_recipients(timezone.now())
