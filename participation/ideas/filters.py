"""The filter of the list of ideas: what it says is a GET, so it is never an error.

An unknown Stadtteil, topic or day is left out, not refused: links get old.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.urls import reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.clock import FIRST_YEAR, LAST_YEAR as LAST_KNOWN_YEAR
from commons.design.widgets import SuggestInput
from participation.ideas.queries import nearby
from participation.ideas.queries.choices import Choice, Choices, choices
from participation.ideas.queries.wishes import (
    NEAREST,
    NEWEST,
    ORDERS,
    OUTCOMES,
    PERIODS,
    RADII,
    RADIUS,
    STATES,
    Box,
    Near,
    Wish,
)

MOST_VALUES = 20
FIRST_DAY, LAST_DAY = date(FIRST_YEAR, 1, 2), date(LAST_KNOWN_YEAR, 12, 30)
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


@dataclass(frozen=True)
class Group:
    """Fields that fold away together; `active` of their values narrow the list."""

    label: str | Promise
    fields: list[forms.BoundField]
    active: int
    key: str


GROUPS: tuple[tuple[str, str | Promise, tuple[str, ...]], ...] = (
    ("stadtteil", _("Stadtteil"), ("stadtteil",)),
    ("raum", _("Planungsraum"), ("raum",)),
    ("thema", _("Thema"), ("thema",)),
    ("stand", _("Stand"), ("stand",)),
    ("ergebnis", _("Ergebnis"), ("ergebnis",)),
    ("amt", _("Zuständiges Amt"), ("amt",)),
    ("zeit", _("Zeitraum"), ("zeitraum", "von", "bis")),
    ("naehe", _("In der Nähe"), ("bei", "umkreis")),
    ("fotos", _("Fotos"), ("fotos",)),
)


class IdeaFilterForm(forms.Form):
    """The parameters of the list, as its address names them."""

    q = WordsField(label=_("Suchwort"), longest=100)
    stadtteil = SomeField(label=_("Stadtteil"))
    raum = SomeField(label=_("Planungsraum"))
    thema = SomeField(label=_("Thema"))
    stand = SomeField(label=_("Stand"), choices=list(STATES.items()))
    ergebnis = SomeField(
        label=_("Ergebnis"),
        choices=[(key, outcome.label) for key, outcome in OUTCOMES.items()],
    )
    amt = SomeField(label=_("Zuständiges Amt"))
    zeitraum = OneField(
        label=_("Veröffentlicht"),
        choices=[("", _("beliebig")), *PERIODS.items()],
    )
    von = DayField(label=_("von"))
    bis = DayField(label=_("bis"))
    fotos = OneField(
        label=_("nur mit Fotos"),
        choices=[("ja", _("nur mit Fotos"))],
        widget=FlagInput("ja"),
    )
    bei = WordsField(
        label=_("In der Nähe von"),
        longest=nearby.LONGEST_PLACE,
        widget=SuggestInput(reverse_lazy("regions:address-suggest")),
    )
    umkreis = OneField(
        label=_("Umkreis"),
        choices=[
            (
                str(metres),
                _("%(metres)s m") % {"metres": f"{metres:,}".replace(",", ".")},
            )
            for metres in RADII
        ],
        widget=forms.Select(attrs={"data-default": RADIUS}),
    )
    sortierung = OneField(label=_("Sortierung"))
    ab = WordsField(longest=80, widget=forms.HiddenInput)
    vor = WordsField(longest=80, widget=forms.HiddenInput)

    def __init__(self, asked: QueryDict) -> None:
        filled = asked.copy()
        filled.setdefault("umkreis", str(RADIUS))
        super().__init__(filled, use_required_attribute=False)
        self.known: Choices = choices()
        self._offer("stadtteil", self.known.regions)
        self._offer("thema", self.known.topics)
        self._offer("amt", self.known.departments)
        chosen = self._chosen("stadtteil", asked.getlist("stadtteil"))
        self.areas = self.known.areas_of(region.pk for region in chosen)
        self._offer("raum", self.areas)
        self._offer_orders(has_place=bool(asked.get("bei", "").strip()))

    def wish(self) -> Wish:
        """What was asked for; what does not parse is left out."""
        self.full_clean()
        cleaned: dict[str, Any] = self.cleaned_data
        topics = self._chosen("thema", cleaned["thema"])
        near = self._near(cleaned)
        return Wish(
            text=cleaned["q"],
            regions=self._chosen("stadtteil", cleaned["stadtteil"]),
            areas=self._chosen("raum", cleaned["raum"]),
            topics=topics,
            subtopics=tuple(self.known.topics_below(topic.pk for topic in topics)),
            states=tuple(cleaned["stand"]),
            outcomes=tuple(cleaned["ergebnis"]),
            departments=self._chosen("amt", cleaned["amt"]),
            period=cleaned["zeitraum"],
            since=cleaned["von"],
            until=cleaned["bis"],
            has_pictures=cleaned["fotos"] == "ja",
            near=near,
            unknown_place="" if near else cleaned["bei"],
            order=cleaned["sortierung"] or NEWEST,
            cursor=cleaned["ab"],
            before=cleaned["vor"],
        )

    @property
    def groups(self) -> list[Group]:
        """What the form shows beside the words, as it folds."""
        return [
            Group(label, self._shown(names), self._active(names), key)
            for key, label, names in GROUPS
        ]

    def _shown(self, names: Iterable[str]) -> list[forms.BoundField]:
        """None where there is nothing to choose from, yet."""
        return [self[name] for name in names if not self._is_empty(self.fields[name])]

    def _is_empty(self, field: forms.Field) -> bool:
        return isinstance(field, SomeField) and not field.known and not field.is_fixed

    @property
    def active(self) -> int:
        """How many filters narrow the list, beside the words."""
        return sum(group.active for group in self.groups)

    def _active(self, names: Iterable[str]) -> int:
        cleaned = self.cleaned_data
        values = (cleaned[name] for name in names if name != "umkreis")
        return sum(len(one) if isinstance(one, list) else bool(one) for one in values)

    def _near(self, cleaned: dict[str, Any]) -> Near | None:
        if not cleaned["bei"]:
            return None
        return nearby.near(cleaned["bei"], int(cleaned["umkreis"] or RADIUS))

    def _offer(self, name: str, offered: Iterable[Choice]) -> None:
        cast("SomeField", self.fields[name]).offer(offered)

    def _chosen(self, name: str, keys: Iterable[str]) -> tuple[Choice, ...]:
        known = cast("SomeField", self.fields[name]).known
        return tuple(known[key] for key in dict.fromkeys(keys) if key in known)

    def _offer_orders(self, *, has_place: bool) -> None:
        field = cast("OneField", self.fields["sortierung"])
        field.choices = [
            (order.key, order.label)
            for order in ORDERS.values()
            if has_place or order.key != NEAREST
        ]


class MapViewForm(forms.Form):
    """What part of the map is shown, in degrees."""

    west = forms.FloatField(min_value=-180, max_value=180)
    south = forms.FloatField(min_value=-85, max_value=85)
    east = forms.FloatField(min_value=-180, max_value=180)
    north = forms.FloatField(min_value=-85, max_value=85)
    zoom = forms.IntegerField(min_value=1, max_value=20)

    @property
    def box(self) -> Box:
        cleaned = self.cleaned_data
        return Box(cleaned["west"], cleaned["south"], cleaned["east"], cleaned["north"])
