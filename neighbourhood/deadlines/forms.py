from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.days import day_field
from commons.terms.forms import TermsForm
from neighbourhood.deadlines.models import CalendarTerms, DeclaredHoliday


class HolidayForm(forms.ModelForm):
    class Meta:
        model = DeclaredHoliday
        fields = ["day", "name"]
        widgets = {"day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        help_texts = {
            "name": _("Zum Beispiel ein einmaliger Feiertag oder ein Betriebsausflug.")
        }


class EvesForm(TermsForm):
    class Meta:
        model = CalendarTerms
        fields = ["is_christmas_eve_free", "is_new_years_eve_free"]


class ClosureForm(forms.Form):
    """Whether it can be, the service says in its own words."""

    first_day = day_field(label=_("Erster Tag"))
    last_day = day_field(
        label=_("Letzter Tag"),
        required=False,
        help_text=_("Leer lassen, wenn es nur ein Tag ist."),
    )
    reason = forms.CharField(
        label=_("Anlass"),
        max_length=120,
        help_text=_(
            "Lesen alle. Zum Beispiel „zwischen den Jahren“ oder „Klausurtag“."
        ),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        cleaned["last_day"] = cleaned.get("last_day") or cleaned.get("first_day")
        return cleaned
