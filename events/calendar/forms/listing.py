"""The filter of the calendar, as its address names it."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from commons.lenient import (
    Choice,
    DayField,
    FilterForm,
    FlagInput,
    OneField,
    SomeField,
    WordsField,
)
from events.calendar.enums import Audience
from events.calendar.queries import listing
from events.calendar.queries.spans import Month, month_asked
from events.calendar.queries.wishes import SPANS, Wish
from participation.actors.enums import SpokenLanguage
from participation.actors.queries.wishes import ACCESS

LONGEST_CURSOR = 80


class EventFilterForm(FilterForm):
    """Two queries, for what it offers."""

    groups_shown = (
        ("wann", _("Wann"), ("wann", "tag")),
        ("stadtteil", _("Stadtteil"), ("stadtteil",)),
        ("thema", _("Thema"), ("thema",)),
        ("fuer", _("Für wen"), ("fuer",)),
        ("zugang", _("Barrierefreiheit"), ("zugang",)),
        ("sprache", _("Sprachen"), ("sprache",)),
        ("mehr", _("Kosten und Ort"), ("kosten", "ort")),
    )

    q = WordsField(label=_("Suchwort"), longest=100)
    wann = OneField(
        label=_("Zeitraum"), choices=[("", _("alle kommenden")), *SPANS.items()]
    )
    tag = DayField(label=_("An diesem Tag"))
    stadtteil = SomeField(label=_("Stadtteil"))
    thema = SomeField(label=_("Thema"))
    fuer = SomeField(label=_("Für wen"), choices=Audience.choices)
    zugang = SomeField(
        label=_("Barrierefreiheit"),
        choices=[(key, access.label) for key, access in ACCESS.items()],
    )
    sprache = SomeField(label=_("Sprachen"), choices=SpokenLanguage.choices)
    kosten = OneField(
        label=_("nur kostenlose"),
        choices=[("frei", _("nur kostenlose"))],
        widget=FlagInput("frei"),
    )
    ort = OneField(
        label=_("nur online"),
        choices=[("online", _("nur online"))],
        widget=FlagInput("online"),
    )
    ab = WordsField(longest=LONGEST_CURSOR, widget=forms.HiddenInput)
    vor = WordsField(longest=LONGEST_CURSOR, widget=forms.HiddenInput)

    def __init__(self, asked: QueryDict) -> None:
        super().__init__(asked, use_required_attribute=False)
        self.topics: list[Choice] = listing.topic_choices()
        self.offer("stadtteil", listing.region_choices())
        self.offer("thema", self.topics)

    def wish(self) -> Wish:
        """What was asked for; what is unknown is left out."""
        self.full_clean()
        cleaned: dict[str, Any] = self.cleaned_data
        topics = self.chosen("thema", cleaned["thema"])
        above = {topic.pk for topic in topics}
        return Wish(
            text=cleaned["q"],
            span=cleaned["wann"],
            day=cleaned["tag"],
            regions=self.chosen("stadtteil", cleaned["stadtteil"]),
            topics=topics,
            subtopics=tuple(one for one in self.topics if one.parent_id in above),
            audience=tuple(cleaned["fuer"]),
            access=tuple(cleaned["zugang"]),
            languages=tuple(cleaned["sprache"]),
            is_free=bool(cleaned["kosten"]),
            is_online=bool(cleaned["ort"]),
            cursor=cleaned["ab"],
            before=cleaned["vor"],
        )


class MonthForm(forms.Form):
    """Which month; this one for whatever is none."""

    monat = WordsField(longest=len("2026-12"))

    @property
    def month(self) -> Month:
        self.full_clean()
        return month_asked(self.cleaned_data["monat"])
