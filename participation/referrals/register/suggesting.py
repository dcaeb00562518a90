"""Suggestions: what they tell the registries."""

from django.utils.translation import gettext_lazy as _

from commons import kinds, owndata, slots
from commons.terms import registry as terms
from commons.terms.enums import Group
from participation.referrals import suggestion_panels
from participation.referrals.forms.suggesting import SuggestionTermsForm
from participation.referrals.models import SuggestionTerms
from participation.referrals.rules import can_change_suggestions, can_see_suggestions


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
    _register_terms()
    owndata.register(
        model="referrals.SuggestionTerms",
        user_fields=("changed_by",),
        label=_("Einstellungen der Vorschläge, die Sie geändert haben"),
        retain=_("Bleibt als Vorgang der Verwaltung."),
        erase=owndata.Erasure.KEEP,
        exported_fields=("is_shown", "least_confidence", "changed_at"),
        staff=_("Wer die Vorschläge umgestellt hat, als Nachweis der Zuständigkeit."),
    )


def _register_terms() -> None:
    terms.register(
        terms.House(
            key="suggestion",
            model=SuggestionTerms,
            form_class=SuggestionTermsForm,
            title=_("Vorschläge aus Ihren Entscheidungen"),
            lead=_(
                "Die Plattform lernt, welches Amt am Ende zuständig war, und nennt "
                "beim Weiterleiten die drei wahrscheinlichsten. Weitergeleitet wird "
                "nie von selbst."
            ),
            verb="suggestion.terms_changed",
            url_name="referrals:suggestions",
            may_change=can_change_suggestions,
            group=Group.DEPARTMENTS,
            summary=str,
            may_read=can_see_suggestions,
            template="referrals/suggestions.html",
            context=suggestion_panels.on_page,
        )
    )
