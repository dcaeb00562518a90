from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from commons.lenient import DayField

SCHEMES = frozenset({"https", "http", "webcal", "webcals"})


class SourceForm(forms.Form):
    """The address of a house's own calendar; where it leads is looked at later."""

    url = forms.CharField(
        label=_("Adresse des Kalenders (ICS)"),
        max_length=1000,
        widget=forms.URLInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_(
            "Kalenderprogramme nennen sie „private Adresse“ oder „iCal-Link“. Wir "
            "lesen daraus nur, wann etwas belegt ist, nie wofür."
        ),
    )

    def clean_url(self) -> str:
        url = str(self.cleaned_data["url"]).strip()
        try:
            parts = urlsplit(url)
            is_address = parts.scheme in SCHEMES and bool(parts.hostname)
        except ValueError:
            is_address = False
        if not is_address:
            raise ValidationError(_("Bitte geben Sie eine Adresse mit https:// ein."))
        if parts.scheme == "http":
            raise ValidationError(
                _("Diese Adresse ist nicht verschlüsselt. Bitte eine mit https://.")
            )
        return url


class WeekForm(forms.Form):
    """Which week of a plan somebody wants to see, from its address; never an error."""

    tag = DayField()
