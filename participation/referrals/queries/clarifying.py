"""Who has given an idea back, whether that is enough, and what came of it."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from commons.accounts.visitors import Visitor
from commons.followups.registry import MOST_ITEMS, Item
from commons.terms.queries import current
from neighbourhood.departments.models import Department
from neighbourhood.departments.queries import successor_of
from neighbourhood.rounds.models import Round
from participation.ideas.enums import Case
from participation.ideas.models import Idea
from participation.ideas.queries.way import WayEntry
from participation.moderation.rules import moderates
from participation.referrals.enums import (
    ClarifiedTo,
    ReferralRole,
    ReferralState,
    ReturnReason,
)
from participation.referrals.models import Clarification, ClarifyingTerms, Referral

# Missing details and doubles say nothing about who is responsible. Another reason
# does: else a return would only have to be called by another name.
COUNTED = frozenset({ReturnReason.NOT_RESPONSIBLE, ReturnReason.OTHER})
# The idea is with the SPK and nobody is responsible yet.
CLARIFIABLE = frozenset({Case.OPEN, Case.REOPENED})
BY_THE_SPK = frozenset({ClarifiedTo.SPK, ClarifiedTo.ELSEWHERE})


def open_on(idea: Idea) -> Clarification | None:
    """The clarification that runs for an idea; one query."""
    rows = Clarification.objects.filter(idea=idea, ended_at__isnull=True)
    return rows.select_related("round").first()


def last_ended_on(idea: Idea) -> Clarification | None:
    rows = Clarification.objects.filter(idea=idea, ended_at__isnull=False)
    return rows.select_related("round").order_by("-pk").first()


def of_round(row: Round) -> Clarification | None:
    rows = Clarification.objects.filter(round=row)
    return rows.select_related(
        "idea__region", "idea__topic", "idea__planning_area", "idea__author"
    ).first()


def returns_of(idea: Idea) -> QuerySet[Referral]:
    """Who said that somebody else is responsible, the first return first."""
    return (
        Referral.objects.filter(
            idea=idea,
            role=ReferralRole.LEAD,
            state=ReferralState.RETURNED,
            return_reason__in=sorted(COUNTED),
        )
        .select_related("department", "suggested_department")
        .order_by("closed_at", "pk")
    )


def is_due_after(referral: Referral) -> bool:
    """Whether this return is the one after which the departments meet.

    Counted from the last clarification on. What that gave to an Amt and comes back
    goes to a round at once: who was found responsible together is not asked thrice.
    """
    if not referral.is_lead or referral.return_reason not in COUNTED:
        return False
    returns = returns_of(referral.idea)
    last = last_ended_on(referral.idea)
    if last is not None:
        if last.referral_id == referral.pk:
            return True
        returns = returns.filter(closed_at__gt=last.ended_at)
    return returns.count() >= current(ClarifyingTerms).returns


def concerned(idea: Idea) -> list[Department]:
    """Those who gave it back and those they named, each once, as far as they exist.

    Who became part of another meanwhile is asked as that one.
    """
    found: dict[int, Department] = {}
    for referral in returns_of(idea):
        for named in (referral.department, referral.suggested_department):
            department = named and (successor_of(named) or named)
            if department is not None and department.is_active:
                found.setdefault(department.pk, department)
    return list(found.values())


def is_out_of_hands(idea: str) -> Exists:
    """Nothing to forward: the departments clarify, or said that it is the SPK's.

    `idea` names the idea's id in the query around it. A later lead starts anew.
    """
    settled = Q(outcome__in=sorted(BY_THE_SPK)) & ~Exists(_later_leads())
    return Exists(
        Clarification.objects.filter(
            Q(ended_at__isnull=True) | settled, idea=OuterRef(idea)
        )
    )


def to_answer(visitor: Visitor) -> Iterator[Item]:
    """The departments have clarified that the SPK answers; one query."""
    # One that runs now, or another result; what was called off changes nothing.
    newer = Clarification.objects.filter(
        idea=OuterRef("idea"), pk__gt=OuterRef("pk")
    ).exclude(outcome=ClarifiedTo.CANCELLED)
    ideas = Idea.objects.published().filter(
        moderates(visitor),
        ~Q(author=visitor.user_id),
        case__in=sorted(CLARIFIABLE),
    )
    rows = Clarification.objects.filter(
        ~Exists(_later_leads()),
        ~Exists(newer),
        outcome__in=sorted(BY_THE_SPK),
        idea__in=ideas,
    ).select_related("idea__region")
    for row in rows.order_by("idea__next_on", "pk")[:MOST_ITEMS]:
        region = f"{row.idea.region.name}, " if row.idea.region else ""
        yield Item(
            title=row.idea.title,
            url=reverse("referrals:answer-edit", args=[row.idea.number]),
            due_on=row.idea.next_on,
            detail=f"{row.get_outcome_display()} · {region}{row.idea.number}",
            since=row.ended_at,
            region_id=row.idea.region_id,
        )


def steps(idea: Idea) -> Iterator[WayEntry]:
    """Public: that departments clarify and until when, never who gave it back why."""
    if idea.case == Case.NONE:
        return
    rows = Clarification.objects.filter(idea=idea).order_by("pk")
    for row in rows.exclude(outcome=ClarifiedTo.CANCELLED):
        if row.ended_at is None:
            yield WayEntry(
                None,
                _("Die Ämter klären, wer zuständig ist"),
                state="now",
                icon="people",
                covers_now=True,
            )
        else:
            title = _("Die Ämter haben geklärt, wer zuständig ist")
            yield WayEntry(row.ended_at, title, icon="check-all")


def _later_leads() -> QuerySet[Referral]:
    """For a clarification: who got the idea after it."""
    return Referral.objects.filter(
        idea=OuterRef("idea"),
        role=ReferralRole.LEAD,
        referred_at__gt=OuterRef("ended_at"),
    )
