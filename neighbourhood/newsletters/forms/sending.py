from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.clock import BERLIN
from commons.days import day_field

# Whoever works at night should not ring their neighbours' phones.
HOURS = [(hour, f"{hour}:00") for hour in range(7, 21)]
USUAL_HOUR = 17
LONGEST_CORRECTION = 1_000


class ReleaseForm(forms.Form):
    """Now, or on a day at a full hour; `changes` names what was looked at."""

    NOW, LATER = "jetzt", "spaeter"
    when = forms.ChoiceField(
        label=_("Wann?"),
        choices=[(NOW, _("jetzt")), (LATER, _("an einem Tag"))],
        widget=forms.RadioSelect,
        initial=NOW,
    )
    day = day_field(label=_("Tag"), required=False)
    hour = forms.TypedChoiceField(
        label=_("Uhrzeit"),
        choices=HOURS,
        coerce=int,
        initial=USUAL_HOUR,
        required=False,
        empty_value=None,
    )
    changes = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("day", "hour"):
            self.fields[name].is_conditional = True  # type: ignore[attr-defined]  # read by the field template

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        needs_day = cleaned.get("when") == self.LATER and not cleaned.get("day")
        if needs_day and "day" not in self.errors:
            self.add_error("day", _("Bitte nennen Sie den Tag."))
        return cleaned

    @property
    def planned_for(self) -> datetime | None:
        if self.cleaned_data["when"] == self.NOW:
            return None
        clock = time(self.cleaned_data["hour"] or USUAL_HOUR)
        return datetime.combine(self.cleaned_data["day"], clock, tzinfo=BERLIN)


class CorrectionForm(forms.Form):
    text = forms.CharField(
        label=_("Berichtigung"),
        max_length=LONGEST_CORRECTION,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Was war falsch, und wie ist es richtig? Steht ab sofort oben."),
    )
    is_mailed = forms.BooleanField(
        label=_("Auch als Mail an alle, die den Rundbrief bekommen haben"),
        required=False,
        help_text=_(
            "Nur, wenn jemand sonst etwas Falsches tut, etwa vor verschlossener Tür "
            "steht."
        ),
    )
