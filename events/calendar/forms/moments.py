"""When something is: a day, two times of the clock, and how it comes again."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy

from commons.clock import BERLIN, berlin_today
from commons.days import day_field, time_field
from events.calendar import recurrence
from events.calendar.enums import Rhythm
from events.calendar.models import Event, Occurrence
from events.calendar.services.moving import When

FARTHEST = timedelta(days=3 * 365)
KEPT = "kept"
LONGEST_PLACE = 160


class MomentForm(forms.Form):
    """After `is_valid()` there are `starts_at` and `ends_at`."""

    day = day_field(label=gettext_lazy("An welchem Tag?"))
    begins = time_field(label=gettext_lazy("Beginn"))
    ends = time_field(label=gettext_lazy("Ende"))
    last_day = day_field(
        label=gettext_lazy("Letzter Tag"),
        required=False,
        help_text=gettext_lazy("Nur, wenn es an einem anderen Tag endet."),
    )
    starts_at: datetime
    ends_at: datetime

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day > berlin_today() + FARTHEST:
            raise forms.ValidationError(_("Dieser Tag liegt zu weit in der Zukunft."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not {"day", "begins", "ends", "last_day"} & set(self.errors):
            self._find_moments(cleaned)
        return cleaned

    def _find_moments(self, cleaned: dict[str, Any]) -> None:
        first, last = cleaned["day"], cleaned.get("last_day") or cleaned["day"]
        self.starts_at = self._moment("begins", first, cleaned["begins"])
        self.ends_at = self._moment("ends", last, cleaned["ends"])
        if self.errors:
            return
        if self.ends_at <= self.starts_at:
            self.add_error("ends", _("Das Ende liegt nicht nach dem Beginn."))
        elif self.ends_at - self.starts_at > recurrence.LONGEST:
            self.add_error("last_day", _("Ein Termin dauert höchstens einen Monat."))

    def _moment(self, name: str, day: date, clock: time) -> datetime:
        """A time that the night of the summer clock leaves out is asked for again."""
        wall = datetime.combine(day, clock)
        found = recurrence.moment(wall)
        if found.replace(tzinfo=None) != wall:
            self.add_error(
                name, _("Diese Uhrzeit gibt es in der Nacht der Zeitumstellung nicht.")
            )
        return found


class SeriesForm(MomentForm):
    """A date that may come again; `rrule` is its rule."""

    rhythm = forms.ChoiceField(
        label=gettext_lazy("Wie oft findet es statt?"),
        choices=Rhythm,
        initial=Rhythm.ONCE,
        help_text=gettext_lazy(
            "Wir rechnen vom ersten Tag aus: Ist er der zweite Dienstag im Monat, ist "
            "es „im Monat am selben Wochentag“ immer der zweite Dienstag."
        ),
    )
    until = day_field(
        label=gettext_lazy("Bis wann?"),
        required=False,
        help_text=gettext_lazy(
            "Nur bei Wiederholung. Ohne Angabe geht es weiter, bis Sie es absagen."
        ),
    )

    def __init__(self, *args: Any, rule: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rule = rule
        if recurrence.rhythm_of(rule) is None:
            kept = (KEPT, _("wie bisher"))
            self.fields["rhythm"].choices = [kept, *Rhythm.choices]  # type: ignore[attr-defined]  # the stubs know only Field

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        day, until = cleaned.get("day"), cleaned.get("until")
        repeats = cleaned.get("rhythm") not in {Rhythm.ONCE, None}
        if repeats and day and until and until < day:
            self.add_error("until", _("Dieser Tag liegt vor dem ersten."))
        elif day and not self.errors:
            self._check_first(day)
        return cleaned

    def _check_first(self, day: date) -> None:
        if not recurrence.includes_first(self.rrule, day):
            self.add_error(
                "day", _("Dieser Tag ist nicht der letzte seiner Art im Monat.")
            )

    @property
    def rrule(self) -> str:
        """Needs a day and a rhythm that are valid."""
        cleaned = self.cleaned_data
        if cleaned["rhythm"] == KEPT:
            return self.rule
        until = cleaned.get("until")
        return recurrence.rule_of(cleaned["rhythm"], cleaned["day"], until=until)


class DateForm(MomentForm):
    """One date of an event, and where, if not where the event is."""

    place_text = forms.CharField(
        label=gettext_lazy("An einem anderen Ort?"),
        max_length=LONGEST_PLACE,
        required=False,
        help_text=gettext_lazy("Leer lassen, wenn der Ort der gewohnte ist."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and self.ends_at <= timezone.now():
            self.add_error("day", _("Dieser Termin ist schon vorbei."))
        return cleaned

    @property
    def when(self) -> When:
        place = " ".join(self.cleaned_data["place_text"].split())
        return When(self.starts_at, self.ends_at, place)


def moments_of(row: Event | Occurrence) -> dict[str, Any]:
    """The fields of `MomentForm` as they stand."""
    first = timezone.localtime(row.starts_at, BERLIN)
    last = timezone.localtime(row.ends_at, BERLIN)
    return {
        "day": first.date(),
        "begins": first.time(),
        "ends": last.time(),
        "last_day": last.date() if last.date() != first.date() else None,
    }
