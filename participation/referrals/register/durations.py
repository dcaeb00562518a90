""" "Wie lange dauert es?": what it tells the registries."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from commons import owndata, slots
from commons.terms import registry as terms
from commons.terms.enums import Group
from neighbourhood.regions.models import Region
from participation.referrals.forms.durations import DurationTermsForm
from participation.referrals.models import DurationTerms
from participation.referrals.rules import can_change_terms


def register() -> None:
    slots.fill(
        "region_side",
        template="referrals/_duration_link.html",
        context=_of_region,
        order=20,
        query_budget=0,
    )
    terms.register(
        terms.House(
            key="durations",
            model=DurationTerms,
            form_class=DurationTermsForm,
            title=_("Wie lange dauert es? Zahlen nach Ämtern"),
            lead=_(
                "Die öffentliche Seite zeigt Zahlen für den Bezirk und die "
                "Stadtteile. Nach Ämtern getrennt stehen sie dort erst, wenn das "
                "Bezirksamt das beschlossen hat."
            ),
            verb="durations.terms_changed",
            url_name="referrals:duration-terms",
            may_change=can_change_terms,
            group=Group.DEPARTMENTS,
        )
    )
    owndata.register(
        model="referrals.DurationTerms",
        user_fields=("changed_by",),
        label=_("Regeln für Zahlen nach Ämtern, die Sie geändert haben"),
        retain=_("Bleibt als Vorgang der Verwaltung."),
        erase=owndata.Erasure.KEEP,
        exported_fields=("shows_departments", "reference", "changed_at"),
        staff=_("Wer Regeln geändert hat, als Nachweis der Zuständigkeit."),
    )


def _of_region(
    request: HttpRequest | None,  # noqa: ARG001 -- the same for all
    region: Region,
) -> Mapping[str, Any]:
    return {"region": region}
