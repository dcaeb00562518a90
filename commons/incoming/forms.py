from django import forms
from django.utils.translation import gettext_lazy as _

from commons.incoming.enums import DiscardReason
from commons.incoming.models import MailTerms
from commons.terms.forms import TermsForm


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


class MailTermsForm(TermsForm):
    class Meta:
        model = MailTerms
        fields = ["keep_days", "most_megabytes", "most_an_hour"]

    ranges = {
        "keep_days": (7, 730),
        "most_megabytes": (1, 25),
        "most_an_hour": (1, 1000),
    }
