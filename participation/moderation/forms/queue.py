from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons import kinds
from commons.accounts.visitors import Visitor
from participation.moderation import desk
from participation.moderation.enums import Cause, HintCode
from participation.moderation.queries.figures import Figures
from participation.moderation.queries.queue import regions_of
from participation.moderation.queries.wishes import (
    EVERY_REGION,
    Age,
    Whose,
    Wish,
    own_region_ids,
)

Choices = list[tuple[str, Any]]
EVERYTHING = ("", _("alle"))
LONGEST_SEARCH = 100
# "12-1.15-3": items by id with the version that was drawn.
DRAWN = r"\A\d{1,18}-\d{1,9}(\.\d{1,18}-\d{1,9}){0,99}\Z"
FACETS = {
    "stadtteil": "region",
    "art": "kind",
    "anlass": "cause",
    "alter": "age",
    "hinweis": "hint",
    "wer": "whose",
}


class QueueForm(forms.Form):
    """The filters in the address of the queue; what can't be read narrows nothing."""

    stadtteil = forms.ChoiceField(label=_("Stadtteil"), required=False)
    art = forms.ChoiceField(label=_("Art"), required=False)
    anlass = forms.ChoiceField(label=_("Anlass"), required=False)
    alter = forms.ChoiceField(label=_("Alter"), required=False)
    hinweis = forms.ChoiceField(label=_("Hinweis"), required=False)
    wer = forms.ChoiceField(label=_("Bei wem"), required=False)
    q = forms.CharField(max_length=LONGEST_SEARCH, required=False)
    neu = forms.IntegerField(min_value=0, max_value=2**62, required=False)
    ab = forms.CharField(max_length=80, required=False)

    def __init__(self, *args: Any, visitor: Visitor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.regions = regions_of(visitor)
        self._offered: dict[str, Choices] = {}
        for name in FACETS:  # a live desk renews the figures in them
            self.fields[name].widget.attrs["data-part"] = True
        own = own_region_ids(visitor)
        self._has_own = bool(own) and len(own) != len(self.regions)
        self._offer("stadtteil", self._region_choices())
        self._offer("art", [EVERYTHING, *_kinds()])
        self._offer("anlass", [EVERYTHING, *Cause.choices])
        self._offer("alter", [EVERYTHING, *Age.choices])
        self._offer("hinweis", [EVERYTHING, *HintCode.choices])
        self._offer("wer", [EVERYTHING, *Whose.choices])

    @property
    def wish(self) -> Wish:
        self.is_valid()
        cleaned = getattr(self, "cleaned_data", {})
        chosen = {facet: cleaned.get(name, "") for name, facet in FACETS.items()}
        return Wish(
            **chosen,
            text=" ".join(cleaned.get("q", "").split()),
            since=cleaned.get("neu") or 0,
            cursor=cleaned.get("ab", ""),
        )

    @property
    def facets(self) -> list[forms.BoundField]:
        return [self[name] for name in FACETS]

    @property
    def region_ids(self) -> dict[str, int | None]:
        return {region.slug: region.pk for region in self.regions}

    def count(self, found: Figures) -> None:
        """Say at each choice how much it would show."""
        ids = self.region_ids
        for name, facet in FACETS.items():
            choices = [
                (value, _counted(label, found, facet, ids.get(value, value)))
                for value, label in self._offered[name]
            ]
            self._choice_field(name).choices = choices

    def label_of(self, facet: str, value: str) -> str:
        name = {known: name for name, known in FACETS.items()}[facet]
        return str(dict(self._offered[name]).get(value, value))

    def _offer(self, name: str, choices: Choices) -> None:
        """Its own words stay without figures, for the chips."""
        self._offered[name] = choices
        self._choice_field(name).choices = choices

    def _choice_field(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the types
        return field

    def _region_choices(self) -> Choices:
        each = [(region.slug, region.name) for region in self.regions]
        if not self._has_own:
            return [EVERYTHING, *each]
        return [("", _("meine Stadtteile")), (EVERY_REGION, _("alle")), *each]


class SearchForm(forms.Form):
    q = forms.CharField(max_length=LONGEST_SEARCH)


class NewsForm(forms.Form):
    """Which items the page showed, and which was the youngest there was."""

    seit = forms.IntegerField(min_value=0, max_value=2**62)
    zeilen = forms.RegexField(DRAWN, required=False)

    @property
    def drawn(self) -> dict[int, int]:
        """The version of each shown item by its id."""
        pairs = self.cleaned_data["zeilen"].split(".")
        drawn = (pair.split("-") for pair in pairs if pair)
        return {int(pk): int(version) for pk, version in drawn}


def _kinds() -> Choices:
    return [(each.kind, kinds.get(each.kind).label) for each in desk.all_kinds()]


def _counted(label: Any, found: Figures, facet: str, value: Any) -> str:
    if value == "":  # "alle", or "meine Stadtteile": what is shown already says that
        return str(label)
    is_all = value == EVERY_REGION
    count = found.all_of(facet) if is_all else found.of(facet, value)
    return f"{label} ({count})"
