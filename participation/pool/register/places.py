"""Where the pool shows on other pages: menu, Stadtteil, network, rules."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _now, gettext_lazy as _

from commons import slots
from commons.terms import registry as terms
from commons.terms.enums import Group
from neighbourhood.regions.models import Region
from participation.actors.models import Actor
from participation.networks.models import Network
from participation.pool import rules
from participation.pool.forms.terms import PoolTermsForm
from participation.pool.models import PoolTerms
from participation.pool.queries import listing


def register() -> None:
    _register_slots()
    _register_terms()


def _register_slots() -> None:
    slots.fill(
        "account-menu",
        template="components/menu_link.html",
        context=_in_account_menu,
        order=32,
        query_budget=0,
    )
    slots.fill(
        "networks-actions",
        template="pool/_networks_action.html",
        context=_nothing_more,
        order=40,
        query_budget=0,
    )
    slots.fill(
        "region",
        template="pool/_region.html",
        context=_on_region,
        order=40,
        query_budget=1,
    )
    slots.fill(
        "network-space",
        template="pool/_network.html",
        context=_in_network,
        order=60,
        query_budget=2,
    )
    slots.fill(
        "actor",
        template="pool/_actor.html",
        context=_on_actor,
        order=40,
        query_budget=1,
    )


def _register_terms() -> None:
    terms.register(
        terms.House(
            key="pool",
            model=PoolTerms,
            form_class=PoolTermsForm,
            title=_("Regeln für den Pool"),
            lead=_(
                "Wie lange Angebote und Gesuche stehen, wann wir nachfragen, und wie "
                "lange ein Haus für eine Antwort Zeit hat."
            ),
            verb="pool.terms_changed",
            url_name="pool:pool-terms",
            may_change=rules.can_change_terms,
            may_read=rules.can_read_terms,
            group=Group.MORE,
            summary=str,
        )
    )


def _in_account_menu(request: HttpRequest | None) -> dict[str, Any]:  # noqa: ARG001 -- the slot's signature
    url = reverse("pool:pool-mine")
    return {"url": url, "label": _now("Mein Pool"), "icon": "tools"}


def _nothing_more(request: HttpRequest | None) -> dict[str, Any]:  # noqa: ARG001 -- the slot's signature
    return {}


def _on_region(request: HttpRequest | None, region: Region) -> Mapping[str, Any] | None:  # noqa: ARG001 -- the slot's signature
    offers = listing.newest_in(region)
    if not offers:
        return None
    url = f"{reverse('pool:offer-list')}?stadtteil={region.slug}"
    return {"offers": offers, "list_url": url}


def _on_actor(request: HttpRequest | None, actor: Actor) -> Mapping[str, Any] | None:  # noqa: ARG001 -- the slot's signature
    offers = listing.of_actors([actor.pk])
    if not offers:
        return None
    has_plan = any(offer.is_bookable for offer in offers)
    url = reverse("pool:house-week", args=[actor.pk]) if has_plan else ""
    return {"offers": offers, "plan_url": url}


def _in_network(
    request: HttpRequest | None,  # noqa: ARG001 -- the slot's signature
    network: Network,
) -> Mapping[str, Any] | None:
    """What the actors that are members put into the pool; public on its own page."""
    members = network.memberships.filter(left_at__isnull=True, actor__isnull=False)
    offers = listing.of_actors(members.values_list("actor_id", flat=True))
    return {"offers": offers} if offers else None
