"""Mail that comes in: read, taken apart, handed to the app whose address it bears."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from commons import kinds, owndata, slots
from commons.accounts.visitors import Visitor
from commons.files import registry as files
from commons.files.models import StoredFile
from commons.followups import registry as today
from commons.incoming import bounces, copies, handlers, rules
from commons.incoming.forms import MailTermsForm
from commons.incoming.models import Mail, MailTerms
from commons.incoming.queries import away_today, waiting_today
from commons.incoming.services.taking import PURPOSE
from commons.terms import registry as terms
from commons.terms.enums import Group
from commons.verbs import registry as verbs
from commons.verbs.registry import Verb


def register() -> None:
    _register_kinds()
    _register_terms()
    _register_own_data()
    verbs.declare(
        Verb("mail.put_aside", words=gettext_lazy("hat eine Mail zurückgelegt")),
        Verb("mail.assigned", words=gettext_lazy("hat eine Mail zugeordnet")),
        Verb("mail.discarded", words=gettext_lazy("hat eine Mail verworfen")),
        Verb("mail.taken_back", words=gettext_lazy("hat eine Mail zurückgeholt")),
        Verb(
            "mail.terms_changed",
            words=gettext_lazy("hat Regeln für Post per Mail geändert"),
        ),
    )
    files.guard(PURPOSE, _can_see_file)
    handlers.register(
        "bounces", bounces.matches, bounces.handle, order=10, is_for_machines=True
    )
    today.register(
        "incoming-aside",
        gettext_lazy("Nicht zugeordnete Mails"),
        waiting_today,
        order=24,
        page=lambda: reverse("incoming:mail-list"),
    )
    today.register(
        "incoming-away",
        gettext_lazy("Postfach nicht zu erreichen"),
        away_today,
        order=18,
        query_budget=0,
    )
    slots.fill(
        "account-menu",
        template="components/menu_link.html",
        context=_menu,
        order=32,
        query_budget=0,
    )
    copies.register()


def _register_kinds() -> None:
    kinds.register(
        kinds.Kind(
            key="mail",
            model="incoming.Mail",
            label=gettext_lazy("Eingegangene Mail"),
            title=lambda mail: mail.subject or _("Mail ohne Betreff"),
            url=lambda mail: mail.get_absolute_url(),
            region_id=lambda mail: mail.region_id,
            visible_to=kinds.as_the_rows_say,
        )
    )


def _register_own_data() -> None:
    owndata.register(
        model="incoming.Mail",
        user_fields=("settled_by",),
        label=gettext_lazy("Mails, die Sie bearbeitet haben"),
        retain=gettext_lazy("Bleibt als Nachweis, ohne den Wortlaut der Mail."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("state", "received_at", "settled_at"),
        staff=gettext_lazy(
            "Wer eine eingegangene Mail zugeordnet oder verworfen hat, damit nichts "
            "verloren geht."
        ),
    )
    owndata.register(
        model="incoming.MailTerms",
        user_fields=("changed_by",),
        label=gettext_lazy("Regeln für Post per Mail, die Sie geändert haben"),
        retain=gettext_lazy("Bleibt als Vorgang der Verwaltung."),
        erase=owndata.Erasure.KEEP,
        exported_fields=("keep_days", "most_megabytes", "most_an_hour", "changed_at"),
        staff=gettext_lazy("Wer Regeln geändert hat, als Nachweis der Zuständigkeit."),
    )


def _can_see_file(visitor: Visitor, file: StoredFile) -> bool:
    """Attachments alone, for who sees the mail; the raw message is shown to nobody."""
    mails = Mail.objects.filter(attachments__file=file).distinct()
    if mails.visible_to(visitor).exists():
        return True
    return any(handlers.can_see(visitor, mail) for mail in mails)


def _menu(request: Any) -> Mapping[str, Any] | None:
    visitor = getattr(request, "visitor", None)
    if visitor is None or not rules.can_see_aside(visitor):
        return None
    url = reverse("incoming:mail-list")
    return {"url": url, "label": _("Nicht zugeordnete Mails"), "icon": "mail"}


def _register_terms() -> None:
    terms.register(
        terms.House(
            key="mail",
            model=MailTerms,
            form_class=MailTermsForm,
            title=gettext_lazy("Regeln für Post per Mail"),
            lead=gettext_lazy(
                "Was an unser Postfach kommt, bleibt nach dem Erledigen noch eine "
                "Weile im Original. Was zu groß ist oder zu oft kommt, legen wir "
                "zur Seite, bis jemand hineinsieht."
            ),
            verb="mail.terms_changed",
            url_name="incoming:mail-terms",
            may_change=rules.can_change_terms,
            group=Group.MAIL,
            summary=str,
        )
    )
