"""The filter of the calendar, as its address names it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.lenient import (
    DayField,
    FlagInput,
    OneField,
    SomeField,
    WordsField,
)
from events.calendar.enums import Audience
from events.calendar.queries.spans import Month, month_asked
from events.calendar.queries.wishes import SPANS, Wish
from neighbourhood.departments.forms.filtering import ListFilterForm
from participation.actors.enums import SpokenLanguage
from participation.actors.queries.wishes import ACCESS


class EventFilterForm(ListFilterForm):
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

    wann = OneField(
        label=_("Zeitraum"), choices=[("", _("alle kommenden")), *SPANS.items()]
    )
    tag = DayField(label=_("An diesem Tag"))
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

    def wish(self) -> Wish:
        """What was asked for; what is unknown is left out."""
        shared = self.shared_parts()
        cleaned = self.cleaned_data
        return Wish(
            **shared,
            span=cleaned["wann"],
            day=cleaned["tag"],
            audience=tuple(cleaned["fuer"]),
            access=tuple(cleaned["zugang"]),
            languages=tuple(cleaned["sprache"]),
            is_free=bool(cleaned["kosten"]),
            is_online=bool(cleaned["ort"]),
        )


class MonthForm(forms.Form):
    """Which month; this one for whatever is none."""

    monat = WordsField(longest=len("2026-12"))

    @property
    def month(self) -> Month:
        self.full_clean()
        return month_asked(self.cleaned_data["monat"])
