"""What people type about letters and calls."""

import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from commons.clock import berlin_today
from commons.delivery.addressees import Addressee

# Below the name; the window of an envelope has six lines in all.
MOST_LINES = 5
LONGEST_LINE = 60
LONGEST_WAIT = timedelta(days=60)
_POSTCODE = re.compile(r"\b\d{4,5}\b")


class AddressLinesField(forms.CharField):
    """Street and town as they stand on an envelope, line by line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Anschrift"),
            max_length=MOST_LINES * (LONGEST_LINE + 2),
            widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
            help_text=_("Straße und Hausnummer, darunter Postleitzahl und Ort."),
            **kwargs,
        )

    def clean(self, value: Any) -> str:
        lines = Addressee(address=super().clean(value)).lines
        if not lines:
            return ""
        if len(lines) > MOST_LINES or max(map(len, lines)) > LONGEST_LINE:
            raise ValidationError(
                _("Das passt nicht in das Fenster: höchstens fünf Zeilen.")
            )
        if not any(_POSTCODE.search(line) for line in lines[1:]):
            raise ValidationError(_("Es fehlt eine Zeile mit Postleitzahl und Ort."))
        return "\n".join(lines)


class AddressForm(forms.Form):
    """A better address for a letter."""

    name = forms.CharField(label=_("Vor- und Nachname"), max_length=80)
    address = AddressLinesField()

    def addressee(self, before: Addressee) -> Addressee:
        return Addressee(
            name=self.cleaned_data["name"],
            address=self.cleaned_data["address"],
            phone=before.phone,
            best_time=before.best_time,
            email=before.email,
        )


class NextTryForm(forms.Form):
    """When somebody is called again who was not there."""

    next_on = forms.DateField(
        label=_("Nächster Versuch am"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        initial=lambda: berlin_today() + timedelta(days=1),
    )

    def clean_next_on(self) -> date:
        day: date = self.cleaned_data["next_on"]
        if not berlin_today() <= day <= berlin_today() + LONGEST_WAIT:
            raise ValidationError(
                _("Bitte wählen Sie einen Tag in den nächsten zwei Monaten.")
            )
        return day
