"""The case before and the one after, in the order in which they came in."""

from dataclasses import dataclass

from django.db.models import Q

from commons.accounts.visitors import Visitor
from participation.casework.rules import moderates
from participation.ideas.models import Idea
from participation.ideas.workflow import OPEN


@dataclass(frozen=True)
class Neighbours:
    before: str = ""
    after: str = ""


def neighbours_of(idea: Idea, visitor: Visitor) -> Neighbours:
    """Numbers of open cases next to this one; two queries."""
    rows = Idea.objects.filter(
        moderates(visitor), ~Q(author=visitor.user_id), case__in=sorted(OPEN)
    ).exclude(pk=idea.pk)
    at, pk = idea.submitted_at, idea.pk
    later = Q(submitted_at__gt=at) | Q(submitted_at=at, pk__gt=pk)
    earlier = Q(submitted_at__lt=at) | Q(submitted_at=at, pk__lt=pk)
    after = rows.filter(later).order_by("submitted_at", "pk")
    before = rows.filter(earlier).order_by("-submitted_at", "-pk")
    return Neighbours(
        before=before.values_list("number", flat=True).first() or "",
        after=after.values_list("number", flat=True).first() or "",
    )
