"""What the rules show on pages that are not their own."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from participation.referrals import rules
from participation.referrals.models import Referral, Route
from participation.referrals.queries.routing import why_routed


def rules_menu(request: HttpRequest | None) -> Mapping[str, Any] | None:
    visitor = getattr(request, "visitor", None)
    if visitor is None or not rules.can_edit_rules(visitor):
        return None
    url = reverse("referrals:rule-list")
    return {"url": url, "label": _("Regeln: Wohin geht was?"), "icon": "list"}


def on_referral(
    request: HttpRequest | None,  # noqa: ARG001 -- the page is the SPK's
    thing: object,
) -> Mapping[str, Any] | None:
    """Why a referral went where it went; nothing where it was before the rules."""
    if not isinstance(thing, Referral) or thing.route_id is None:
        return None
    routes = Route.objects.select_related("rule__book", "proposed")
    route = routes.get(pk=thing.route_id)
    return {"route": route, "why": why_routed(route)}
