"""Why something does not take place."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("Warum fällt es aus?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Alle können das lesen; die Angemeldeten bekommen es per Mail."),
    )

    def clean_reason(self) -> str:
        return " ".join(self.cleaned_data["reason"].split())
