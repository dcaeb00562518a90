from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons import owndata, slots
from commons.delivery import (
    copies,
    events,
    panels,
    printing,
    services,
)
from commons.delivery.services import endpoints
from commons.files import registry as files
from commons.files.models import StoredFile
from commons.followups import registry as followups
from commons.verbs import registry


def register() -> None:
    copies.register()
    _register_own_data()
    events.register_renderers(
        _("Meldung an eine Schnittstelle"), _("Test einer Schnittstelle")
    )
    registry.add_effect("endpoints", endpoints.tell)
    files.guard(printing.PURPOSE, _nobody)
    followups.register(
        "failures",
        _("Nicht angekommen"),
        panels.failures_today,
        order=20,
        query_budget=2,
    )
    followups.register("letters", _("Postausgang"), panels.letters_today, order=22)
    followups.register(
        "calls",
        _("Anrufen"),
        panels.calls_today,
        order=21,
        page=lambda: reverse("delivery:call-list"),
        query_budget=3,
    )
    for context in (panels.failures_menu, panels.letters_menu, panels.calls_menu):
        slots.fill(
            "account-menu",
            template="components/menu_link.html",
            context=context,
            order=31,
            query_budget=0,
        )


def _register_own_data() -> None:
    owndata.register(
        model="delivery.Delivery",
        user_fields=("to_user",),
        label=_("Sendungen an Sie"),
        retain=_("Ohne Inhalt; der Versandnachweis bleibt ein Jahr."),
        erase=services.forget,
        exported_fields=("channel", "renderer", "state", "created_at", "sent_at"),
    )
    owndata.register(
        model="delivery.PrintRun",
        user_fields=("printed_by",),
        label=_("Briefe, die Sie gedruckt haben"),
        retain=_("Bleibt ohne Ihren Namen; die Datei wird nach einem Tag gelöscht."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("printed_at", "total"),
        staff=_("Wer Briefe gedruckt hat, damit nichts doppelt verschickt wird."),
    )
    owndata.register(
        model="delivery.Suppression",
        user_fields=("lifted_by",),
        label=_("Gesperrte Adressen, die Sie freigegeben haben"),
        retain=_("Bleibt ein Jahr, danach ohne jede Spur."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("lifted_at", "lifted_because"),
        staff=_("Wer eine gesperrte Adresse wieder freigegeben hat, und warum."),
    )
    owndata.register(
        model="delivery.Endpoint",
        user_fields=("created_by",),
        label=_("Schnittstellen, die Sie angelegt haben"),
        retain=_("Bleibt ohne Ihren Namen, solange die Schnittstelle besteht."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("name", "created_at"),
        staff=_("Wer eine Schnittstelle zu einem anderen Programm angelegt hat."),
    )


def _nobody(_visitor: Any, _file: StoredFile) -> bool:
    """Prints hold addresses: only the view that writes it down hands them out."""
    return False
