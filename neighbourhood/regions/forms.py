from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_QUESTION = 150


class PlaceForm(forms.Form):
    """What somebody types to find their region or to complete an address."""

    q = forms.CharField(
        label=_("Straße, Postleitzahl, Ortsteil oder Kiez"),
        max_length=LONGEST_QUESTION,
        required=False,
    )


class HomeForm(forms.Form):
    """Make a region one's own, or give it up."""

    leave = forms.BooleanField(required=False)
