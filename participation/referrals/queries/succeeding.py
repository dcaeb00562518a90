"""What lies with a department, and what would go along when it ends in another."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from neighbourhood.departments.following import Moving
from neighbourhood.departments.models import Department
from participation.referrals import workflow
from participation.referrals.enums import ReferralState
from participation.referrals.models import Referral

MOST_NAMES = 6


@dataclass(frozen=True)
class Load:
    """Open items of one department; `waiting` are those beyond what was agreed."""

    open: int
    overdue: int
    asked_back: int
    by_hand: int
    failed: int
    waiting: int


def open_by_department(department_ids: Collection[int]) -> dict[int, int]:
    rows = Referral.objects.unfinished().filter(department_id__in=department_ids)
    counted = rows.order_by().values_list("department_id").annotate(Count("pk"))
    return dict(counted)


def load_of(department: Department, today: date) -> Load:
    """One query."""
    late = Q(state__in=sorted(workflow.WITH_DEPARTMENT), paused_at=None)
    found = (
        Referral.objects.unfinished()
        .filter(department=department)
        .aggregate(
            open=Count("pk"),
            overdue=Count("pk", filter=late & Q(due_on__lt=today)),
            asked_back=Count("pk", filter=Q(state=ReferralState.QUESTION)),
            by_hand=Count("pk", filter=Q(state=ReferralState.QUEUED, link=None)),
            failed=Count("pk", filter=Q(state=ReferralState.FAILED)),
        )
    )
    limit = department.open_limit
    waiting = max(0, found["open"] - limit) if limit else 0
    return Load(**found, waiting=waiting)


def followers_of(source: Department, target: Department) -> QuerySet[Referral]:
    """Unfinished ones that can go along: the target was not asked about them, too."""
    asked = Referral.objects.unfinished().filter(department=target)
    return (
        Referral.objects.unfinished()
        .filter(department=source)
        .exclude(idea_id__in=asked.values("idea_id"))
        .order_by("pk")
    )


def moving(source: Department, target: Department) -> list[Moving]:
    """For the page that asks before two departments become one."""
    going = followers_of(source, target).select_related("idea")
    numbers = [row.idea.number for row in going]
    every = Referral.objects.unfinished().filter(department=source).count()
    return [
        Moving(_("Offene Weiterleitungen"), len(numbers), tuple(numbers[:MOST_NAMES])),
        Moving(
            _("Weiterleitungen, die bleiben: Das Ziel hat die Idee schon"),
            every - len(numbers),
        ),
    ]
