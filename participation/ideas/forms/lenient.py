"""Fields of a form that is a GET and never an error: what is unknown is left out."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.functional import Promise

from commons.clock import FIRST_YEAR, LAST_YEAR
from participation.ideas.queries.choices import Choice

MOST_VALUES = 20
FIRST_DAY, LAST_DAY = date(FIRST_YEAR, 1, 2), date(LAST_YEAR, 12, 30)
Options = Iterable[tuple[str, str | Promise]]


class SomeField(forms.MultipleChoiceField):
    """Several of a few values; what is unknown is left out."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.is_fixed = "choices" in kwargs
        self.known: dict[str, Choice] = {}

    def clean(self, value: Any) -> list[str]:
        options = {str(key) for key, _label in cast("Options", self.choices)}
        known = options | set(self.known)
        given = dict.fromkeys(value or ())
        return [key for key in given if key in known][:MOST_VALUES]

    def offer(self, choices: Iterable[Choice]) -> None:
        """All keys are understood; only those that are offered stand in the form."""
        self.known = {choice.key: choice for choice in choices}
        self.choices = [
            # Long names may break after a slash.
            (one.key, one.name.replace("/", "/\u200b"))
            for one in self.known.values()
            if one.is_offered
        ]


class OneField(forms.ChoiceField):
    """One of a few values, or none; what is unknown counts as none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> str:
        known = {str(key) for key, _label in cast("Options", self.choices)}
        return value if value in known else ""


class FlagInput(forms.CheckboxInput):
    """A checkbox that says one word when it is ticked."""

    def __init__(self, word: str) -> None:
        super().__init__(attrs={"value": word}, check_test=lambda given: given == word)

    def value_from_datadict(self, asked: Any, _files: Any, name: str) -> Any:
        return asked.get(name, "")


class DayField(forms.DateField):
    """A day that calendars and the database know, or none."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(required=False, widget=widget, **kwargs)

    def clean(self, value: Any) -> date | None:
        try:
            day = super().clean(value)
        except forms.ValidationError:
            return None
        return day if day and FIRST_DAY <= day <= LAST_DAY else None


class WordsField(forms.CharField):
    """Free words on one line, cut where they are too long."""

    def __init__(self, *, longest: int, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.longest = longest
        self.widget.attrs["maxlength"] = longest

    def clean(self, value: Any) -> str:
        plain = str(value or "").replace("\x00", " ")
        return " ".join(plain.split())[: self.longest]
