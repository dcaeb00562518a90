"""Beat sweeps every second instead of every ten to sixty: the test has a minute."""

from commons import schedule
from commons.audit import tasks as audit_tasks
from commons.delivery import tasks as delivery_tasks

SWEEPS = (delivery_tasks.send_due, delivery_tasks.reap, audit_tasks.seal)
for task in SWEEPS:
    schedule.every(1, task.name)
