"""Concerns of a network, and those that wait for the SPK."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from commons.accounts.visitors import Visitor
from commons.clock import berlin_date
from commons.followups.registry import MOST_ITEMS, Item
from neighbourhood.rounds.enums import RoundKind
from neighbourhood.rounds.models import Round
from participation.moderation.enums import Publication
from participation.networks.concern_states import OPEN, TAKEN_UP_AFTER
from participation.networks.enums import ConcernState
from participation.networks.models import Concern, Network

PAGE = 30
VIEWS = {
    "offen": (ConcernState.RAISED,),
    "runde": (ConcernState.IN_ROUND,),
    "beendet": (ConcernState.ANSWERED, ConcernState.DROPPED),
}


@dataclass(frozen=True)
class Page:
    """`before` is where the list goes on: the key of the last one shown."""

    concerns: list[Concern]
    before: int | None


def find(pk: int, visitor: Visitor) -> Concern | None:
    found: Concern | None = _rows().filter(pk=pk).visible_to(visitor).first()
    return found


def of_network(network: Network, *, before: int | None = None) -> Page:
    """The newest first."""
    return _page(_rows().filter(network=network), before)


def open_of(network: Network) -> list[Concern]:
    """For the overview: what the Bezirksamt still has to say something to."""
    rows = Concern.objects.filter(network=network, state__in=sorted(OPEN))
    return list(rows.order_by("-pk")[:PAGE])


def at_desk(visitor: Visitor, view: str, *, before: int | None = None) -> Page:
    """What networks brought to the SPK in the visitor's regions."""
    states = VIEWS.get(view, VIEWS["offen"])
    rows = _rows().at_desk_of(visitor).filter(state__in=states)
    return _page(rows, before)


def of_round(row: Round) -> Concern | None:
    """Also of one that was called off, after which the concern waits again."""
    if row.kind != RoundKind.CONCERN:
        return None
    found: Concern | None = _rows().filter(pk=row.about_id).first()
    return found


def waiting(visitor: Visitor) -> Iterator[Item]:
    """Nobody has brought them into a round yet; those that wait longest first."""
    rows = untouched().at_desk_of(visitor).exclude(raised_by=visitor.user_id)
    for concern in rows.order_by("raised_at", "pk")[:MOST_ITEMS]:
        yield Item(
            title=concern.title,
            url=concern.get_absolute_url(),
            due_on=berlin_date(concern.raised_at + TAKEN_UP_AFTER),
            detail=concern.network.name,
            since=concern.raised_at,
            region_id=concern.network.region_id,
        )


def untouched() -> Any:
    """Nobody has brought them into a round; their network goes on."""
    return _rows().filter(
        state=ConcernState.RAISED,
        network__publication=Publication.PUBLISHED,
        network__closed_at__isnull=True,
    )


def _page(rows: QuerySet, before: int | None) -> Page:
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: PAGE + 1])
    more = found[PAGE - 1].pk if len(found) > PAGE else None
    return Page(found[:PAGE], more)


def _rows() -> Any:
    return Concern.objects.select_related("network__region", "round", "result")
