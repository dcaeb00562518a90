"""A new holiday moved due dates: the date the resident was told moves along."""

from django.db.models import QuerySet

from participation.ideas.services import cases
from participation.referrals.models import Referral
from participation.referrals.services import clocks


def follow(moved: QuerySet[Referral]) -> None:
    for referral in moved.select_related("idea", "department").order_by("pk"):
        clocks.note_holiday(referral)
        if referral.is_lead:
            cases.move_next_date(referral.idea, next_on=referral.due_day)
