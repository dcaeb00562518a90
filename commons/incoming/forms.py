from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.incoming.enums import DiscardReason
from commons.incoming.models import MailTerms


class AssignForm(forms.Form):
    number = forms.CharField(
        label=_("Nummer der Idee oder der Weiterleitung"),
        help_text=_("Zum Beispiel 2026-00042 oder W17."),
        max_length=30,
    )


class DiscardForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Warum verwerfen?"),
        choices=DiscardReason,
        widget=forms.RadioSelect,
    )


class TermsForm(forms.ModelForm):
    class Meta:
        model = MailTerms
        fields = ["keep_days", "most_megabytes", "most_an_hour"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (least, most) in {
            "keep_days": (7, 730),
            "most_megabytes": (1, 25),
            "most_an_hour": (1, 1000),
        }.items():
            old = self.fields[name]
            self.fields[name] = forms.IntegerField(
                label=old.label, min_value=least, max_value=most
            )
