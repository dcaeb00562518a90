"""Promises, what was put off, and asking Ämter about both: what the registries hear."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons import copies, kinds, owndata, slots
from commons.accounts.visitors import Visitor
from commons.blackening import Blackening
from commons.copies import About
from commons.delivery import renderers as delivery
from commons.files import registry as files
from commons.files.models import StoredFile
from commons.followups import registry as today
from commons.terms import registry as terms
from commons.terms.enums import Group
from participation.moderation.enums import Publication
from participation.referrals import promise_panels
from participation.referrals.forms.promises import PromiseTermsForm
from participation.referrals.models import (
    Deferral,
    Promise,
    PromiseInquiry,
    PromiseTerms,
)
from participation.referrals.queries import promises_today
from participation.referrals.renderers import inquiries as renderers
from participation.referrals.rules import can_change_terms, can_keep_promises
from participation.referrals.services import inquiries, promises

KEPT = _("Bleibt als Vorgang der Verwaltung.")


def register() -> None:
    _register_kinds()
    _register_terms()
    _register_own_data()
    delivery.register(
        inquiries.RENDERER, renderers.inquiry, label=_("Frage nach einer Zusage")
    )
    files.guard(promises.PHOTO, _can_see_photo, is_public=_is_public_photo)
    copies.register("referrals.Promise", ("reason",), _steps)
    copies.register("referrals.Deferral", ("reason",), _deferrals)
    today.register(
        "referrals-promised",
        _("Zugesagt: Ist es geschehen?"),
        promises_today.promised,
        order=26,
        page=lambda: reverse("referrals:promise-list"),
        query_budget=3,
    )
    today.register(
        "referrals-deferred",
        _("Wiedervorlage: zurückgestellte Ideen"),
        promises_today.deferred,
        order=27,
    )
    slots.fill(
        "account-menu",
        template="components/menu_link.html",
        context=promise_panels.menu,
        order=22,
        query_budget=0,
    )


def _register_kinds() -> None:
    kinds.register(
        kinds.Kind(
            key="promise",
            model="referrals.Promise",
            label=_("Zusage"),
            title=lambda step: step.idea.title,
            url=lambda step: step.idea.get_absolute_url(),
            region_id=lambda step: step.idea.region_id,
            visible_to=_public,
            related=("idea",),
        )
    )
    kinds.register(
        kinds.Kind(
            key="deferral",
            model="referrals.Deferral",
            label=_("Wiedervorlage"),
            title=lambda row: row.answer.idea.title,
            url=lambda row: row.answer.idea.get_absolute_url(),
            region_id=lambda row: row.answer.idea.region_id,
            visible_to=_public_deferrals,
            related=("answer__idea",),
        )
    )
    kinds.register(
        kinds.Kind(
            key="promise_inquiry",
            model="referrals.PromiseInquiry",
            label=_("Frage nach einer Zusage"),
            title=lambda row: row.referral.idea.title,
            url=lambda row: reverse(
                "referrals:promise-show", args=[row.referral.idea.number]
            ),
            region_id=lambda row: row.referral.idea.region_id,
            visible_to=_at_desk,
            related=("referral__idea",),
        )
    )


def _register_terms() -> None:
    terms.register(
        terms.House(
            key="promise",
            model=PromiseTerms,
            form_class=PromiseTermsForm,
            title=_("Regeln für Zusagen"),
            lead=_(
                "Wann wir vor einem zugesagten Tag nachfragen, und ob das Amt dann von "
                "selbst eine Mail bekommt."
            ),
            verb="promise.terms_changed",
            url_name="referrals:promise-terms",
            may_change=can_change_terms,
            group=Group.ANSWERS,
        )
    )


def _register_own_data() -> None:
    owndata.register(
        model="referrals.Promise",
        user_fields=("said_by",),
        label=_("Zusagen, zu denen Sie etwas vermerkt haben"),
        retain=KEPT,
        erase=owndata.Erasure.KEEP,
        exported_fields=("idea__number", "step", "promised_on", "reason", "said_at"),
        staff=_("Wer vermerkt hat, was aus einer Zusage geworden ist."),
    )
    owndata.register(
        model="referrals.Deferral",
        user_fields=("said_by",),
        label=_("Wiedervorlagen, die Sie gesetzt haben"),
        retain=KEPT,
        erase=owndata.Erasure.KEEP,
        exported_fields=("answer__idea__number", "look_again_on", "reason", "said_at"),
        staff=_("Wer eine Idee zurückgestellt hat, und bis wann."),
    )
    owndata.register(
        model="referrals.PromiseInquiry",
        user_fields=("asked_by",),
        label=_("Fragen an Ämter nach einer Zusage"),
        retain=KEPT,
        erase=owndata.Erasure.KEEP,
        exported_fields=("referral__idea__number", "asked_at"),
        staff=_("Wer ein Amt gefragt hat, ob eine Zusage eingehalten ist."),
    )
    owndata.register(
        model="referrals.PromiseTerms",
        user_fields=("changed_by",),
        label=_("Regeln für Zusagen, die Sie geändert haben"),
        retain=KEPT,
        erase=owndata.Erasure.KEEP,
        exported_fields=("changed_at", "before_days", "asks_by_itself"),
        staff=_("Wer Regeln geändert hat, als Nachweis der Zuständigkeit."),
    )


def _public(rows: QuerySet[Promise], _visitor: Any) -> QuerySet[Promise]:
    return rows.filter(idea__publication=Publication.PUBLISHED)


def _public_deferrals(rows: QuerySet[Deferral], _visitor: Any) -> QuerySet[Deferral]:
    return rows.filter(answer__idea__publication=Publication.PUBLISHED)


def _at_desk(
    rows: QuerySet[PromiseInquiry], visitor: Visitor
) -> QuerySet[PromiseInquiry]:
    return rows if can_keep_promises(visitor) else rows.none()


def _can_see_photo(visitor: Visitor, file: StoredFile) -> bool:
    return can_keep_promises(visitor) or _is_public_photo(file)


def _is_public_photo(file: StoredFile) -> bool:
    rows = Promise.objects.filter(photo=file)
    return rows.filter(idea__publication=Publication.PUBLISHED).exists()


def _steps(about: About, _black: Blackening) -> QuerySet[Promise]:
    return Promise.objects.filter(idea__in=about.of("idea"))


def _deferrals(about: About, _black: Blackening) -> QuerySet[Deferral]:
    return Deferral.objects.filter(answer__idea__in=about.of("idea"))
