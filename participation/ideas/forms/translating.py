"""A working translation, and the language an idea is in, as moderators type them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.text import as_typed
from participation.ideas.rules import LONGEST_TEXT
from participation.moderation.screening.languages import NAMES

LANGUAGES = list(NAMES.items())


class LanguageForm(forms.Form):
    language = forms.ChoiceField(label=_("Sprache der Idee"), choices=LANGUAGES)


class TranslationForm(forms.Form):
    """`version` is the newest that the page showed, 0 for none."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    language = forms.ChoiceField(
        label=_("Übersetzt in"),
        choices=[(code, name) for code, name in LANGUAGES if code != "und"],
        initial="de",
    )
    title = forms.CharField(label=_("Titel in der Übersetzung"), max_length=120)
    text = forms.CharField(
        label=_("Beschreibung in der Übersetzung"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
    )

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean_text(self) -> str:
        return as_typed(self.cleaned_data["text"])
