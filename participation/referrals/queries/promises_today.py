"""Promises, deferred ideas and open sets on "Heute"."""

from collections.abc import Iterator

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from commons.accounts.visitors import Visitor
from commons.clock import berlin_today
from commons.followups.registry import MOST_ITEMS, Item
from participation.ideas.models import Idea
from participation.moderation.rules import moderates
from participation.referrals.enums import ItemState, SetState
from participation.referrals.models import AnswerSet
from participation.referrals.queries.deferring import come_back
from participation.referrals.queries.promises import asked_about
from participation.referrals.rules import can_collect


def promised(visitor: Visitor) -> Iterator[Item]:
    """The day is near or over, or the Amt has said how it stands; three queries."""
    rows = asked_about(berlin_today()).filter(idea__in=_ideas(visitor))
    for step in rows[:MOST_ITEMS]:
        idea, inquiry = step.idea, getattr(step, "inquiry", None)
        has_reply = inquiry is not None and inquiry.replied_at is not None
        said = _("Das Amt hat geantwortet")
        yield Item(
            title=idea.title,
            url=reverse("referrals:promise-show", args=[idea.number]),
            due_on=step.promised_on,
            detail=f"{said} · {_place_of(idea)}" if has_reply else _place_of(idea),
            region_id=idea.region_id,
            number=idea.number,
        )


def deferred(visitor: Visitor) -> Iterator[Item]:
    """Their day is here: is there money now?"""
    rows = come_back(berlin_today()).filter(idea__in=_ideas(visitor))
    for answer in rows[:MOST_ITEMS]:
        yield Item(
            title=answer.idea.title,
            url=reverse("referrals:deferral-show", args=[answer.idea.number]),
            due_on=answer.look_again_on,
            detail=_place_of(answer.idea),
            region_id=answer.idea.region_id,
            number=answer.idea.number,
        )


def sets(visitor: Visitor) -> Iterator[Item]:
    """Gathered and not released: nobody reads these answers yet."""
    if not can_collect(visitor):
        return
    waiting = Count("items", filter=Q(items__state=ItemState.WAITING))
    found = AnswerSet.objects.filter(state=SetState.OPEN).annotate(waiting=waiting)
    rows = found.filter(waiting__gt=0).order_by("created_at", "pk")
    columns = rows.values_list("pk", "name", "created_at", "waiting")
    for pk, name, created_at, number in columns[:MOST_ITEMS]:
        yield Item(
            title=name,
            url=reverse("referrals:answer-set-detail", args=[pk]),
            detail=_("%(count)s Antworten") % {"count": number},
            since=created_at,
        )


def _ideas(visitor: Visitor) -> QuerySet[Idea]:
    """Nobody decides on an own idea."""
    return Idea.objects.filter(moderates(visitor), ~Q(author=visitor.user_id))


def _place_of(idea: Idea) -> str:
    region = f"{idea.region.name}, " if idea.region else ""
    return f"{region}{idea.number}"
