"""Asking for a time, answering, calling off."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.clock import BERLIN
from commons.days import day_field, time_field
from participation.actors.forms.speaking import SpeakingField
from participation.pool.enums import ResourceKind
from participation.pool.models import Offer
from participation.pool.spans import Span

CLOCK = "%Y-%m-%dT%H:%M"
INSTEAD = "stattdessen"


class BookingForm(forms.Form):
    """A time and what it is for; `key` makes a double click one booking.

    A room is used within a day, so its form asks for one day alone.
    """

    key = forms.UUIDField(widget=forms.HiddenInput)
    first_day = day_field(label=_("Tag"))
    first_time = time_field(label=_("Von"))
    last_day = day_field(label=_("Zurück am"), required=False)
    last_time = time_field(label=_("Bis"))
    quantity = forms.IntegerField(label=_("Wie viele?"), min_value=1, initial=1)
    actor = SpeakingField(label=_("Für wen?"))
    purpose = forms.CharField(
        label=_("Wofür?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Was haben Sie vor, und wie viele kommen? Das liest nur, wer antwortet."
        ),
    )

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if offer.kind == ResourceKind.ROOM:
            del self.fields["last_day"]
        else:
            self.fields["first_day"].label = _("Abholen am")
            self.fields["last_day"].required = True
        if offer.quantity == 1:
            del self.fields["quantity"]
        else:
            self.fields["quantity"].max_value = offer.quantity  # type: ignore[attr-defined]  # the stubs know only Field
            self.fields["quantity"].widget.attrs["max"] = offer.quantity

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        names = ("first_day", "first_time", "last_time")
        if all(cleaned.get(name) is not None for name in names):
            last_day = cleaned.get("last_day") or cleaned["first_day"]
            span = Span(
                _moment(cleaned["first_day"], cleaned["first_time"]),
                _moment(last_day, cleaned["last_time"]),
            )
            if span.ends_at <= span.starts_at:
                self.add_error("last_time", _("Das Ende liegt vor dem Beginn."))
            cleaned["span"] = span
        return cleaned

    @property
    def pieces(self) -> int:
        return int(self.cleaned_data.get("quantity") or 1)


def values_of(span: Span) -> dict[str, str]:
    """A time as the fields of the form hold it."""
    begins, ends = (
        moment.astimezone(BERLIN) for moment in (span.starts_at, span.ends_at)
    )
    return {
        "first_day": f"{begins:%Y-%m-%d}",
        "first_time": f"{begins:%H:%M}",
        "last_day": f"{ends:%Y-%m-%d}",
        "last_time": f"{ends:%H:%M}",
    }


def written(span: Span) -> str:
    """A time as the value of a button."""
    begins, ends = (
        moment.astimezone(BERLIN) for moment in (span.starts_at, span.ends_at)
    )
    return f"{begins:{CLOCK}}/{ends:{CLOCK}}"


def instead(text: str) -> dict[str, str]:
    """What a button offers in place of a taken time; nothing for anything else."""
    begins, _slash, ends = text.partition("/")
    try:
        first, last = (
            datetime.strptime(each, CLOCK).replace(tzinfo=BERLIN)
            for each in (begins, ends)
        )
    except ValueError:
        return {}
    return values_of(Span(first, last))


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label=_("Warum geht es nicht?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ein Satz genügt. Er steht in der Mail."),
    )


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("Möchten Sie etwas dazu sagen?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Es steht in der Mail an die andere Seite."),
    )


def _moment(day: Any, at: Any) -> datetime:
    return datetime.combine(day, at, tzinfo=BERLIN)
