"""Days and times in forms, as browsers send them and people type them."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.clock import BERLIN

_ISO_OR_GERMAN = ["%Y-%m-%d", "%d.%m.%Y"]


def day_field(**fields: Any) -> forms.DateField:
    """Browsers send and want ISO dates, whatever they show."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(widget=widget, input_formats=_ISO_OR_GERMAN, **fields)


def time_field(**fields: Any) -> forms.TimeField:
    """To the minute; a browser offers every fifth."""
    attrs = {"type": "time", "step": "300"}
    widget = forms.TimeInput(format="%H:%M", attrs=attrs)
    return forms.TimeField(widget=widget, **fields)


class WhenForm(forms.Form):
    """Now, or on a day at a full hour of Berlin; who inherits names the hours."""

    NOW, LATER = "jetzt", "spaeter"
    hours: ClassVar[Iterable[int]]
    usual_hour: ClassVar[int]

    when = forms.ChoiceField(
        label=_("Wann?"),
        choices=[(NOW, _("jetzt")), (LATER, _("an einem Tag"))],
        widget=forms.RadioSelect,
        initial=NOW,
    )
    day = day_field(label=_("Tag"), required=False)
    hour = forms.TypedChoiceField(
        label=_("Uhrzeit"), coerce=int, required=False, empty_value=None
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(hour, f"{hour}:00") for hour in self.hours]
        self.fields["hour"].choices = choices  # type: ignore[attr-defined]  # the stubs know only Field
        self.fields["hour"].initial = self.usual_hour
        for name in ("day", "hour"):
            self.fields[name].is_conditional = True  # type: ignore[attr-defined]  # read by the field's template

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        needs_day = cleaned.get("when") == self.LATER and not cleaned.get("day")
        if needs_day and "day" not in self.errors:
            self.add_error("day", _("Bitte nennen Sie den Tag."))
        return cleaned

    @property
    def planned_for(self) -> datetime | None:
        """None for now. Needs a valid form."""
        if self.cleaned_data["when"] == self.NOW:
            return None
        clock = time(self.cleaned_data["hour"] or self.usual_hour)
        return datetime.combine(self.cleaned_data["day"], clock, tzinfo=BERLIN)
