"""The ideas that somebody chose for one mail: what stands in the way, where they go."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from commons.accounts.visitors import Visitor
from neighbourhood.departments.models import Department
from participation.bundles.queries.destinations import by_rules
from participation.ideas.models import Idea
from participation.referrals.models import Referral
from participation.referrals.queries.routing import Proposal
from participation.referrals.queries.waiting import undecided_ideas
from participation.referrals.rules import can_refer

PAGE = 50


@dataclass(frozen=True)
class Chosen:
    """One idea, what the rules say of it, and why it cannot go (or "")."""

    idea: Idea
    proposal: Proposal | None
    obstacle: str = ""

    def departs_from(self, department: Department) -> bool:
        """The rules send it somewhere else."""
        said = self.proposal.department if self.proposal else None
        return said is not None and said.pk != department.pk


@dataclass(frozen=True)
class Page:
    ideas: list[Idea]
    next_after: int | None


def chosen_for(visitor: Visitor, pks: Sequence[int]) -> list[Chosen]:
    """Those one may forward, in their order; what is not one's own is not there.

    What stands in the way is said as far as one sees it; `bundle_up` has the last word.
    """
    rows = Idea.objects.visible_to(visitor).filter(pk__in=pks)
    ideas = list(rows.select_related("region", "topic", "planning_area"))
    ideas = [idea for idea in ideas if can_refer(visitor, idea)]
    order = {pk: place for place, pk in enumerate(pks)}
    ideas.sort(key=lambda idea: order[idea.pk])
    proposals, taken = by_rules(ideas), _taken(ideas)
    return [
        Chosen(idea, proposals.get(idea.pk), _obstacle(idea, taken)) for idea in ideas
    ]


def open_page(
    visitor: Visitor, *, region: int | None, topic: int | None, after: int | None
) -> Page:
    """All that waits for a department, the longest waiting first, in one query."""
    rows = undecided_ideas(visitor).select_related("region", "topic")
    if region is not None:
        rows = rows.filter(region=region)
    if topic is not None:
        rows = rows.filter(topic=topic)
    if after is not None:
        rows = rows.filter(pk__gt=after)
    found = list(rows.order_by("pk")[: PAGE + 1])
    shown = found[:PAGE]
    return Page(shown, shown[-1].pk if len(found) > PAGE else None)


def _taken(ideas: Sequence[Idea]) -> dict[int, str]:
    """Who has the lead already, by idea."""
    rows = Referral.objects.unfinished().leads().filter(idea__in=ideas)
    return dict(rows.values_list("idea_id", "department__name"))


def _obstacle(idea: Idea, taken: dict[int, str]) -> str:
    if not idea.is_public:
        return _("Nur veröffentlichte Ideen werden weitergeleitet.")
    if idea.pk in taken:
        return _("Liegt schon hier: %(department)s.") % {"department": taken[idea.pk]}
    return ""
