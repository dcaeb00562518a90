"""Whether and how people register: what an organiser says with the event."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy

from commons.clock import BERLIN
from commons.days import day_field
from commons.text import as_typed
from events.calendar.models import Event
from events.calendar.models.event import MOST_COMPANIONS, MOST_SEATS

LAST_MINUTE = time(23, 59)


class SeatingForm(forms.Form):
    """Fields that only count where people register."""

    takes_registrations = forms.BooleanField(
        label=gettext_lazy("Man meldet sich vorher an"),
        required=False,
        help_text=gettext_lazy(
            "Die Plattform nimmt Anmeldungen an, zählt die Plätze, führt eine "
            "Warteliste und erinnert einen Tag vorher."
        ),
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("Wie viele Plätze gibt es?"),
        min_value=1,
        max_value=MOST_SEATS,
        required=False,
        help_text=gettext_lazy("Leer lassen, wenn alle kommen können. Je Termin."),
    )
    most_companions = forms.IntegerField(
        label=gettext_lazy("Wie viele Personen darf man mitbringen?"),
        min_value=0,
        max_value=MOST_COMPANIONS,
        required=False,
        initial=0,
    )
    opens_on = day_field(label=gettext_lazy("Anmeldung ab"), required=False)
    closes_on = day_field(label=gettext_lazy("Anmeldung bis"), required=False)
    consent_text = forms.CharField(
        label=gettext_lazy("Wozu sollen die Angemeldeten Ja sagen?"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Nur, wenn Sie eine Einwilligung brauchen, zum Beispiel für Fotos."
        ),
    )

    def clean_consent_text(self) -> str:
        return as_typed(self.cleaned_data["consent_text"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        opens, closes = cleaned.get("opens_on"), cleaned.get("closes_on")
        if opens and closes and closes < opens:
            self.add_error("closes_on", _("Dieser Tag liegt vor dem ersten."))
        return cleaned

    def seating(self) -> dict[str, Any]:
        """What the valid form says of registering, as fields of `Content`."""
        said = self.cleaned_data
        opens, closes = said.get("opens_on"), said.get("closes_on")
        return {
            "takes_registrations": said["takes_registrations"],
            "capacity": said.get("capacity"),
            "most_companions": said.get("most_companions") or 0,
            "consent_text": said["consent_text"],
            "registration_opens_at": opens and _at(opens, time.min),
            "registration_closes_at": closes and _at(closes, LAST_MINUTE),
        }


def _at(day: Any, clock: time) -> datetime:
    return datetime.combine(day, clock, tzinfo=BERLIN)


def seating_of(event: Event) -> dict[str, Any]:
    """The fields as they stand."""
    return {
        "takes_registrations": event.takes_registrations,
        "capacity": event.capacity,
        "most_companions": event.most_companions,
        "consent_text": event.consent_text,
        "opens_on": _day(event.registration_opens_at),
        "closes_on": _day(event.registration_closes_at),
    }


def _day(at: datetime | None) -> Any:
    return timezone.localtime(at, BERLIN).date() if at else None
