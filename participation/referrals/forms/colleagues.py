from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from neighbourhood.departments.models import Department
from neighbourhood.departments.models.speaking import LONGEST_NAME
from participation.referrals.models.colleagues import LONGEST_NOTE
from participation.referrals.queries.colleagues import domains_of


class HandOnForm(forms.Form):
    address = forms.EmailField(
        label=_("Mailadresse"),
        widget=forms.EmailInput(
            attrs={"autocomplete": "off", "autocapitalize": "none"}
        ),
    )
    note = forms.CharField(
        label=_("Ein Wort dazu"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_NOTE,
        required=False,
        help_text=_("Steht in der Mail an diese Adresse. Die SPK liest es auch."),
    )
    giver = forms.CharField(
        label=_("Ihr Name"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def __init__(self, *args: Any, department: Department, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        domains = sorted(domains_of(department))
        if domains:
            self.fields["address"].help_text = _(
                "Eine Adresse Ihres Amtes: …@%(domains)s"
            ) % {"domains": ", …@".join(domains)}
