"""The list of open promises, and the one of an idea."""

from django.db.models import Q, QuerySet

from commons.accounts.visitors import Visitor
from commons.clock import berlin_today
from neighbourhood.departments.models import Department
from participation.ideas.models import Idea
from participation.moderation.rules import moderates
from participation.referrals.models import Promise
from participation.referrals.queries.promises import open_promises

MOST_SHOWN = 200


def rows(visitor: Visitor, *, is_late: bool, department: int | None) -> list[Promise]:
    """Open promises of ideas that the visitor looks after; one query."""
    found = _of(visitor)
    if is_late:
        found = found.filter(promised_on__lt=berlin_today())
    if department:
        found = found.filter(idea__lead_department=department)
    return list(found)


def page(visitor: Visitor, *, is_late: bool, department: int | None) -> list[Promise]:
    """The next of them; the file holds all."""
    return rows(visitor, is_late=is_late, department=department)[:MOST_SHOWN]


def departments(visitor: Visitor) -> list[Department]:
    """Who owes something, by name; one query."""
    found = Department.objects.filter(
        pk__in=_of(visitor).order_by().values("idea__lead_department")
    )
    return list(found.order_by("name", "pk"))


def newest_on(idea: Idea) -> Promise | None:
    """The newest step of the promise that counts for an idea."""
    found = Promise.objects.filter(idea=idea).select_related(
        "idea__region", "answer", "inquiry__statement__referral__department"
    )
    return found.order_by("-answer__published_at", "-answer_id", "-number").first()


def _of(visitor: Visitor) -> QuerySet[Promise]:
    ideas = Idea.objects.filter(moderates(visitor), ~Q(author=visitor.user_id))
    return open_promises().filter(idea__in=ideas)
