"""What people type to come into a room, to ask, and to set how it is held."""

import re
import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from events.live.models import LONGEST_NICKNAME, LONGEST_QUESTION, Room
from events.live.models.room import HELPER_CODE_LENGTH

MOST_POINTS = 30
LONGEST_POINT = 160
_NO_SIGN = re.compile(r"[^0-9A-Z]")


def plain_code(text: str) -> str:
    """What somebody typed, without the gaps of reading aloud and in capitals."""
    return _NO_SIGN.sub("", text.upper())


class CodeForm(forms.Form):
    code = forms.CharField(
        label=pgettext_lazy("Saal", "Code"),
        max_length=HELPER_CODE_LENGTH + 10,
        help_text=_("Er steht auf der Leinwand, zum Beispiel: ABC 3DE."),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
    )

    def clean_code(self) -> str:
        return plain_code(self.cleaned_data["code"])


class JoinForm(forms.Form):
    nickname = forms.CharField(
        label=_("Ihr Name in diesem Saal"),
        max_length=LONGEST_NICKNAME,
        required=False,
        help_text=_("Freiwillig. Sie können sich nennen, wie Sie möchten."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    code = forms.CharField(
        max_length=HELPER_CODE_LENGTH, required=False, widget=forms.HiddenInput
    )

    def clean_nickname(self) -> str:
        return " ".join(self.cleaned_data["nickname"].split())

    def clean_code(self) -> str:
        return plain_code(self.cleaned_data["code"])


class QuestionForm(forms.Form):
    """`key` makes two clicks one question."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Ihre Frage"),
        max_length=LONGEST_QUESTION,
        help_text=_("Eine Frage, kurz und ohne Namen anderer Leute."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"key": uuid.uuid4()})
        super().__init__(*args, **kwargs)

    def clean_text(self) -> str:
        return str(self.cleaned_data["text"]).strip()


class HallQuestionForm(QuestionForm):
    text = forms.CharField(
        label=_("Frage aus dem Saal"),
        max_length=LONGEST_QUESTION,
        help_text=_("So, wie sie gestellt wurde, ohne den Namen der Person."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SupportForm(forms.Form):
    frage = forms.IntegerField(required=False, min_value=1, max_value=2**62)
    zurueck = forms.IntegerField(required=False, min_value=1, max_value=2**62)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = self.cleaned_data
        if not cleaned.get("frage") and not cleaned.get("zurueck"):
            raise forms.ValidationError(_("Welche Frage meinen Sie?"))
        return cleaned


class SettingsForm(forms.ModelForm):
    class Meta:
        model = Room
        fields = ("moderation", "shows_names", "takes_questions")
        widgets = {"moderation": forms.RadioSelect}


class HallForm(forms.Form):
    people = forms.IntegerField(
        label=_("Menschen im Saal"),
        required=False,
        min_value=0,
        max_value=20_000,
        help_text=_("Gezählt von Ihnen; leer, wenn niemand gezählt hat."),
    )


class AgendaForm(forms.Form):
    points = forms.CharField(
        label=_("Tagesordnung"),
        required=False,
        max_length=MOST_POINTS * (LONGEST_POINT + 2),
        help_text=_("Ein Punkt in jeder Zeile."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean_points(self) -> list[str]:
        lines = [
            " ".join(line.split()) for line in self.cleaned_data["points"].split("\n")
        ]
        points = [line for line in lines if line]
        if len(points) > MOST_POINTS:
            raise forms.ValidationError(_("Das sind zu viele Punkte."))
        if any(len(line) > LONGEST_POINT for line in points):
            raise forms.ValidationError(_("Ein Punkt ist zu lang."))
        return points
