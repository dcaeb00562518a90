"""What interim notices tell the other rooms."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _now, gettext_lazy as _, ngettext

from commons import copies, owndata, slots
from commons.blackening import Blackening
from commons.copies import About
from commons.delivery import renderers as delivery
from commons.followups import registry as today
from commons.terms import registry as terms
from commons.terms.enums import Group
from commons.verbs import registry as verbs
from participation.ideas.models import Idea
from participation.ideas.queries import way as idea_way
from participation.notices import renderers, rules
from participation.notices.forms.notices import NoticeTermsForm
from participation.notices.models import InterimNotice, NoticeTerms
from participation.notices.queries import notices, waiting, way
from participation.notices.services import overtaking, receipts, sending
from participation.notices.verbs import VERBS


def register() -> None:
    verbs.declare(*VERBS)
    verbs.add_effect("notices.overtaking", overtaking.follow)
    verbs.add_effect("notices.receipt", receipts.follow)
    idea_way.register(way.entries)
    copies.register("notices.InterimNotice", ("text",), _rows)
    delivery.register(sending.RENDERER, renderers.notices, label=_("Zwischennachricht"))
    delivery.register(
        receipts.RENDERER, renderers.receipt, label=_("Eingang einer Idee")
    )
    _register_terms()
    _register_today()
    _fill_slots()
    _register_own_data()


def _register_terms() -> None:
    terms.register(
        terms.House(
            key="notices",
            model=NoticeTerms,
            form_class=NoticeTermsForm,
            title=_("Regeln für Zwischennachrichten"),
            lead=_(
                "Wann Menschen von uns hören, obwohl nichts Neues geschah. Die üblichen"
                " Zahlen stehen in der Gemeinsamen Geschäftsordnung für die Berliner "
                "Verwaltung, Allgemeiner Teil (GGO I) § 33: eine Bestätigung nach zwei "
                "Wochen, eine Zwischennachricht nach einem Monat."
            ),
            verb="notice.terms_changed",
            url_name="notices:notice-terms",
            may_change=rules.can_change_terms,
            may_read=rules.can_see_notices,
            group=Group.TIME,
            summary=_summary,
        )
    )


def _summary(row: NoticeTerms) -> str:
    days = ngettext(
        "Zwischennachricht nach %(days)s Tag",
        "Zwischennachricht nach %(days)s Tagen",
        row.interim_days,
    )
    words = days % {"days": row.interim_days}
    return f"{words}; {_now('ohne Freigabe')}: {row.get_automatic_display()}"


def _register_today() -> None:
    today.register(
        "notices-release",
        _("Zwischennachricht freigeben"),
        waiting.releases,
        order=27,
        count=waiting.count_of_releases,
        page=lambda: reverse("notices:notice-list"),
    )
    today.register(
        "notices-unpromised",
        _("Offen, aber ohne nächsten Termin"),
        waiting.unpromised,
        order=26,
    )


def _fill_slots() -> None:
    slots.fill(
        "account-menu",
        template="components/menu_link.html",
        context=_menu_entry,
        order=21,
        query_budget=0,
    )
    slots.fill(
        "idea-staff",
        template="notices/_desk_panel.html",
        context=_desk_panel,
        order=22,
        query_budget=1,
    )
    slots.fill(
        "case-aside",
        template="notices/_desk_panel.html",
        context=_desk_panel,
        order=22,
        query_budget=1,
    )


def _menu_entry(request: HttpRequest | None) -> Mapping[str, Any] | None:
    visitor = getattr(request, "visitor", None)
    if visitor is None or not rules.can_see_notices(visitor):
        return None
    url = reverse("notices:notice-list")
    return {"url": url, "label": _now("Zwischennachrichten"), "icon": "clock"}


def _desk_panel(request: HttpRequest | None, idea: Idea) -> Mapping[str, Any] | None:
    """Beside the idea: that a notice lies ready, or leaves soon."""
    visitor = getattr(request, "visitor", None)
    if visitor is None or not rules.can_release(visitor, idea):
        return None
    notice = notices.open_on(idea)
    return {"notice": notice} if notice is not None else None


def _rows(about: About, _black: Blackening) -> QuerySet:
    return InterimNotice.objects.filter(idea__in=about.of("idea"))


def _register_own_data() -> None:
    kept = _("Bleibt als Vorgang der Verwaltung.")
    owndata.register(
        model="notices.InterimNotice",
        user_fields=("released_by", "closed_by"),
        label=_("Zwischennachrichten, die Sie freigegeben oder erledigt haben"),
        retain=kept,
        erase=owndata.Erasure.UNLINK,
        exported_fields=("idea__number", "due_on", "text", "released_at", "closed_at"),
        staff=_(
            "Wer eine Zwischennachricht freigegeben hat, damit Nachfragen die richtige "
            "Person finden."
        ),
    )
    owndata.register(
        model="notices.NoticeTerms",
        user_fields=("changed_by",),
        label=_("Regeln für Zwischennachrichten, die Sie geändert haben"),
        retain=kept,
        erase=owndata.Erasure.KEEP,
        exported_fields=("changed_at", "interim_days", "automatic"),
        staff=_("Wer Regeln geändert hat, als Nachweis der Zuständigkeit."),
    )
