"""Clocks and ladder: what they tell the registries."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _now, gettext_lazy as _

from commons import owndata, slots
from commons.delivery import renderers as delivery
from commons.followups import registry as today
from commons.terms import registry as terms
from commons.terms.enums import Group
from neighbourhood.deadlines import mornings
from participation.ideas.models import Idea
from participation.referrals import panels
from participation.referrals.forms.ladder import ClockTermsForm
from participation.referrals.models import ClockTerms
from participation.referrals.queries import passing, waiting
from participation.referrals.renderers import ladder as renderers
from participation.referrals.rules import can_change_terms, can_climb
from participation.referrals.services import ladder, weekly


def register() -> None:
    _register_terms()
    _register_own_data()
    mornings.register(
        ladder.RENDERER, renderers.reminder, label=_("Erinnerung an ein Amt")
    )
    delivery.register(
        weekly.RENDERER, renderers.weekly, label=_("Wochenliste für die SPK")
    )
    today.register(
        "referrals-outside",
        _("Nachfragen: Stelle außerhalb des Bezirks"),
        waiting.outside,
        order=29,
    )
    slots.fill(
        "account-menu",
        template="components/menu_link.html",
        context=_menu_entry,
        order=21,
        query_budget=0,
    )
    for slot in ("idea", "idea-own"):
        slots.fill(
            slot,
            template="referrals/_resident_asked.html",
            context=_asked,
            order=5,
            query_budget=1,
        )


def _menu_entry(request: HttpRequest | None) -> Mapping[str, Any] | None:
    visitor = getattr(request, "visitor", None)
    if visitor is None or not can_climb(visitor):
        return None
    url = reverse("referrals:ladder-show")
    return {"url": url, "label": _now("Nachhaken"), "icon": "bell"}


def _asked(request: HttpRequest | None, idea: Idea) -> Mapping[str, Any] | None:
    """For the author at the idea, and for the holder of the code on their page."""
    if request is None or idea.case not in passing.WHILE_ASKED:
        return None
    if not panels.is_seen_by_author(request, idea):
        return None
    passed = passing.open_on(idea)
    return {"passed": passed, "idea": idea} if passed else None


def _register_own_data() -> None:
    kept = _("Bleibt als Vorgang der Verwaltung.")
    owndata.register(
        model="referrals.ResidentQuestion",
        user_fields=("asked_by", "replied_by"),
        label=_("Fragen eines Amtes zu Ideen, die Sie gestellt oder beantwortet haben"),
        retain=kept,
        erase=owndata.Erasure.UNLINK,
        exported_fields=(
            "question__referral__idea__number",
            "text",
            "asked_at",
            "reply",
            "closed_at",
        ),
        staff=_(
            "Wer die Frage eines Amtes an die Person hinter einer Idee weitergegeben "
            "hat."
        ),
    )
    owndata.register(
        model="referrals.ReferralReminder",
        user_fields=("decided_by",),
        label=_("Erinnerungen, die Sie freigegeben oder zurückgehalten haben"),
        retain=kept,
        erase=owndata.Erasure.KEEP,
        exported_fields=("referral__idea__number", "step", "decided_at", "is_released"),
        staff=_("Wer eine Erinnerung an Leitung oder Bezirksamt freigegeben hat."),
    )
    owndata.register(
        model="referrals.ClockTerms",
        user_fields=("changed_by",),
        label=_("Fristen und Stufen, die Sie geändert haben"),
        retain=kept,
        erase=owndata.Erasure.KEEP,
        exported_fields=("changed_at", "before_days", "head_days"),
        staff=_("Wer Fristen geändert hat, als Nachweis der Zuständigkeit."),
    )


def _register_terms() -> None:
    terms.register(
        terms.House(
            key="clock",
            model=ClockTerms,
            form_class=ClockTermsForm,
            title=_("Fristen und Leiter"),
            lead=_(
                "Wann wir wen erinnern und wie lange eine Frist stillstehen darf. Wie "
                "viele Tage ein Amt hat, steht beim Amt selbst. Alle Tage sind "
                "Arbeitstage."
            ),
            verb="referral.clock_terms_changed",
            url_name="referrals:ladder-terms",
            may_change=can_change_terms,
            group=Group.TIME,
            summary=str,
            template="referrals/ladder_terms.html",
        )
    )
