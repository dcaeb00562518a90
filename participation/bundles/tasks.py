from celery import shared_task

from commons import schedule
from participation.bundles.services import collecting, packing

# After the night, before the reminders: what was collected lies on top.
schedule.daily(6, 10, "bundles.send_collected")
schedule.every(60, "bundles.pack_waiting")


@shared_task(name="bundles.send_collected")
def send_collected() -> int:
    """Let go what Ämter want together; safe to run never, once or twice."""
    return collecting.send_collected()


@shared_task(name="bundles.pack")
def pack(bundle_id: int) -> bool:
    """Make the paper and the mail of a bundle; a second run does nothing."""
    return packing.pack(bundle_id)


@shared_task(name="bundles.pack_waiting")
def pack_waiting() -> int:
    """Pack what a lost message left behind."""
    return packing.pack_waiting()
