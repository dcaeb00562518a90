"""The filter of the list of ideas: what it says is a GET, so it is never an error.

An unknown Stadtteil, topic or day is left out, not refused: links get old.
"""

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.urls import reverse_lazy
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.design.widgets import SuggestInput
from commons.lenient import (
    DayField,
    FilterForm,
    FlagInput,
    OneField,
    SomeField,
    WordsField,
)
from participation.ideas.queries import nearby
from participation.ideas.queries.choices import Choices, choices
from participation.ideas.queries.wishes import (
    NEAREST,
    NEWEST,
    ORDERS,
    OUTCOMES,
    PERIODS,
    RADII,
    RADIUS,
    STATES,
    Near,
    Wish,
)

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


def _radii() -> list[tuple[str, str]]:
    """Asked for each form: a number in words speaks the language of its page."""
    return [
        (
            str(metres),
            _("%(metres)s m") % {"metres": number_format(metres, force_grouping=True)},
        )
        for metres in RADII
    ]


class IdeaFilterForm(FilterForm):
    """The parameters of the list, as its address names them."""

    groups_shown = GROUPS
    never_active = frozenset({"umkreis"})

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
        choices=_radii,
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
        self.offer("stadtteil", self.known.regions)
        self.offer("thema", self.known.topics)
        self.offer("amt", self.known.departments)
        chosen = self.chosen("stadtteil", asked.getlist("stadtteil"))
        self.areas = self.known.areas_of(region.pk for region in chosen)
        self.offer("raum", self.areas)
        self._offer_orders(has_place=bool(asked.get("bei", "").strip()))

    def wish(self) -> Wish:
        """What was asked for; what does not parse is left out."""
        self.full_clean()
        cleaned: dict[str, Any] = self.cleaned_data
        topics = self.chosen("thema", cleaned["thema"])
        near = self._near(cleaned)
        return Wish(
            text=cleaned["q"],
            regions=self.chosen("stadtteil", cleaned["stadtteil"]),
            areas=self.chosen("raum", cleaned["raum"]),
            topics=topics,
            subtopics=tuple(self.known.topics_below(topic.pk for topic in topics)),
            states=tuple(cleaned["stand"]),
            outcomes=tuple(cleaned["ergebnis"]),
            departments=self.chosen("amt", cleaned["amt"]),
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

    def _near(self, cleaned: dict[str, Any]) -> Near | None:
        if not cleaned["bei"]:
            return None
        return nearby.near(cleaned["bei"], int(cleaned["umkreis"] or RADIUS))

    def _offer_orders(self, *, has_place: bool) -> None:
        field = cast("OneField", self.fields["sortierung"])
        field.choices = [
            (order.key, order.label)
            for order in ORDERS.values()
            if has_place or order.key != NEAREST
        ]
