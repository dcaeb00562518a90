"""Where actors show themselves on pages of others, and others on theirs."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from commons.accounts.http import HttpRequest
from participation.actors.models import Actor, actor_ids
from participation.moderation import panels as desk

Panel = dict[str, Any] | None


def menu_entry(request: HttpRequest) -> Panel:
    """For whoever works for one; the visitor's grants are known by then."""
    if not actor_ids(request.visitor):
        return None
    url = reverse("actors:actor-mine")
    return {"url": url, "label": _("Meine Akteure"), "icon": "house"}


def beside(request: HttpRequest, actor: Actor) -> Panel:
    """The way to report it; for its author what the desk says."""
    return desk.beside_idea(request=request, idea=actor)


def staff_entry(request: HttpRequest, actor: Actor) -> Panel:
    return desk.staff_entry(request=request, idea=actor)
