"""The clock towards the resident: no open case passes its next date in silence.

When the promised date of a case comes without news, its followers get an interim
notice and a new date. A promise that was kept before that is never mentioned.
"""

from datetime import date

from django.db import transaction

from commons.clock import berlin_today
from commons.verbs.services import happened
from neighbourhood.deadlines.services import due_after
from participation.ideas.enums import Case
from participation.ideas.models import Idea
from participation.ideas.rules import INTERIM_WORKING_DAYS

# While a department has the idea, its own reminders and dates speak.
WITH_THE_SPK = (Case.OPEN, Case.STATEMENT_IN, Case.REOPENED)
BATCH = 500


def keep(today: date | None = None) -> int:
    """Send the interim notices that are due; returns how many, safe to run twice."""
    today = today or berlin_today()
    due = Idea.objects.filter(next_on__lte=today, case__in=WITH_THE_SPK).order_by("pk")
    return sum(_keep(pk, today) for pk in due.values_list("pk", flat=True)[:BATCH])


@transaction.atomic
def _keep(pk: int, today: date) -> bool:
    idea = (
        Idea.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(pk=pk, next_on__lte=today, case__in=WITH_THE_SPK)
        .first()
    )
    if idea is None:
        return False
    idea.next_on = due_after(today, INTERIM_WORKING_DAYS).day
    idea.save(update_fields=["next_on"])
    happened("idea.interim_noticed", idea, by=None, next_on=idea.next_on.isoformat())
    return True
