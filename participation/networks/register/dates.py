"""Dates of networks and their calendars: what they tell the registries."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _, gettext_lazy

from commons import copies, kinds, owndata, slots
from commons.accounts.http import HttpRequest
from commons.blackening import Blackening
from commons.copies import About
from commons.verbs import registry
from participation.networks.models import Network, NetworkDate
from participation.networks.panels import tab_of
from participation.networks.queries import dates as queries, own
from participation.networks.verbs.dates import VERBS


def register() -> None:
    registry.declare(*VERBS)
    kinds.register(
        kinds.Kind(
            key="network_date",
            model="networks.NetworkDate",
            label=gettext_lazy("Termin eines Netzwerks"),
            title=lambda date: date.title,
            url=lambda date: date.get_absolute_url(),
            region_id=lambda date: date.network.region_id,
            visible_to=kinds.as_the_rows_say,
            related=("network",),
        )
    )
    copies.register("networks.NetworkDate", ("title", "place_text", "words"), _dates)
    _fill_slots()
    _register_own_data()


def in_networks_of(about: About) -> Q:
    """What stands in a network may quote the network itself, and its posts."""
    networks = Q(network__in=about.of("network"))
    return networks | Q(network__posts__in=about.of("network_post"))


def _dates(about: About, _black: Blackening) -> QuerySet:
    rows = NetworkDate.objects.filter(in_networks_of(about))
    return NetworkDate.objects.filter(pk__in=rows.values("pk"))


def _fill_slots() -> None:
    slots.fill(
        "network-tab",
        template="networks/_tab.html",
        context=_tab,
        order=30,
        query_budget=0,
    )
    slots.fill(
        "network-space",
        template="networks/_dates.html",
        context=_next_dates,
        order=20,
        query_budget=1,
    )


def _tab(request: HttpRequest | None, network: Network) -> Mapping[str, Any]:
    pages = ("date-show", "calendar-show")
    return tab_of(request, network, "date-list", _("Termine"), pages=pages)


def _next_dates(
    request: HttpRequest | None,  # noqa: ARG001 -- whoever reads the network
    network: Network,
) -> Mapping[str, Any] | None:
    dates = queries.next_of(network)
    return {"dates": dates, "network": network} if dates else None


def _register_own_data() -> None:
    owndata.register(
        model="networks.NetworkDate",
        user_fields=("changed_by",),
        label=gettext_lazy("Termine von Netzwerken, die Sie zuletzt geändert haben"),
        retain=gettext_lazy("Der Termin bleibt dem Netzwerk, ohne Ihren Namen."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("title", "starts_at", "changed_at"),
        staff=gettext_lazy("Wer einen Termin zuletzt geändert hat, für Rückfragen."),
    )
    owndata.register(
        model="networks.CalendarKey",
        user_fields=("user",),
        label=gettext_lazy("Kalender von Netzwerken, die Sie abonniert haben"),
        retain=gettext_lazy("Bis Sie das Abo beenden oder Ihr Konto löschen."),
        erase=owndata.Erasure.DELETE,
        export=own.calendar_keys,
    )
