"""The lists of rounds, and one round with everything on its page."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from commons.accounts.visitors import Visitor
from neighbourhood.departments.models import Department
from neighbourhood.rounds import registry
from neighbourhood.rounds.enums import PartyRole, PartyState, RoundState
from neighbourhood.rounds.models import (
    Round,
    RoundChange,
    RoundMessage,
    RoundParty,
    RoundStatement,
)

PAGE = 50
FARTHEST = 1_000
VIEWS = {
    "offen": _("Offen"),
    "entscheiden": _("Zu entscheiden"),
    "beendet": _("Beendet"),
}
STATES = {
    "offen": (RoundState.OPEN,),
    "entscheiden": (RoundState.DECIDING,),
    "beendet": (RoundState.CLOSED, RoundState.CANCELLED),
}


@dataclass(frozen=True)
class Page:
    rounds: Sequence[Round]
    next_offset: int | None


def desk_list(visitor: Visitor, view: str, *, offset: int = 0) -> Page:
    """Rounds of one's regions: the live ones by date, the ended ones newest first."""
    rows = (
        Round.objects.at_desk_of(visitor)
        .with_dates()
        .filter(state__in=STATES.get(view, STATES["offen"]))
        .annotate(
            asked=Count("parties", filter=Q(parties__role=PartyRole.ASKED)),
            stated=Count(
                "parties",
                filter=Q(
                    parties__role=PartyRole.ASKED,
                    parties__state__in=[PartyState.STATED, PartyState.DECLINED],
                ),
            ),
        )
        .select_related("region")
    )
    order = {
        "entscheiden": ("decide_until", "pk"),
        "beendet": ("-ended_at", "-pk"),
    }.get(view, (F("next_due").asc(nulls_last=True), "pk"))
    found = list(rows.order_by(*order)[offset : offset + PAGE + 1])
    return Page(found[:PAGE], offset + PAGE if len(found) > PAGE else None)


def figures(visitor: Visitor) -> dict[str, int]:
    """How many stand in the views that ask for something; one query."""
    live = Round.objects.at_desk_of(visitor).live().order_by()
    counted: dict[str, int] = live.aggregate(
        offen=Count("pk", filter=Q(state=RoundState.OPEN)),
        entscheiden=Count("pk", filter=Q(state=RoundState.DECIDING)),
    )
    return counted


def with_everything() -> QuerySet[Round]:
    """A round as its page shows it: parties, all versions, messages."""
    statements = RoundStatement.objects.prefetch_related("files").order_by("version")
    parties = (
        RoundParty.objects.select_related("department", "link", "delivery", "due_on")
        .prefetch_related(Prefetch("statements", queryset=statements))
        .order_by("role", "pk")
    )
    messages = RoundMessage.objects.select_related("party__department")
    changes = RoundChange.objects.select_related("party__department", "chosen")
    return (
        Round.objects.with_dates()
        .select_related("region", "chosen", "continues", "convened_by")
        .prefetch_related(
            Prefetch("parties", queryset=parties),
            Prefetch("messages", queryset=messages.order_by("said_at", "pk")),
            Prefetch("changes", queryset=changes.order_by("pk")),
        )
    )


def inbox(visitor: Visitor) -> list[RoundParty]:
    """Live rounds of the departments one works for, the next date first; a query."""
    rows = RoundParty.objects.live().of(visitor).select_related("round", "department")
    return list(rows.order_by(F("due_on").asc(nulls_last=True), "pk")[:PAGE])


def departments_beside(row: Round) -> QuerySet[Department]:
    """Who may still be asked."""
    known = row.parties.present().values("department_id")
    return Department.objects.receiving().exclude(pk__in=known)


@dataclass(frozen=True)
class Spoken:
    """What one department says: its newest version, and those before it."""

    party: RoundParty
    newest: RoundStatement
    position: str
    earlier: list[RoundStatement]


def statements_in(row: Round) -> list[Spoken]:
    """Of a round from `with_everything`, those who spoke first standing first."""
    positions = registry.get(row.kind).positions
    spoken = []
    for party in row.parties.all():
        versions = list(party.statements.all())
        if versions:
            newest = versions[-1]
            label = str(positions.get(newest.position, newest.position))
            spoken.append(Spoken(party, newest, label, versions[:-1]))
    return sorted(spoken, key=lambda each: each.newest.stated_at)


def files_in(round_id: int) -> QuerySet:
    """The ids of all papers that came with statements in a round."""
    statements = RoundStatement.objects.filter(party__round=round_id)
    return statements.filter(files__isnull=False).values("files")
