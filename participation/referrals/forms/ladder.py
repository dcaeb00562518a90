from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.terms.forms import TermsForm
from participation.referrals.models import ClockTerms

RUNGS = ("substitute_days", "head_days", "division_days", "board_days")
RANGES = {
    "before_days": (1, 20),
    "substitute_days": (1, 117),
    "head_days": (2, 118),
    "division_days": (3, 119),
    "board_days": (4, 120),
    "resident_days": (1, 60),
}


class ClockTermsForm(TermsForm):
    class Meta:
        model = ClockTerms
        fields = [
            "before_days",
            "substitute_days",
            "head_days",
            "division_days",
            "board_days",
            "automatic",
            "board_email",
            "resident_days",
        ]
        widgets = {"automatic": forms.RadioSelect}
        help_texts = {
            "board_email": _(
                "Ein Funktionspostfach. Ohne Postfach geht die Liste von Hand weiter."
            ),
        }

    ranges = RANGES

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        days = [cleaned.get(name) for name in RUNGS]
        if None not in days:
            for earlier, later, name in zip(days, days[1:], RUNGS[1:], strict=False):
                if earlier >= later:  # type: ignore[operator]  # None is asked for above
                    message = _("Diese Stufe kommt nach der vorigen: bitte mehr Tage.")
                    self.add_error(name, message)
        return cleaned


class ReleaseForm(forms.Form):
    """Which of the proposed rungs, and what becomes of them."""

    reminder = forms.TypedMultipleChoiceField(coerce=int)
    action = forms.ChoiceField(
        choices=[("release", _("Freigeben")), ("hold_back", _("Nicht jetzt"))]
    )

    def __init__(self, *args: Any, proposed: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reminder"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = [(pk, str(pk)) for pk in proposed]
