"""What becomes of an idea in the hands of others: on its page, theirs, at the desk."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from commons.accounts.visitors import Visitor
from participation.actors.models import Actor, spoken_for
from participation.actors.queries.people import speaker_ids
from participation.ideas.models import Idea
from participation.networks.models import Network
from participation.networks.queries.members import coordinating_ids
from participation.together.enums import State
from participation.together.models import (
    Authorship,
    Partner,
    Partnered,
    Progress,
    Undertaking,
)
from participation.together.workflow import SHOWN

MOST_LISTED = 50


def with_everything() -> QuerySet[Undertaking]:
    """For one page: with idea, partner and those who acted."""
    return Undertaking.objects.select_related(
        "actor", "network", "idea__region", "idea__topic", "idea__author"
    )


def with_reports(rows: QuerySet[Undertaking]) -> QuerySet[Undertaking]:
    """Bring along what everybody reads of how it goes, oldest first."""
    public = Progress.objects.published().order_by("published_at", "pk")
    return rows.prefetch_related(
        Prefetch("reports", queryset=public, to_attr="public_reports")
    )


def accepted_on(idea: Idea) -> list[Undertaking]:
    """What somebody known to all ever accepted, oldest first, with public reports.

    Asked once for a page: panel and way of an idea show the same rows.
    """
    known: list[Undertaking] | None = vars(idea).get("accepted_undertakings")
    if known is None:
        rows = Undertaking.objects.in_public().with_partner()
        accepted = with_reports(rows.filter(idea=idea, accepted_at__isnull=False))
        known = list(accepted.order_by("accepted_at", "pk"))
        vars(idea)["accepted_undertakings"] = known
    return known


def shown_on(idea: Idea) -> list[Undertaking]:
    """What everybody reads under an idea."""
    return [row for row in accepted_on(idea) if row.state in SHOWN]


def author_asked(idea: Idea) -> Undertaking | None:
    """What the person behind an idea has not answered yet."""
    rows = Undertaking.objects.in_public().filter(idea=idea, state=State.ASKING)
    found: Undertaking | None = rows.with_partner().order_by("pk").first()
    return found


def at_desk_on(idea: Idea) -> list[Undertaking]:
    """All of an idea for the SPK, the newest first."""
    rows = Undertaking.objects.in_public().with_partner().filter(idea=idea)
    return list(rows.order_by("-begun_at", "-pk"))


def authorship_of(idea: Idea) -> Authorship | None:
    """For whom it was written, if everybody may know them."""
    found: Authorship | None = (
        Authorship.objects.in_public().with_partner().filter(idea=idea).first()
    )
    return found


def public_of(partner: Partner) -> list[Undertaking]:
    """What everybody reads on the partner's page: the newest first; one query."""
    rows = Undertaking.objects.shown().of(partner).select_related("idea")
    return list(rows.order_by("-accepted_at", "-pk")[:MOST_LISTED])


def authored_by(partner: Partner) -> list[Idea]:
    """Public ideas that somebody wrote for it, the newest first; one query."""
    written = Authorship.objects.of(partner).values("idea")
    rows = Idea.objects.published().filter(pk__in=written)
    return list(rows.order_by("-published_at", "-pk")[:MOST_LISTED])


def waiting_for(partner: Partner) -> list[Undertaking]:
    """What those who speak for it have open, the most urgent first; one query."""
    rows = Undertaking.objects.open().of(partner).select_related("idea")
    return list(rows.order_by("next_on", "pk")[:MOST_LISTED])


def own_of(visitor: Visitor) -> list[Undertaking]:
    """Of all for whom the visitor speaks: what is open first, then the newest."""
    actors = spoken_for(visitor)
    networks = Network.objects.coordinated_by(visitor).values("pk")
    rows = Undertaking.objects.filter(Q(actor__in=actors) | Q(network__in=networks))
    listed = rows.select_related("actor", "network", "idea").order_by(
        "-begun_at", "-pk"
    )
    found = list(listed[:MOST_LISTED])
    return sorted(found, key=lambda row: row.is_over)


def speaker_ids_of(row: Partnered) -> Iterable[int]:
    """Accounts that speak for the partner."""
    if row.actor is not None:
        return speaker_ids(row.actor)
    return coordinating_ids(row.network) if row.network is not None else ()


def last_report(row: Undertaking) -> Progress | None:
    """The newest that everybody may read."""
    return row.reports.published().order_by("-published_at", "-pk").first()


def numbers_of(partner: Any) -> list[str]:
    """Of ideas whose page names the partner."""
    if not isinstance(partner, Actor | Network):
        return []
    undertaken = Undertaking.objects.of(partner).values("idea")
    written = Authorship.objects.of(partner).values("idea")
    rows = Idea.objects.filter(Q(pk__in=undertaken) | Q(pk__in=written))
    return list(rows.order_by("pk").values_list("number", flat=True))
