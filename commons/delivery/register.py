from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _, ngettext

from commons import owndata, slots
from commons.delivery import copies, panels, printing, queries, rules, services
from commons.files import registry as files
from commons.files.models import StoredFile
from commons.followups import registry as followups


def register() -> None:
    copies.register()
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
    files.guard(printing.PURPOSE, _nobody)
    followups.register("failures", _("Nicht zugestellt"), _failures, order=20)
    followups.register("letters", _("Postausgang"), panels.letters_today, order=22)
    followups.register(
        "calls",
        _("Anrufen"),
        panels.calls_today,
        order=21,
        page=lambda: reverse("delivery:call-list"),
        query_budget=3,
    )
    for context in (panels.letters_menu, panels.calls_menu):
        slots.fill(
            "account-menu",
            template="components/menu_link.html",
            context=context,
            order=31,
            query_budget=0,
        )


def _nobody(_visitor: Any, _file: StoredFile) -> bool:
    """Prints hold addresses: only the view that writes it down hands them out."""
    return False


def _failures(visitor: Any) -> Iterator[followups.Item]:
    """One line on "Heute", however many mails a broken server has held up."""
    number = queries.failed_count() if rules.can_see_failures(visitor) else 0
    if number:
        words = ngettext(
            "%(number)d Sendung ist gescheitert",
            "%(number)d Sendungen sind gescheitert",
            number,
        )
        yield followups.Item(
            title=words % {"number": number}, url=reverse("delivery:delivery-list")
        )
