"""What rounds put on "Heute"; one query each."""

from collections.abc import Iterator

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext

from commons.accounts.visitors import Visitor
from commons.clock import berlin_date
from commons.followups.registry import MOST_ITEMS, Item
from neighbourhood.rounds import registry
from neighbourhood.rounds.enums import PartyRole, PartyState, RoundState
from neighbourhood.rounds.models import MODERATING, Round, RoundParty, covering
from neighbourhood.rounds.party_states import UNANSWERED


def invited(visitor: Visitor) -> Iterator[Item]:
    """Rounds that wait for the department one works for."""
    if not visitor.department_ids:
        return
    rows = (
        RoundParty.objects.live()
        .asked()
        .of(visitor)
        .filter(state__in=sorted(UNANSWERED))
        .select_related("round", "department")
    )
    for party in rows.order_by("due_on", "pk")[:MOST_ITEMS]:
        yield Item(
            title=party.round.title,
            url=party.get_absolute_url(),
            due_on=party.due_day,
            detail=f"{party.round.get_kind_display()} · {party.department.name}",
            since=party.invited_at,
        )


def overdue(visitor: Visitor) -> Iterator[Item]:
    """Open rounds in which somebody has not spoken in time."""
    late = Q(parties__role=PartyRole.ASKED, parties__state=PartyState.OVERDUE)
    rows = (
        Round.objects.at_desk_of(visitor)
        .filter(state=RoundState.OPEN)
        .annotate(
            late=Count("parties", filter=late),
            late_since=Min("parties__due_on", filter=late),
        )
        .filter(late__gt=0)
    )
    for row in rows.order_by("late_since", "pk")[:MOST_ITEMS]:
        words = ngettext(
            "%(count)s Amt hat sich noch nicht gemeldet",
            "%(count)s Ämter haben sich noch nicht gemeldet",
            row.late,
        )
        yield Item(
            title=row.title,
            url=row.get_absolute_url(),
            due_on=row.late_since,
            detail=words % {"count": row.late},
            since=row.convened_at,
            region_id=row.region_id,
        )


def to_call(visitor: Visitor) -> Iterator[Item]:
    """Bodies without a mailbox that nobody has told yet how things stand."""
    rows = (
        RoundParty.objects.live()
        .unreached()
        .filter(round__in=Round.objects.filter(covering(visitor, MODERATING)))
        .select_related("round", "department")
    )
    for party in rows.order_by("invited_at", "pk")[:MOST_ITEMS]:
        yield Item(
            title=_("Von Hand einladen: %(department)s")
            % {"department": party.department.name},
            url=reverse("rounds:party-told", args=[party.pk]),
            due_on=berlin_date(party.invited_at),
            detail=party.round.title,
            since=party.invited_at,
            region_id=party.round.region_id,
        )


def to_decide(visitor: Visitor) -> Iterator[Item]:
    """Everybody has spoken, or the time is over: those who decide are next."""
    mine = Q(pk__in=[])
    for procedure in registry.procedures():
        if visitor.has_role(*procedure.deciders):
            mine |= Q(kind=procedure.kind) & covering(visitor, procedure.deciders)
    rows = Round.objects.filter(mine, state=RoundState.DECIDING)
    for row in rows.order_by("decide_until", "pk")[:MOST_ITEMS]:
        yield Item(
            title=row.title,
            url=row.get_absolute_url(),
            due_on=row.decide_until,
            detail=_("%(kind)s: Ergebnis festhalten")
            % {"kind": row.get_kind_display()},
            since=row.convened_at,
            region_id=row.region_id,
        )
