"""Entry points of the worker; each is safe to run twice."""

from celery import shared_task

from commons import schedule
from commons.accounts.services import absences

schedule.every(1800, "accounts.begin_absences")


@shared_task(name="accounts.begin_absences")
def begin_absences() -> int:
    return absences.begin_due()
