"""A new holiday moved due dates: the date the resident was told moves along."""

from django.db.models import QuerySet

from participation.ideas.services import cases
from participation.referrals.enums import ReferralRole
from participation.referrals.models import Referral


def follow(moved: QuerySet[Referral]) -> None:
    leads = moved.filter(role=ReferralRole.LEAD).select_related("idea").order_by("pk")
    for referral in leads:
        cases.move_next_date(referral.idea, next_on=referral.due_day)
