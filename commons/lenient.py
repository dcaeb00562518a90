"""Forms that filter a list: a GET, and never an error.

What is unknown is left out, not refused: links get old.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, cast

from django import forms
from django.utils.functional import Promise

from commons.clock import FIRST_YEAR, LAST_YEAR

MOST_VALUES = 20
FIRST_DAY, LAST_DAY = date(FIRST_YEAR, 1, 2), date(LAST_YEAR, 12, 30)
Options = Iterable[tuple[str, str | Promise]]


@dataclass(frozen=True)
class Choice:
    """One value of a filter: its key stands in addresses.

    `parent_id` is what it belongs to: the topic above a topic, or the Stadtteil of a
    Planungsraum.
    """

    pk: int
    key: str
    name: str
    parent_id: int | None = None
    is_offered: bool = True


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


@dataclass(frozen=True)
class Group:
    """Fields that fold away together; `active` of their values narrow the list."""

    label: str | Promise
    fields: list[forms.BoundField]
    active: int
    key: str


class FilterForm(forms.Form):
    """A filter whose fields fold away in groups: key, label and names of the fields.

    `never_active` are fields that narrow nothing by themselves.
    """

    groups_shown: ClassVar[tuple[tuple[str, str | Promise, tuple[str, ...]], ...]] = ()
    never_active: ClassVar[frozenset[str]] = frozenset()

    @property
    def groups(self) -> list[Group]:
        """What the form shows beside the words, as it folds."""
        return [
            Group(label, self._shown(names), self._active(names), key)
            for key, label, names in self.groups_shown
        ]

    @property
    def active(self) -> int:
        """How many filters narrow the list, beside the words."""
        return sum(group.active for group in self.groups)

    def offer(self, name: str, offered: Iterable[Choice]) -> None:
        cast("SomeField", self.fields[name]).offer(offered)

    def chosen(self, name: str, keys: Iterable[str]) -> tuple[Choice, ...]:
        known = cast("SomeField", self.fields[name]).known
        return tuple(known[key] for key in dict.fromkeys(keys) if key in known)

    def _shown(self, names: Iterable[str]) -> list[forms.BoundField]:
        """None where there is nothing to choose from, yet."""
        return [self[name] for name in names if not self._is_empty(self.fields[name])]

    def _is_empty(self, field: forms.Field) -> bool:
        return isinstance(field, SomeField) and not field.known and not field.is_fixed

    def _active(self, names: Iterable[str]) -> int:
        values = (
            self.cleaned_data[name] for name in names if name not in self.never_active
        )
        return sum(len(one) if isinstance(one, list) else bool(one) for one in values)
