from celery import shared_task

from commons import schedule, wake
from commons.delivery import calling, printing, reaper, sender

schedule.every(10, "delivery.send_due")
schedule.every(10, "delivery.call_due")
schedule.every(30, "delivery.reap")
schedule.daily(3, 20, "delivery.tidy")
schedule.daily(3, 25, "delivery.forget_prints")


@shared_task(name="delivery.send_due")
def send_due() -> int:
    """Send what is due; safe to run at once in many workers.

    First it takes up what a killed worker left: a sweep of its own would wait behind
    the senders just when they are busy.
    """
    wake.begun("delivery.send_due")
    reaper.reap()
    run = sender.send_due()
    if run.has_more:
        wake.on_commit("delivery.send_due", once=True)
    return run.sent


@shared_task(name="delivery.call_due")
def call_due() -> int:
    """Call endpoints; apart from mail, which must never wait for a foreign program."""
    wake.begun("delivery.call_due")
    run = calling.call_due()
    if run.has_more:
        wake.on_commit("delivery.call_due", once=True)
    return run.sent


@shared_task(name="delivery.reap")
def reap() -> int:
    """Take up what a killed worker left, and tell outcomes that could not be told."""
    return reaper.reap()


@shared_task(name="delivery.tidy")
def tidy() -> int:
    return reaper.tidy()


@shared_task(name="delivery.print_letters")
def print_letters(*, run_id: int) -> bool:
    """Set a large pile of letters; whoever asked for it sees how far it is."""
    return printing.finish(run_id)


@shared_task(name="delivery.forget_prints")
def forget_prints() -> int:
    """Delete yesterday's PDFs: they hold addresses and can be set anew."""
    return printing.forget()
