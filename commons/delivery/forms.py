"""What people type about letters and calls."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from commons.clock import berlin_today
from commons.days import day_field
from commons.delivery import calls, events
from commons.delivery.addressees import Addressee

LONGEST_LINE = 60
LONGEST_WAIT = timedelta(days=60)
_POSTCODE = re.compile(r"\d{4,5} \S.*")


class LineField(forms.CharField):
    """One line of an envelope. Never kept in a browser's list, nor in a draft."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=LONGEST_LINE,
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
            **kwargs,
        )

    def clean(self, value: Any) -> str:
        return " ".join(str(super().clean(value)).split())


class TownField(LineField):
    def clean(self, value: Any) -> str:
        town = super().clean(value)
        if town and not _POSTCODE.fullmatch(town):
            raise ValidationError(_("Bitte so: 13187 Berlin."))
        return town


class AddressForm(forms.Form):
    """A better address for a letter."""

    name = LineField(label=_("Vor- und Nachname"))
    extra = LineField(label=_("Zusatz, zum Beispiel „bei …“"), required=False)
    street = LineField(label=_("Straße und Hausnummer"))
    town = TownField(label=_("Postleitzahl und Ort"))

    @staticmethod
    def initial_of(addressee: Addressee) -> dict[str, str]:
        *extra, street, town = ["", "", *addressee.address.splitlines()][-3:]
        return {
            "name": addressee.name,
            "extra": " ".join(extra),
            "street": street,
            "town": town,
        }

    def addressee(self, before: Addressee) -> Addressee:
        lines = [self.cleaned_data[name] for name in ("extra", "street", "town")]
        return replace(
            before,
            name=self.cleaned_data["name"],
            address="\n".join(line for line in lines if line),
        )


class NextTryForm(forms.Form):
    """When somebody is called again who was not there."""

    next_on = day_field(
        label=_("Nächster Versuch am"),
        initial=lambda: berlin_today() + timedelta(days=1),
    )

    def clean_next_on(self) -> date:
        day: date = self.cleaned_data["next_on"]
        if not berlin_today() <= day <= berlin_today() + LONGEST_WAIT:
            raise ValidationError(
                _("Bitte wählen Sie einen Tag in den nächsten zwei Monaten.")
            )
        return day


class ReasonField(forms.CharField):
    """Why somebody does it, in a few words for whoever asks later."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("Warum"), max_length=200, **kwargs)

    def clean(self, value: Any) -> str:
        return " ".join(str(super().clean(value)).split())


class OtherAddressForm(forms.Form):
    """Another address for a mail that did not arrive."""

    address = forms.EmailField(
        label=_("Andere E-Mail-Adresse"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    because = ReasonField(
        help_text=_("Zum Beispiel: „Postfach umbenannt, laut Sekretariat“.")
    )


class LiftForm(forms.Form):
    """Why an address may be written to again."""

    because = ReasonField(
        help_text=_("Zum Beispiel: „Postfach gibt es wieder, laut Anruf“.")
    )


class EndpointForm(forms.Form):
    """Where another program is called, and what for."""

    name = forms.CharField(label=_("Name"), max_length=80)
    url = forms.CharField(
        label=_("Adresse"),
        max_length=500,
        help_text=_("Beginnt mit https:// und ist aus dem Internet zu erreichen."),
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
    )
    listens_to = forms.MultipleChoiceField(
        label=_("Was gemeldet wird"),
        choices=events.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ohne Auswahl wird nur gerufen, wenn Sie es testen."),
    )
    is_active = forms.BooleanField(label=_("Eingeschaltet"), required=False)

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"].strip()
        try:
            calls.place_of(url)
        except calls.Forbidden as refusal:
            raise ValidationError(str(refusal)) from refusal
        except OSError as error:
            raise ValidationError(
                _("Diesen Rechner kennt niemand. Bitte prüfen Sie die Adresse.")
            ) from error
        return url
