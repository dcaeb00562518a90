"""What waits for somebody today, section by section of "Heute"; one query each."""

from collections.abc import Iterable, Iterator

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from commons.accounts.enums import Role
from commons.accounts.visitors import Visitor
from commons.clock import berlin_today
from commons.delivery.enums import Channel, DeliveryState
from commons.followups.registry import MOST_ITEMS, Item
from participation.ideas.enums import Case
from participation.ideas.models import Idea
from participation.moderation.rules import moderates
from participation.referrals import workflow
from participation.referrals.enums import (
    AnswerState,
    ReferralRole,
    ReferralState,
    ReuseState,
)
from participation.referrals.models import Answer, Referral, ReferralReminder, Reuse
from participation.referrals.queries.answers import wants_four_eyes
from participation.referrals.queries.clarifying import is_out_of_hands
from participation.referrals.queries.ladder import PROPOSED, running
from participation.referrals.queries.referrals import NOT_ARRIVED
from participation.referrals.queries.weekly import at_the_spk, outside as with_outsiders


def questions(visitor: Visitor) -> Iterable[Item]:
    """A department asked something, and nobody but the SPK can answer now."""
    return _referrals(at_the_spk(), visitor)


def outside(visitor: Visitor) -> Iterable[Item]:
    """A body outside the district: no clock, but the SPK asks how it stands."""
    rows = with_outsiders().filter(due_on__lt=berlin_today())
    return _referrals(rows, visitor, with_date=True)


def failed(visitor: Visitor) -> Iterable[Item]:
    """A mail that did not arrive, or was taken out of the outbox and never will."""
    rows = Referral.objects.filter(NOT_ARRIVED, goes_along=False)
    return _referrals(rows, visitor)


def by_hand(visitor: Visitor) -> Iterable[Item]:
    """Departments without a mailbox, to be told by hand."""
    rows = Referral.objects.filter(state=ReferralState.QUEUED, link__isnull=True)
    return _referrals(rows.filter(goes_along=False), visitor)


def returned(visitor: Visitor) -> Iterable[Item]:
    """Given back by the lead, and nobody else has it yet."""
    later = Referral.objects.filter(
        idea=OuterRef("idea"), role=ReferralRole.LEAD, pk__gt=OuterRef("pk")
    )
    rows = Referral.objects.filter(
        ~Exists(later),
        ~is_out_of_hands("idea"),
        role=ReferralRole.LEAD,
        state=ReferralState.RETURNED,
        idea__case=Case.OPEN,
    )
    return _referrals(rows, visitor)


def undecided_ideas(visitor: Visitor) -> QuerySet[Idea]:
    """Public ideas that no department has and nobody has answered."""
    leads = Referral.objects.filter(idea=OuterRef("pk"), role=ReferralRole.LEAD)
    reopened = Q(case=Case.REOPENED)
    return (
        Idea.objects.published()
        .filter(
            moderates(visitor),
            _not_own("author", visitor),
            ~is_out_of_hands("pk"),
            case__in=[Case.OPEN, Case.REOPENED],
        )
        .annotate(last_lead=Subquery(leads.order_by("-pk").values("state")[:1]))
        .filter(
            # What a lead gave back stands under "returned", until an answer came of it.
            Q(last_lead=None) | ~Q(last_lead=ReferralState.RETURNED) | reopened
        )
        .select_related("region")
    )


def undecided(visitor: Visitor) -> Iterator[Item]:
    for idea in undecided_ideas(visitor).order_by("next_on", "pk")[:MOST_ITEMS]:
        yield Item(
            title=idea.title,
            url=idea.get_absolute_url(),
            due_on=idea.next_on,
            detail=_place_of(idea),
            since=idea.published_at,
            region_id=idea.region_id,
            number=idea.number,
        )


def overdue(visitor: Visitor) -> Iterable[Item]:
    """Past its date; a coordinator finds apart what waits for their release."""
    rows = running().filter(due_on__lt=berlin_today())
    if visitor.has_role(Role.COORDINATOR):
        rows = rows.filter(~Exists(_to_release()))
    return _referrals(rows, visitor, with_date=True)


def escalated(visitor: Visitor) -> Iterable[Item]:
    """Late in spite of reminders: the next rung waits for a coordinator."""
    if not visitor.has_role(Role.COORDINATOR):
        return []
    rows = running().filter(Exists(_to_release()), due_on__lt=berlin_today())
    return _referrals(rows, visitor, with_date=True)


def answers(visitor: Visitor) -> Iterator[Item]:
    """Statements are in: the SPK owes the answer."""
    ideas = Idea.objects.filter(
        moderates(visitor), _not_own("author", visitor), case=Case.STATEMENT_IN
    ).select_related("region")
    for idea in ideas.order_by("next_on", "pk")[:MOST_ITEMS]:
        yield Item(
            title=idea.title,
            url=reverse("referrals:answer-edit", args=[idea.number]),
            due_on=idea.next_on,
            detail=_place_of(idea),
            region_id=idea.region_id,
            number=idea.number,
        )


def releases(visitor: Visitor) -> Iterator[Item]:
    """Finished answers that want a second pair of eyes, and these are not the first."""
    ideas = Idea.objects.filter(moderates(visitor), _not_own("author", visitor))
    drafts = (
        Answer.objects.filter(
            wants_four_eyes("idea"),
            state=AnswerState.DRAFT,
            idea__in=ideas,
            approved_at__isnull=True,
        )
        .exclude(written_by_id=visitor.user_id)
        .exclude(text="")
        .exclude(outcome="")
        .select_related("idea__region")
    )
    for answer in drafts.order_by("created_at", "pk")[:MOST_ITEMS]:
        yield Item(
            title=answer.idea.title,
            url=reverse("referrals:answer-preview", args=[answer.idea.number]),
            detail=_place_of(answer.idea),
            since=answer.created_at,
            region_id=answer.idea.region_id,
            number=answer.idea.number,
        )


def inbox(visitor: Visitor) -> Iterator[Item]:
    """What lies with the department one works for."""
    if not visitor.department_ids:
        return
    rows = Referral.objects.filter(
        department_id__in=sorted(visitor.department_ids),
        state__in=workflow.WITH_DEPARTMENT,
    ).exclude(idea__author=visitor.user_id)
    for row in _ordered(rows):
        yield Item(
            title=row.idea.title,
            url=reverse("referrals:case-show", args=[row.pk]),
            due_on=None if row.is_paused else row.due_day,
            detail=_place_of(row.idea),
            since=row.referred_at,
        )


def objections(visitor: Visitor) -> Iterator[Item]:
    """An Amt says that an answer of its own does not fit where it was told again."""
    return _reuses(Q(state=ReuseState.OBJECTED), visitor, day="review_until")


def untold(visitor: Visitor) -> Iterator[Item]:
    """Ämter that no mail reaches, or could not reach, and that know nothing yet."""
    unsent = Q(delivery__channel=Channel.MANUAL) | Q(
        delivery__state=DeliveryState.FAILED
    )
    return _reuses(unsent & Q(state=ReuseState.INFORMING), visitor, day="object_until")


def _reuses(condition: Q, visitor: Visitor, *, day: str) -> Iterator[Item]:
    rows = (
        Reuse.objects.at_desk_of(visitor)
        .filter(condition, _not_own("idea__author", visitor))
        .select_related("idea__region", "department")
    )
    for row in rows.order_by(day, "pk")[:MOST_ITEMS]:
        name = row.department.name if row.department else ""
        yield Item(
            title=row.idea.title,
            url=row.get_absolute_url(),
            due_on=getattr(row, day),
            since=row.objected_at or row.created_at,
            detail=f"{name} · {_place_of(row.idea)}",
            region_id=row.idea.region_id,
            number=row.idea.number,
        )


def _to_release() -> QuerySet[ReferralReminder]:
    return ReferralReminder.objects.filter(
        referral=OuterRef("pk"),
        step__in=PROPOSED,
        due_on=OuterRef("due_on_id"),
        decided_at__isnull=True,
    )


def _referrals(
    rows: QuerySet[Referral], visitor: Visitor, *, with_date: bool = False
) -> Iterator[Item]:
    at_desk = rows.at_desk_of(visitor)  # type: ignore[attr-defined]  # of its QuerySet
    for row in _ordered(at_desk.filter(_not_own("idea__author", visitor))):
        yield Item(
            title=row.idea.title,
            url=row.get_absolute_url(),
            due_on=row.due_day if with_date else None,
            detail=f"{row.department.name} · {_place_of(row.idea)}",
            since=row.referred_at,
            region_id=row.idea.region_id,
            number=row.idea.number,
        )


def _ordered(rows: QuerySet[Referral]) -> QuerySet[Referral]:
    rows = rows.select_related("idea__region", "department")
    return rows.order_by("due_on", "pk")[:MOST_ITEMS]


def _not_own(author: str, visitor: Visitor) -> Q:
    """Nobody decides on an own idea; those without an author are nobody's."""
    return ~Q(**{author: visitor.user_id})


def _place_of(idea: Idea) -> str:
    region = f"{idea.region.name}, " if idea.region else ""
    return f"{region}{idea.number}"
