"""Suggestions: what they tell the registries."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons import kinds, owndata, slots
from participation.referrals import suggestion_panels
from participation.referrals.rules import can_see_suggestions


def register() -> None:
    slots.fill(
        "referral-form",
        template="referrals/_suggestion.html",
        context=suggestion_panels.on_form,
        order=30,
        query_budget=6,
    )
    kinds.register(
        kinds.Kind(
            key="training",
            model="referrals.Training",
            label=_("Lernen aus Entscheidungen"),
            title=str,
            url=lambda training: training.get_absolute_url(),
            region_id=lambda _training: None,
            visible_to=kinds.as_the_rows_say,
        )
    )
    kinds.register(
        kinds.Kind(
            key="suggestion_terms",
            model="referrals.SuggestionTerms",
            label=_("Einstellungen der Vorschläge"),
            title=str,
            url=lambda _terms: reverse("referrals:suggestions"),
            region_id=lambda _terms: None,
            visible_to=_terms_visible_to,
        )
    )
    owndata.register(
        model="referrals.SuggestionTerms",
        user_fields=("changed_by",),
        label=_("Einstellungen der Vorschläge, die Sie geändert haben"),
        retain=_("Bleibt als Vorgang der Verwaltung."),
        erase=owndata.Erasure.KEEP,
        exported_fields=("is_shown", "least_confidence", "changed_at"),
        staff=_("Wer die Vorschläge umgestellt hat, als Nachweis der Zuständigkeit."),
    )


def _terms_visible_to(rows: QuerySet, visitor: Any) -> QuerySet:
    return rows if can_see_suggestions(visitor) else rows.none()
