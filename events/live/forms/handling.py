"""What the moderation says of a question."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.live.enums import HiddenBecause, QuestionState
from events.live.models import Question
from events.live.queries import moderating


class PutForm(forms.Form):
    to = forms.ChoiceField(
        choices=[(state.value, state.label) for state in moderating.PUT]
    )

    def clean_to(self) -> QuestionState:
        return QuestionState(self.cleaned_data["to"])


class HideForm(forms.Form):
    because = forms.ChoiceField(
        label=_("Warum zeigen Sie die Frage nicht?"),
        choices=HiddenBecause,
        widget=forms.RadioSelect,
        help_text=_("Wer gefragt hat, liest den Grund auf der eigenen Seite."),
    )

    def clean_because(self) -> HiddenBecause:
        return HiddenBecause(self.cleaned_data["because"])


class MergeForm(forms.Form):
    into = forms.ChoiceField(
        label=_("Mit welcher Frage?"), choices=(), widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partners = {
            str(each.pk): each for each in moderating.partners_of(question)
        }
        field = self.fields["into"]
        field.choices = [(key, each.text) for key, each in self.partners.items()]  # type: ignore[attr-defined]  # a ChoiceField

    def clean_into(self) -> Question:
        return self.partners[self.cleaned_data["into"]]
