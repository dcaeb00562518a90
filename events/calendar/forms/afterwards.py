"""What somebody writes down after a date."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy as _

from commons.accounts.visitors import Visitor
from events.calendar.models import Aftermath, AftermathPhoto
from events.calendar.services.afterwards import Telling
from participation.ideas.models import Idea

MOST_IDEAS = 20
MOST_HEADS_COUNTED = 100_000
LONGEST_NUMBER = 20


class AftermathForm(forms.ModelForm):
    """Ideas are named by their numbers, as they stand on their pages."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    numbers = forms.CharField(
        label=_("Welche Ideen gehören dazu?"),
        max_length=500,
        required=False,
        help_text=_("Nummern der Ideen, mit Komma dazwischen."),
    )

    class Meta:
        model = Aftermath
        fields = ["results", "became", "minutes", "heads"]
        widgets = {
            "results": forms.Textarea(attrs={"rows": 5}),
            "became": forms.Textarea(attrs={"rows": 4}),
            "minutes": forms.Textarea(attrs={"rows": 10}),
            "heads": forms.NumberInput(attrs={"min": 0, "max": MOST_HEADS_COUNTED}),
        }
        help_texts = {
            "results": _("Ein paar Sätze für alle, die nicht da waren."),
            "became": _("Was danach geschah. Das können Sie auch später ergänzen."),
            "minutes": _("Namen nur von Menschen, die damit einverstanden sind."),
            "heads": _("Wenn Sie gezählt haben."),
        }

    def __init__(self, *args: Any, visitor: Visitor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.visitor = visitor
        self.chosen: list[Idea] = []

    def clean_numbers(self) -> str:
        text = str(self.cleaned_data["numbers"])
        wanted = list(dict.fromkeys(filter(None, re.split(r"[\s,;]+", text))))
        if len(wanted) > MOST_IDEAS:
            raise ValidationError(gettext("Höchstens zwanzig Ideen."), code="too_many")
        seen = Idea.objects.visible_to(self.visitor).filter(number__in=wanted)
        known = {idea.number: idea for idea in seen}
        missing = [number for number in wanted if number not in known]
        if missing:
            message = gettext("Diese Idee gibt es nicht: %(number)s")
            number = missing[0][:LONGEST_NUMBER]
            raise ValidationError(message % {"number": number}, code="unknown")
        self.chosen = [known[number] for number in wanted]
        return text

    @property
    def telling(self) -> Telling:
        said = self.cleaned_data
        return Telling(
            minutes=_plain(said["minutes"]),
            results=_plain(said["results"]),
            became=_plain(said["became"]),
            heads=said["heads"],
            ideas=tuple(self.chosen),
            version=said["version"],
        )


class PictureForm(forms.Form):
    """One picture with what it shows; `key` makes a double click one picture."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    picture = forms.FileField(
        label=_("Bild"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("JPEG, PNG oder WebP. Alle darauf müssen einverstanden sein."),
    )
    alt_text = forms.CharField(
        label=_("Was das Bild zeigt"),
        max_length=200,
        help_text=_("Für Menschen, die es nicht sehen können."),
    )


class ReleaseForm(forms.Form):
    """Which version was read."""

    version = forms.IntegerField(min_value=0)


class TakeOffForm(forms.Form):
    photos = forms.ModelMultipleChoiceField(queryset=AftermathPhoto.objects.none())

    def __init__(self, data: Any, *, aftermath: Aftermath | None) -> None:
        super().__init__(data)
        chosen: Any = self.fields["photos"]
        chosen.queryset = AftermathPhoto.objects.filter(aftermath=aftermath)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
