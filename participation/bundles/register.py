"""What bundles tell the other rooms."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _now, gettext_lazy as _

from commons import kinds, owndata, slots
from commons.accounts.visitors import Visitor
from commons.delivery import outcomes as delivery_outcomes, renderers as delivery
from commons.files import registry as files
from commons.files.models import StoredFile
from commons.followups import registry as today
from commons.incoming import handlers
from commons.verbs import registry as verbs
from neighbourhood.departments import following
from participation.bundles import (
    answering_panels,
    copies,
    papers,
    renderers,
    reply_handler,
    rules,
)
from participation.bundles.models import Bundle
from participation.bundles.queries import bundles as queries, waiting
from participation.bundles.queries.opening import may_be_handed_out_whole
from participation.bundles.services import (
    colleagues,
    collecting,
    ending,
    keys,
    outcomes,
    recalling,
    reminding,
    sending,
    succeeding,
)
from participation.bundles.verbs import VERBS
from participation.referrals import companions
from participation.referrals.models import Referral


def register() -> None:
    kinds.register(
        kinds.Kind(
            key="bundle",
            model="bundles.Bundle",
            label=_("Bündel"),
            title=lambda bundle: bundle.reference,
            url=lambda bundle: bundle.get_absolute_url(),
            region_id=lambda _bundle: None,
            visible_to=kinds.as_the_rows_say,
        )
    )
    verbs.declare(*VERBS)
    verbs.add_effect("bundles", ending.follow)
    companions.register(
        companions.Host(
            takes=collecting.takes,
            left=recalling.left,
            opening=keys.opening,
            let_open=keys.let_open,
            going=collecting.going,
            key_in=answering_panels.key_in,
        )
    )
    following.on_merged(succeeding.follow)
    files.guard(papers.PURPOSE, can_see_paper)
    copies.register()
    _register_mails()
    _register_own_data()
    _register_desk()
    answering_panels.register()


def can_see_paper(visitor: Visitor, file: StoredFile) -> bool:
    """The SPK always; a department while everybody may read all of the ideas.

    A paper is a copy that no redaction reaches: what left the public for a reason must
    not go on being handed out by it.
    """
    bundle = Bundle.objects.visible_to(visitor).filter(dossier=file).first()
    if bundle is None:
        return False
    if rules.can_bundle(visitor):
        return True
    return may_be_handed_out_whole(bundle)


def _register_mails() -> None:
    for renderer, render, label in (
        (sending.RENDERER, renderers.bundle, _("Bündel an ein Amt")),
        (reminding.RENDERER, renderers.reminder, _("Erinnerung an ein Bündel")),
        (recalling.RENDERER, renderers.recalled, _("Rückruf eines Bündels")),
        (succeeding.RENDERER, renderers.moved, _("Bündel an das neue Amt")),
        (colleagues.RENDERER, renderers.colleague, _("Bündel für Kolleg:innen")),
    ):
        delivery.register(renderer, render, label=label)
    delivery_outcomes.register(
        sending.RENDERER,
        on_sent=outcomes.mark_sent,
        on_failed=outcomes.mark_failed,
        on_readdressed=outcomes.follow_address,
    )
    delivery_outcomes.register(
        colleagues.RENDERER, on_readdressed=colleagues.follow_address
    )
    handlers.register("bundles", reply_handler.matches, reply_handler.handle, order=21)
    handlers.register(
        "bundle-notes",
        reply_handler.notes_match,
        reply_handler.handle_note,
        order=4,
        is_for_machines=True,
    )


def _register_own_data() -> None:
    owndata.register(
        model="bundles.Bundle",
        user_fields=("made_by",),
        label=_("Bündel, die Sie verschickt haben"),
        retain=_("Bleibt als Vorgang der Verwaltung."),
        erase=owndata.Erasure.KEEP,
        exported_fields=("number", "department__name", "made_at"),
        staff=_("Wer mehrere Ideen zusammen weitergeleitet hat."),
    )
    owndata.register(
        model="bundles.BundleHandOver",
        user_fields=("handed_by",),
        label=_("Bündel, die Sie weitergegeben haben"),
        retain=_("Bleibt als Vorgang der Verwaltung."),
        erase=owndata.Erasure.KEEP,
        exported_fields=("bundle__number", "note", "handed_at"),
        staff=_("Wer ein Bündel im Amt weitergegeben hat, damit ihn jemand findet."),
    )


def _register_desk() -> None:
    for key, label, items, order in (
        ("failed", _("Bündel nicht angekommen"), waiting.failed, 20),
        ("by-hand", _("Bündel von Hand weitergeben"), waiting.by_hand, 27),
    ):
        view = {"failed": "gescheitert", "by-hand": "offen"}[key]
        page = partial(_list_page, view)
        today.register(f"bundles-{key}", label, items, order=order, page=page)
    slots.fill(
        "account-menu",
        template="components/menu_link.html",
        context=_menu_entry,
        order=20,
        query_budget=0,
    )
    slots.fill(
        "referral",
        template="bundles/_of_referral.html",
        context=_of_referral,
        query_budget=1,
    )


def _list_page(view: str) -> str:
    return f"{reverse('bundles:bundle-list')}?ansicht={view}"


def _menu_entry(request: HttpRequest | None) -> Mapping[str, Any] | None:
    visitor = getattr(request, "visitor", None)
    if visitor is None or not rules.can_bundle(visitor):
        return None
    return {
        "url": reverse("bundles:bundle-list"),
        "label": _now("Bündel"),
        "icon": "send",
    }


def _of_referral(
    request: HttpRequest | None,  # noqa: ARG001 -- a slot's shape
    referral: Referral,
) -> Mapping[str, Any] | None:
    """On the desk's page of one referral: what it goes along with."""
    bundle = queries.bundle_of(referral)
    return {"bundle": bundle, "referral": referral} if bundle else None
