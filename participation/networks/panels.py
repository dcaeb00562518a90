"""What networks show on pages of others: a menu, a Stadtteil, tabs of a space."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from commons.accounts.http import HttpRequest
from neighbourhood.regions.models import Region
from participation.actors.models import Actor
from participation.moderation import panels as desk
from participation.networks import rules
from participation.networks.models import Network
from participation.networks.queries import listing

Panel = Mapping[str, Any] | None


def own_menu(request: HttpRequest | None) -> Panel:
    visitor = getattr(request, "visitor", None)
    if visitor is None or not visitor.is_signed_in:
        return None
    url = reverse("networks:network-mine")
    return {"url": url, "label": _("Meine Netzwerke"), "icon": "people"}


def oversight_menu(request: HttpRequest | None) -> Panel:
    visitor = getattr(request, "visitor", None)
    if visitor is None or not rules.can_oversee(visitor):
        return None
    url = reverse("networks:network-oversight")
    return {"url": url, "label": _("Netzwerke im Überblick"), "icon": "people"}


def on_region(
    request: HttpRequest | None,  # noqa: ARG001 -- the same for all
    region: Region,
) -> Panel:
    """Those of this Stadtteil that everybody may know of."""
    return {
        "region": region,
        "networks": listing.in_region(region),
        "list_url": f"{reverse('networks:network-list')}?stadtteil={region.slug}",
    }


def tab_of(
    request: HttpRequest | None,
    network: Network,
    name: str,
    label: str,
    *,
    pages: Sequence[str] = (),
) -> Mapping[str, Any]:
    """A tab of a network's space; `pages` are those below it, where it is marked."""
    match = request.resolver_match if request else None
    return {
        "url": reverse(f"networks:{name}", args=[network.pk]),
        "label": label,
        "count": "",
        "is_above": match is not None and match.url_name in pages,
    }


def member_tab(request: HttpRequest | None, network: Network) -> Panel:
    return tab_of(request, network, "network-members", _("Mitglieder"))


def of_actor(
    request: HttpRequest | None,  # noqa: ARG001 -- the same for all
    actor: Actor,
) -> Panel:
    """The networks that an actor is in, as far as everybody may know."""
    found = listing.of_actor(actor)
    return {"networks": found} if found else None


def beside(request: HttpRequest, network: Network) -> Panel:
    """The way to report it; for its founder what the desk says."""
    return desk.beside_idea(request=request, idea=network)


def staff_entry(request: HttpRequest, network: Network) -> Panel:
    if not rules.can_look_after(request.visitor, network):
        return None
    return desk.staff_entry(request=request, idea=network)
