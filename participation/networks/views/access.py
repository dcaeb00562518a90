"""How each page of a network begins: not visible is 404, not allowed is 403."""

from typing import Any, TypeVar
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from commons.accounts.http import HttpRequest
from participation.networks import rules
from participation.networks.models import Network
from participation.networks.queries import space

Row = TypeVar("Row", bound=Model)
BEFORE = "vor"


def found(row: Row | None) -> Row:
    """Of what an address names; who may see it is asked of its network next."""
    if row is None:
        raise Http404
    return row


def seen(request: HttpRequest, pk: int) -> Network:
    """For who may know of it; a hidden one is as if it were not there."""
    return found(space.find(pk, request.visitor))


def read(request: HttpRequest, pk: int) -> Network:
    """For who may read what is inside."""
    network = seen(request, pk)
    if not rules.can_read(request.visitor, network):
        raise PermissionDenied
    return network


def written(request: HttpRequest, pk: int) -> Network:
    """For members, as long as it goes on."""
    network = seen(request, pk)
    if not rules.can_write(request.visitor, network):
        raise PermissionDenied
    return network


def coordinated(request: HttpRequest, pk: int) -> Network:
    """For who coordinates it."""
    network = seen(request, pk)
    if not rules.can_coordinate(request.visitor, network):
        raise PermissionDenied
    return network


def earlier(here: str, before: int | None, **more: str) -> str:
    """Where a list goes on that shows the newest first; empty at its end."""
    return f"{here}?{urlencode({**more, BEFORE: before})}" if before else ""


def space_context(
    request: HttpRequest, network: Network, title: str = ""
) -> dict[str, Any]:
    """What `networks/space.html` needs; `title` names the page, but the first one."""
    trail = [(_("Netzwerke"), reverse("networks:network-list"))]
    if title:
        trail.append((network.name, network.get_absolute_url()))
    return {
        "network": network,
        "space": space.space_of(network, request.visitor),
        "page_title": title,
        "trail": trail,
    }
