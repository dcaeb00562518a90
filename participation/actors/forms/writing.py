"""What stands beside a profile in its form."""

from django import forms
from django.utils.translation import gettext_lazy as _


class VersionForm(forms.Form):
    """Which version the form showed, so that two windows don't overwrite each other."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class OthersForm(forms.Form):
    for_others = forms.BooleanField(
        label=_("Ich trage das für andere ein"),
        required=False,
        help_text=_(
            "Das Profil gehört dann noch niemandem. Die Stadtteilarbeit sucht jemanden "
            "und lädt ein."
        ),
    )


class VerdictForm(forms.Form):
    """Whether the SPK vouches for an actor."""

    bestaetigt = forms.ChoiceField(choices=[("ja", _("ja")), ("nein", _("nein"))])
