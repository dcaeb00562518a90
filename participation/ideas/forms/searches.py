"""What people call a search that they keep."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.ideas.wording import LONGEST_NAME


class SearchForm(forms.Form):
    name = forms.CharField(label=_("Name der Suche"), max_length=LONGEST_NAME)
    pace = forms.ChoiceField(label=_("Wie oft davon hören?"), required=False)

    def __init__(
        self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pace"].choices = choices  # type: ignore[attr-defined]  # of a ChoiceField

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        return " ".join(name.split())


class PauseForm(forms.Form):
    """Which of the two buttons was pressed."""

    is_paused = forms.BooleanField(required=False)


def initial_of(name: str, *, pace: str = "") -> dict[str, Any]:
    return {"name": name, "pace": pace}
