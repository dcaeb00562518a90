"""What Rundbriefe tell the other rooms, but for who reads them."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _now, gettext_lazy as _, ngettext

from commons import copies, kinds, owndata, slots
from commons.blackening import Blackening
from commons.copies import About
from commons.followups import registry as today
from commons.terms import registry as terms
from commons.terms.enums import Group
from commons.verbs import registry as verbs
from neighbourhood.newsletters import rules
from neighbourhood.newsletters.forms.rhythms import NewsletterTermsForm
from neighbourhood.newsletters.models import (
    Correction,
    Item,
    Newsletter,
    NewsletterTerms,
)
from neighbourhood.newsletters.queries import due
from neighbourhood.newsletters.quoting import pieces_about
from neighbourhood.newsletters.verbs import VERBS


def register() -> None:
    kinds.register(
        kinds.Kind(
            key="newsletter",
            model="newsletters.Newsletter",
            label=_("Rundbrief"),
            title=lambda newsletter: newsletter.title,
            url=lambda newsletter: newsletter.get_absolute_url(),
            region_id=lambda newsletter: newsletter.region_id,
            visible_to=kinds.as_the_rows_say,
            related=("region",),
        )
    )
    verbs.declare(*VERBS)
    _register_terms()
    _register_own_data()
    _register_copies()
    today.register(
        "newsletters",
        _("Rundbrief fällig"),
        due.on_desk,
        order=46,
        page=lambda: reverse("newsletters:newsletter-list"),
        query_budget=2,
    )
    slots.fill(
        "account-menu",
        template="components/menu_link.html",
        context=_menu_entry,
        order=26,
        query_budget=0,
    )


def _menu_entry(request: HttpRequest | None) -> Mapping[str, Any] | None:
    visitor = getattr(request, "visitor", None)
    if visitor is None or not rules.can_see_desk(visitor):
        return None
    url = reverse("newsletters:newsletter-list")
    return {"url": url, "label": _now("Rundbriefe"), "icon": "mail"}


def _register_terms() -> None:
    terms.register(
        terms.House(
            key="newsletters",
            model=NewsletterTerms,
            form_class=NewsletterTermsForm,
            title=_("Regeln für Rundbriefe"),
            lead=_(
                "Wie oft ein Stadtteil von sich hört, und wer einen Rundbrief "
                "freigibt. Ein Stadtteil kann einen eigenen Abstand haben."
            ),
            verb="newsletter.terms_changed",
            url_name="newsletters:newsletter-terms",
            may_change=rules.can_change_terms,
            may_read=rules.can_see_desk,
            group=Group.MORE,
            summary=_summary,
        )
    )


def _summary(row: NewsletterTerms) -> str:
    words = ngettext(
        "Jede Woche ein Rundbrief",
        "Alle %(weeks)s Wochen ein Rundbrief",
        row.rhythm_weeks,
    )
    said = words % {"weeks": row.rhythm_weeks}
    if row.needs_second_person:
        return f"{said}; {_now('eine zweite Person gibt frei')}"
    return said


def _register_copies() -> None:
    """Whatever stands beside a piece may quote it: the whole Rundbrief is looked at."""
    copies.register("newsletters.Newsletter", ("title", "intro"), _newsletters)
    copies.register("newsletters.Item", ("title", "text", "link"), _items)
    copies.register("newsletters.Correction", ("text",), _corrections)


def _newsletters(about: About, _black: Blackening) -> QuerySet:
    telling = Item.objects.filter(pieces_about(about))
    return Newsletter.objects.filter(pk__in=telling.values("newsletter"))


def _items(about: About, black: Blackening) -> QuerySet:
    return Item.objects.filter(newsletter__in=_newsletters(about, black))


def _corrections(about: About, black: Blackening) -> QuerySet:
    return Correction.objects.filter(newsletter__in=_newsletters(about, black))


def _register_own_data() -> None:
    kept = _("Bleibt als Vorgang der Verwaltung.")
    owndata.register(
        model="newsletters.Newsletter",
        user_fields=("created_by", "edited_by", "released_by", "stopped_by"),
        label=_("Rundbriefe, an denen Sie gearbeitet haben"),
        retain=kept,
        erase=owndata.Erasure.UNLINK,
        exported_fields=("title", "year", "number", "created_at", "released_at"),
        staff=_(
            "Wer einen Rundbrief begonnen, zuletzt geändert, freigegeben oder "
            "angehalten hat, damit Nachfragen die richtige Person finden."
        ),
    )
    owndata.register(
        model="newsletters.Correction",
        user_fields=("created_by",),
        label=_("Berichtigungen, die Sie zu einem Rundbrief geschrieben haben"),
        retain=kept,
        erase=owndata.Erasure.UNLINK,
        exported_fields=("text", "created_at"),
        staff=_("Wer eine Berichtigung geschrieben hat, für Rückfragen."),
    )
    owndata.register(
        model="newsletters.Rhythm",
        user_fields=("changed_by",),
        label=_("Stadtteile, deren Abstand der Rundbriefe Sie geändert haben"),
        retain=kept,
        erase=owndata.Erasure.UNLINK,
        exported_fields=("region__name", "weeks", "changed_at"),
        staff=_("Wer den Abstand der Rundbriefe geändert hat, für Rückfragen."),
    )
    owndata.register(
        model="newsletters.NewsletterTerms",
        user_fields=("changed_by",),
        label=_("Regeln für Rundbriefe, die Sie geändert haben"),
        retain=kept,
        erase=owndata.Erasure.KEEP,
        exported_fields=("changed_at", "rhythm_weeks", "needs_second_person"),
        staff=_("Wer Regeln geändert hat, als Nachweis der Zuständigkeit."),
    )
