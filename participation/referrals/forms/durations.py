from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from commons.clock import berlin_today
from commons.days import day_field
from commons.terms.forms import TermsForm
from participation.referrals.models import DurationTerms
from participation.referrals.queries.durations import LATEST, Asked


class SpanForm(forms.Form):
    """In the address; whatever is not offered is the last twelve months."""

    zeitraum = forms.ChoiceField(label=_("Zeitraum"))

    def __init__(self, query: Any, *, offered: Sequence[Asked]) -> None:
        super().__init__(query if query.get("zeitraum") else None)
        self.offered = {asked.key: asked for asked in offered}
        self.initial = {"zeitraum": LATEST}
        field = self.fields["zeitraum"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = [(key, in_words(key)) for key in self.offered]

    @property
    def asked(self) -> Asked:
        key = self.cleaned_data["zeitraum"] if self.is_bound and self.is_valid() else ""
        return self.offered[key or LATEST]


def in_words(key: str) -> str:
    """`12-monate`, `2026`, `2026-1`."""
    if key == LATEST:
        return gettext("die letzten zwölf Monate")
    year, _dash, half = key.partition("-")
    if not half:
        return gettext("das Jahr %(year)s") % {"year": year}
    return gettext("%(half)s. Halbjahr %(year)s") % {"half": half, "year": year}


class DurationTermsForm(TermsForm):
    decided_on = day_field(
        label=_("Beschluss des Bezirksamts vom"),
        required=False,
        help_text=_("Steht mit der Nummer öffentlich auf der Seite."),
    )

    class Meta:
        model = DurationTerms
        fields = ["shows_departments", "decided_on", "reference"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("shows_departments"):
            for name in ("decided_on", "reference"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(
                        name, _("Bitte nennen Sie Tag und Nummer des Beschlusses.")
                    )
        day = cleaned.get("decided_on")
        if day is not None and day > berlin_today():
            self.add_error("decided_on", _("Dieser Tag kommt erst noch."))
        return cleaned
