"""Where networks show themselves, and what of them waits for the SPK."""

from django.utils.translation import gettext_lazy as _

from commons import slots
from commons.followups import registry as today
from commons.terms import registry as terms
from commons.terms.enums import Group
from participation.networks import panels, rules
from participation.networks.forms.terms import NetworkTermsForm
from participation.networks.models import NetworkTerms
from participation.networks.queries import oversight


def register() -> None:
    _register_slots()
    _register_today()
    _register_terms()


def _register_slots() -> None:
    for context, order in ((panels.own_menu, 14), (panels.oversight_menu, 27)):
        slots.fill(
            "account-menu",
            template="components/menu_link.html",
            context=context,
            order=order,
            query_budget=0,
        )
    slots.fill(
        "region",
        template="networks/_region.html",
        context=panels.on_region,
        order=30,
        query_budget=3,
    )
    slots.fill(
        "actor",
        template="networks/_of_actor.html",
        context=panels.of_actor,
        order=40,
        query_budget=3,
    )
    slots.fill(
        "network-side",
        template="moderation/_beside.html",
        context=panels.beside,
        order=90,
        query_budget=2,
    )
    slots.fill(
        "network-side",
        template="moderation/_staff_entry.html",
        context=panels.staff_entry,
        order=95,
        query_budget=0,
    )
    slots.fill(
        "network-tab",
        template="networks/_tab.html",
        context=panels.member_tab,
        order=90,
        query_budget=0,
    )


def _register_today() -> None:
    today.register(
        "networks-unled",
        _("Netzwerke ohne Koordination"),
        oversight.unled,
        order=47,
    )
    today.register(
        "networks-quiet",
        _("Netzwerke, die nicht antworten"),
        oversight.unanswered,
        order=48,
        query_budget=2,
    )


def _register_terms() -> None:
    terms.register(
        terms.House(
            key="networks",
            model=NetworkTerms,
            form_class=NetworkTermsForm,
            title=_("Regeln für Netzwerke"),
            lead=_(
                "Wann wir ein stilles Netzwerk fragen, ob es weitergeht, und wann die "
                "SPK nachsieht."
            ),
            verb="network.terms_changed",
            url_name="networks:network-terms",
            may_change=rules.can_set_terms,
            may_read=rules.can_oversee,
            group=Group.MORE,
        )
    )
