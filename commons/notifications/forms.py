from django import forms
from django.utils.translation import gettext_lazy as _


class MailForm(forms.Form):
    wants_mail = forms.BooleanField(
        label=_("Mitteilungen auch per E-Mail schicken"),
        required=False,
        help_text=_("Sonst stehen sie nur hier. Anmeldecodes kommen immer per E-Mail."),
    )


class ReadForm(forms.Form):
    """Up to which notification the page had been shown."""

    up_to = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
