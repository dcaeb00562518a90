"""What people call a search that they keep."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.ideas.wording import LONGEST_NAME


class SearchForm(forms.Form):
    name = forms.CharField(label=_("Name der Suche"), max_length=LONGEST_NAME)
    wants_mail = forms.BooleanField(
        label=_("Auch per E-Mail Bescheid sagen"), required=False, initial=True
    )

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        return " ".join(name.split())


class PauseForm(forms.Form):
    """Which of the two buttons was pressed."""

    is_paused = forms.BooleanField(required=False)


def initial_of(name: str, *, wants_mail: bool = True) -> dict[str, Any]:
    return {"name": name, "wants_mail": wants_mail}
