"""Money of the pool, applications and reports: what they tell the registries."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from commons import kinds, owndata, slots
from commons.search import registry as search
from commons.verbs import registry
from participation.actors.models import Actor
from participation.networks.models import Network
from participation.pool import fund_rules
from participation.pool.models import FundingCall
from participation.pool.queries.reports import HOUSE, NETWORK
from participation.pool.services import applications
from participation.pool.verbs.funds import VERBS

Panel = Mapping[str, Any] | None


def register() -> None:
    registry.declare(*VERBS)
    _register_kinds()
    _register_own_calls()
    _register_own_papers()
    _register_own_heads()
    search.register(
        "fund",
        document_of=document_of,
        everything=lambda: FundingCall.objects.published().order_by("pk"),
        label=gettext_lazy("Förderungen"),
        slug="foerderung",
    )
    slots.fill(
        "account-menu",
        template="components/menu_link.html",
        context=_menu_entry,
        order=16,
        query_budget=0,
    )
    slots.fill(
        "network-side",
        template="pool/_report_link.html",
        context=_on_network,
        order=60,
        query_budget=0,
    )
    slots.fill(
        "actor",
        template="pool/_report_link.html",
        context=_on_actor,
        order=90,
        query_budget=1,
    )


def _register_kinds() -> None:
    kinds.register(
        kinds.Kind(
            key="fund",
            model="pool.FundingCall",
            label=gettext_lazy("Förderung"),
            title=lambda call: call.title,
            url=lambda call: call.get_absolute_url(),
            region_id=lambda _call: None,
            visible_to=lambda rows, visitor: (
                rows if fund_rules.can_keep_calls(visitor) else rows.published()  # type: ignore[attr-defined]  # its own queryset
            ),
        )
    )
    kinds.register(
        kinds.Kind(
            key="application",
            model="pool.FundingApplication",
            label=gettext_lazy("Förderantrag"),
            title=lambda application: application.title,
            url=lambda application: application.get_absolute_url(),
            region_id=lambda _application: None,
            visible_to=kinds.as_the_rows_say,
        )
    )


def document_of(call: FundingCall) -> search.Document | None:
    """One that is over stays found: next year there may be the same again."""
    if not call.is_public:
        return None
    words = (call.giver, call.summary, call.criteria, call.contact_office)
    return search.Document(call.title, "\n\n".join(words), dated_at=call.published_at)


def _menu_entry(request: HttpRequest | None) -> Panel:
    visitor = getattr(request, "visitor", None)
    if visitor is None or not visitor.is_signed_in:
        return None
    url = reverse("pool:fund-list")
    return {"url": url, "label": _("Förderung und Berichte"), "icon": "document"}


def _on_network(request: HttpRequest | None, network: Network) -> Panel:
    return _report_link(request, network, NETWORK)


def _on_actor(request: HttpRequest | None, actor: Actor) -> Panel:
    return _report_link(request, actor, HOUSE)


def _report_link(
    request: HttpRequest | None, subject: Actor | Network, side: str
) -> Panel:
    visitor = getattr(request, "visitor", None)
    if visitor is None or not fund_rules.can_report(visitor, subject):
        return None
    return {"url": reverse("pool:report-show", args=[side, subject.pk])}


def _register_own_calls() -> None:
    owndata.register(
        model="pool.FundingCall",
        user_fields=("changed_by",),
        label=gettext_lazy("Seiten von Förderungen, die Sie zuletzt geändert haben"),
        retain=gettext_lazy("Bleibt als Vorgang der Verwaltung."),
        erase=owndata.Erasure.KEEP,
        exported_fields=("title", "changed_at"),
        staff=gettext_lazy("Wer die Seite einer Förderung geändert hat."),
    )


def _register_own_papers() -> None:
    owndata.register(
        model="pool.FundingApplication",
        user_fields=("user",),
        label=gettext_lazy("Ihre Förderanträge"),
        retain=gettext_lazy(
            "Ihre eigenen, bis Sie den Antrag oder Ihr Konto löschen. Anträge eines "
            "Akteurs bleiben bei ihm, ohne Ihren Namen und Ihre Adresse."
        ),
        erase=applications.forget_person,
        exported_fields=(
            "call__title",
            "title",
            "purpose",
            "kind",
            "extent",
            "from_on",
            "until_on",
            "own_share",
            "contact_name",
            "contact_email",
            "contact_phone",
            "state",
            "state_on",
            "granted",
        ),
    )


def _register_own_heads() -> None:
    owndata.register(
        model="pool.Headcount",
        user_fields=("noted_by",),
        label=gettext_lazy("Zahlen von Teilnehmenden, die Sie eingetragen haben"),
        retain=gettext_lazy("Die Zahl bleibt dem Netzwerk, ohne Ihren Namen."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("date__title", "number", "noted_at"),
        staff=gettext_lazy("Wer die Zahl eingetragen hat, für Rückfragen."),
    )
