"""When a network meets: one date, or several at once."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy

from commons.clock import BERLIN, berlin_today
from commons.days import day_field, time_field
from participation.networks.enums import Repeat
from participation.networks.models import NetworkDate
from participation.networks.series import MOST_TIMES, days_of
from participation.networks.services.dates import Meeting

SHORTEST, LONGEST, USUAL = 5, 1440, 90  # minutes
FARTHEST = timedelta(days=3 * 365)


class DateForm(forms.Form):
    """What, when and where."""

    title = forms.CharField(
        label=gettext_lazy("Was"),
        help_text=gettext_lazy("Zum Beispiel: Stadtteilrunde im Mai"),
        max_length=120,
    )
    day = day_field(label=gettext_lazy("Tag"))
    time = time_field(label=gettext_lazy("Uhrzeit"))
    minutes = forms.IntegerField(
        label=gettext_lazy("Dauer in Minuten"),
        min_value=SHORTEST,
        max_value=LONGEST,
        initial=USUAL,
    )
    place_text = forms.CharField(
        label=gettext_lazy("Wo"),
        help_text=gettext_lazy("Haus und Straße, oder ein Link zur Videokonferenz."),
        max_length=160,
        required=False,
    )
    words = forms.CharField(
        label=gettext_lazy("Worum es geht"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2_000,
        required=False,
    )

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day > berlin_today() + FARTHEST:
            raise forms.ValidationError(_("Dieser Tag liegt zu weit in der Zukunft."))
        return day

    @property
    def starts_at(self) -> datetime:
        cleaned = self.cleaned_data
        return datetime.combine(cleaned["day"], cleaned["time"], tzinfo=BERLIN)

    @property
    def meeting(self) -> Meeting:
        cleaned = self.cleaned_data
        return Meeting(
            title=cleaned["title"],
            minutes=cleaned["minutes"],
            place_text=cleaned["place_text"],
            words=cleaned["words"],
        )

    @staticmethod
    def initial_of(row: NetworkDate) -> dict[str, Any]:
        local = timezone.localtime(row.starts_at, BERLIN)
        return {
            "title": row.title,
            "day": local.date(),
            "time": local.time(),
            "minutes": row.minutes,
            "place_text": row.place_text,
            "words": row.words,
        }


class NewDateForm(DateForm):
    """A date that comes again is entered once."""

    repeat = forms.ChoiceField(
        label=gettext_lazy("Wiederholt sich der Termin?"),
        choices=Repeat,
        initial=Repeat.ONCE,
        widget=forms.RadioSelect,
    )
    times = forms.IntegerField(
        label=gettext_lazy("Wie oft insgesamt?"),
        help_text=gettext_lazy("Nur bei Wiederholung. Jeder Termin lässt sich ändern."),
        min_value=2,
        max_value=MOST_TIMES,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_whole = bool(cleaned.get("day")) and cleaned.get("time") is not None
        if is_whole and self.starts_at < timezone.now():
            self.add_error("day", _("Dieser Zeitpunkt ist schon vorbei."))
        repeats = cleaned.get("repeat", Repeat.ONCE) != Repeat.ONCE
        if repeats and not cleaned.get("times") and "times" not in self.errors:
            self.add_error("times", _("Bitte sagen Sie, wie oft insgesamt."))
        return cleaned

    @property
    def days(self) -> list[date]:
        cleaned = self.cleaned_data
        repeat = Repeat(cleaned["repeat"])
        return days_of(cleaned["day"], repeat, times=cleaned["times"] or 1)
