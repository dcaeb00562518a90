"""What the directory tells the other rooms."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _now, gettext_lazy as _, ngettext

from commons import kinds, owndata, slots
from commons.accounts.http import HttpRequest as VisitorRequest
from commons.accounts.visitors import Visitor
from commons.delivery import renderers
from commons.followups import registry as today
from commons.terms import registry as terms
from commons.terms.enums import Group
from commons.verbs import registry as verbs
from neighbourhood.regions.models import Region
from participation.actors import rules
from participation.actors.forms.confirming import DirectoryTermsForm
from participation.actors.models import Actor, DirectoryTerms
from participation.actors.queries import tending
from participation.actors.queries.highlights import here
from participation.actors.renderers import archived, still_true
from participation.actors.still_true import ARCHIVED, ASKS
from participation.actors.verbs.directory import VERBS


def register() -> None:
    verbs.declare(*VERBS)
    _register_hints()
    _register_terms()
    _register_own_data()
    renderers.register(ASKS, still_true, label=_("Stimmt der Eintrag noch?"))
    renderers.register(ARCHIVED, archived, label=_("Ein Eintrag liegt im Archiv"))
    _register_today()
    slots.fill(
        "region",
        template="actors/_region.html",
        context=on_region,
        order=30,
        query_budget=2,
    )
    slots.fill(
        "actor-side",
        template="actors/_still_true_panel.html",
        context=beside_actor,
        order=20,
        query_budget=1,
    )
    slots.fill(
        "account-menu",
        template="components/menu_link.html",
        context=in_account_menu,
        order=27,
        query_budget=0,
    )


def on_region(request: HttpRequest | None, region: Region) -> dict[str, Any]:  # noqa: ARG001 -- the slot's signature
    query = f"?stadtteil={region.slug}"
    return {
        "here": here(region.pk),
        "region": region,
        "list_url": reverse("actors:actor-list") + query,
        "booklet_url": reverse("actors:booklet-pdf", args=[region.slug]),
        "hint_url": reverse("actors:hint-create") + query,
    }


def beside_actor(request: VisitorRequest, actor: Actor) -> Mapping[str, Any] | None:
    """For who may say that it still holds, or lay it aside."""
    if not actor.is_public or not rules.can_confirm(request.visitor, actor):
        return None
    return {
        "actor": actor,
        "may_archive": rules.can_archive(request.visitor, actor),
    }


def in_account_menu(request: HttpRequest | None) -> Mapping[str, Any] | None:
    visitor = getattr(request, "visitor", None)
    if visitor is None or not rules.can_tend_directory(visitor):
        return None
    url, label = reverse("actors:hint-list"), _now("Verzeichnis der Akteure")
    return {"url": url, "label": label, "icon": "people"}


def _register_hints() -> None:
    def visible_to(rows: QuerySet, visitor: Visitor) -> QuerySet:
        return rows.filter(pk__in=tending.hints_of(visitor).values("pk"))

    kinds.register(
        kinds.Kind(
            key="actor_hint",
            model="actors.ActorHint",
            label=_("Hinweis auf einen Akteur"),
            title=lambda hint: hint.name,
            url=lambda hint: reverse("actors:hint-show", args=[hint.pk]),
            region_id=lambda hint: hint.region_id,
            visible_to=visible_to,
            related=("region",),
        )
    )


def _register_today() -> None:
    today.register(
        "actor-hints",
        _("Fehlende Akteure"),
        tending.hints_today,
        order=62,
        count=tending.hints_count,
        page=lambda: reverse("actors:hint-list"),
        done=tending.hints_done,
    )
    today.register(
        "actors-unanswered",
        _("Stimmt der Eintrag noch?"),
        tending.unanswered_today,
        order=63,
        count=tending.unanswered_count,
    )


def _register_terms() -> None:
    terms.register(
        terms.House(
            key="directory",
            model=DirectoryTerms,
            form_class=DirectoryTermsForm,
            title=_("Regeln für das Verzeichnis der Akteure"),
            lead=_(
                "Wie oft wir Akteure fragen, ob ihr Eintrag noch stimmt, und wann ein "
                "Eintrag ins Archiv geht, für den niemand antwortet."
            ),
            verb="directory.terms_changed",
            url_name="actors:directory-terms",
            may_change=rules.can_change_directory_terms,
            may_read=rules.can_tend_directory,
            group=Group.MORE,
            summary=_summary,
        )
    )


def _summary(row: DirectoryTerms) -> str:
    words = ngettext(
        "Gefragt wird jeden Monat",
        "Gefragt wird alle %(months)s Monate",
        row.months,
    )
    asked = ngettext(
        "ins Archiv nach einer Frage ohne Antwort",
        "ins Archiv nach %(times)s Fragen ohne Antwort",
        row.times,
    )
    return f"{words % {'months': row.months}}; {asked % {'times': row.times}}"


def _register_own_data() -> None:
    owndata.register(
        model="actors.ActorHint",
        user_fields=("by", "settled_by"),
        label=_("Hinweise auf Akteure, die fehlen"),
        retain=_(
            "Bleibt ohne Ihren Namen, bis ein halbes Jahr vergangen ist, seit sich "
            "jemand darum gekümmert hat."
        ),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("name", "words", "region__name", "created_at", "settled_at"),
        staff=_("Wer sich um einen Hinweis gekümmert hat, für Rückfragen."),
    )
    owndata.register(
        model="actors.DirectoryTerms",
        user_fields=("changed_by",),
        label=_("Regeln für das Verzeichnis, die Sie geändert haben"),
        retain=_("Bleibt als Vorgang der Verwaltung."),
        erase=owndata.Erasure.KEEP,
        exported_fields=("changed_at", "months", "times", "days"),
        staff=_("Wer Regeln geändert hat, als Nachweis der Zuständigkeit."),
    )
