"""The desks of a department: what lies there, for whom, and what waits its turn."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.accounts.visitors import Visitor
from commons.followups.registry import Item
from neighbourhood.deadlines.services import due_after
from neighbourhood.departments.models import Department
from neighbourhood.departments.queries.departments import members_of
from participation.referrals import workflow
from participation.referrals.enums import ReferralState
from participation.referrals.models import (
    DepartmentTerms,
    PendingStatement,
    Referral,
)
from participation.referrals.queries.referrals import Page, paged

MOST_ITEMS = 100
# What is due so soon that it stands under "Bald fällig".
SOON = timedelta(days=7)
VIEWS = {
    "offen": _("Alle offenen"),
    "meine": _("Meine"),
    "ohne": _("Noch niemandem zugeteilt"),
    "faellig": _("Bald fällig"),
    "freigabe": _("Freizugeben"),
    "erledigt": _("Erledigt"),
}
# Their number stands beside the name.
COUNTED = ("offen", "meine", "ohne", "faellig", "freigabe")


@dataclass(frozen=True)
class Inbox:
    """One view of it; `resting` are those beyond the agreed number of open ones."""

    page: Page
    figures: dict[str, int]
    resting: frozenset[int]


def latest_interim_day(house: DepartmentTerms, *, today: date) -> date:
    return due_after(today, house.interim_days).day


def inbox(visitor: Visitor, view: str, *, today: date, cursor: str = "") -> Inbox:
    """What lies with the departments one works for, the next date first."""
    mine = Referral.objects.filter(department_id__in=sorted(visitor.department_ids))
    # Nobody answers an idea of their own.
    mine = mine.exclude(idea__author=visitor.user_id)
    conditions = _conditions(visitor, today)
    wanted = conditions.get(view, conditions["offen"])
    counted = {name: Count("pk", filter=conditions[name]) for name in COUNTED}
    states = sorted(workflow.WITH_DEPARTMENT | {ReferralState.STATED})
    figures = mine.filter(state__in=states).aggregate(**counted)
    rows = mine.filter(wanted).select_related("assignment__assignee")
    return Inbox(paged(rows, cursor), figures, resting(visitor.department_ids))


def resting(department_ids: Any) -> frozenset[int]:
    """Open cases beyond what their department has agreed to work on, by age."""
    ranked = (
        Referral.objects.filter(
            department_id__in=sorted(department_ids),
            department__open_limit__isnull=False,
            state__in=sorted(workflow.WITH_DEPARTMENT),
        )
        .annotate(
            rank=Window(
                RowNumber(),
                partition_by=F("department_id"),
                order_by=[F("referred_at").asc(), F("pk").asc()],
            )
        )
        .filter(rank__gt=F("department__open_limit"))
    )
    return frozenset(ranked.values_list("pk", flat=True))


def colleagues_in(department: Department) -> QuerySet[User]:
    """Members with an account, who can be given a case."""
    members = members_of(department).values("user_id")
    return User.objects.filter(pk__in=members).order_by("display_name", "pk")


def _conditions(visitor: Visitor, today: date) -> dict[str, Q]:
    is_open = Q(state__in=sorted(workflow.WITH_DEPARTMENT))
    waiting = PendingStatement.objects.waiting().filter(referral=OuterRef("pk"))
    theirs = waiting.exclude(written_by=visitor.user_id)
    return {
        "offen": is_open,
        "meine": is_open & Q(assignment__assignee=visitor.user_id),
        "ohne": is_open & Q(assignment__isnull=True),
        "faellig": is_open & Q(paused_at__isnull=True, due_on__lte=today + SOON),
        "freigabe": Q(Exists(theirs)),
        "erledigt": Q(state__in=sorted(workflow.SENT - workflow.WITH_DEPARTMENT)),
    }


def to_release(visitor: Visitor) -> Iterator[Item]:
    """Words of colleagues that wait for a second person, for "Heute"."""
    if not visitor.department_ids:
        return
    rows = (
        PendingStatement.objects.waiting()
        .filter(referral__department_id__in=sorted(visitor.department_ids))
        .exclude(written_by=visitor.user_id)
        .exclude(referral__idea__author=visitor.user_id)
        .select_related("referral__idea", "referral__department")
    )
    for row in rows.order_by("written_at", "pk")[:MOST_ITEMS]:
        referral = row.referral
        yield Item(
            title=referral.idea.title,
            url=reverse("referrals:case-show", args=[referral.pk]),
            due_on=None if referral.is_paused else referral.due_day,
            detail=f"{referral.department.name} · {referral.idea.number}",
            since=row.written_at,
        )
