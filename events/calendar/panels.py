"""What the calendar shows on pages of others: home, Stadtteil, actor, network, menu."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from commons.accounts.http import HttpRequest as VisitorRequest
from events.calendar.models import Event
from events.calendar.queries import embedding
from neighbourhood.regions.models import Region
from participation.actors import rules as actors
from participation.actors.models import Actor
from participation.moderation import panels as desk
from participation.networks.models import Network

Panel = Mapping[str, Any] | None


def on_home(request: HttpRequest | None) -> Panel:  # noqa: ARG001 -- the same for all
    """None keeps the words that the first page has for an empty calendar."""
    found = embedding.on_home()
    return {"occurrences": found} if found else None


def on_region(
    request: HttpRequest | None,  # noqa: ARG001 -- the same for all
    region: Region,
) -> Panel:
    query = f"?stadtteil={region.slug}"
    return {
        "region": region,
        "occurrences": embedding.in_region(region),
        "list_url": reverse("calendar:event-list") + query,
        "sheet_url": reverse("calendar:sheet-pdf", args=[region.slug]),
        "feed_url": _whole(reverse("calendar:feed-region", args=[region.slug])),
    }


def of_actor(request: VisitorRequest, actor: Actor) -> Panel:
    """For whoever looks after the profile also how its own site can show them."""
    if not actor.is_public or actor.archived_at is not None:
        return None
    found = embedding.beside_actor(actor)
    may_embed = actors.can_edit(request.visitor, actor)
    if not found and not may_embed:
        return None
    return {
        "occurrences": found,
        "feed_url": _whole(reverse("calendar:feed-actor", args=[actor.pk])),
        "embed_url": reverse("calendar:embed-help", args=[actor.pk])
        if may_embed
        else "",
    }


def of_network(
    request: HttpRequest | None,  # noqa: ARG001 -- whoever reads the network
    network: Network,
) -> Panel:
    found = embedding.beside_network(network)
    if not found:
        return None
    return {
        "occurrences": found,
        "feed_url": _whole(reverse("calendar:feed-network", args=[network.pk])),
        "embed_url": "",
    }


def beside(request: VisitorRequest, event: Event, **_others: Any) -> Panel:
    """The way to report it; for its author what the desk says."""
    return desk.beside_idea(request=request, idea=event)


def staff_entry(request: VisitorRequest, event: Event, **_others: Any) -> Panel:
    return desk.staff_entry(request=request, idea=event)


def in_account_menu(request: HttpRequest | None) -> Panel:
    visitor = getattr(request, "visitor", None)
    if visitor is None or not visitor.is_signed_in:
        return None
    url = reverse("calendar:personal-calendar")
    return {"url": url, "label": _("Mein Kalender"), "icon": "calendar"}


def _whole(path: str) -> str:
    return settings.BASE_URL + path
