from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from neighbourhood.departments.models.speaking import LONGEST_NAME, LONGEST_UNIT
from neighbourhood.departments.speaking import Spoken


class SpokenForm(forms.Form):
    """Who answers: a link is passed on, so the form asks; the session remembers it."""

    speaker = forms.CharField(
        label=_("Ihr Name"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    unit = forms.CharField(
        label=_("Ihr Stellenzeichen"), max_length=LONGEST_UNIT, required=False
    )
    # Only what is kept for good must bear a name.
    needs_name = False
    # Whoever signed in has one already.
    own_name = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["speaker"].required = self.needs_name

    def know(self, own_name: str) -> None:
        """An account stands in for a name that is left out."""
        self.own_name = own_name
        self.fields["speaker"].required = False

    @property
    def spoken(self) -> Spoken:
        name = self.cleaned_data["speaker"] or self.own_name
        return Spoken(name, self.cleaned_data["unit"])
