"""A span of Berlin days, as reports and figures are asked for it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.clock import BERLIN, FIRST_YEAR, berlin_today
from commons.days import day_field

LONGEST = timedelta(days=5 * 366)


@dataclass(frozen=True)
class Period:
    """From the first to the last day, both included."""

    first: date
    last: date

    @classmethod
    def last_days(cls, days: int) -> Self:
        """The `days` days up to and with today."""
        today = berlin_today()
        return cls(today - timedelta(days=days - 1), today)

    @classmethod
    def of_year(cls, year: int) -> Self:
        """A calendar year; of the running one only what has passed."""
        return cls(date(year, 1, 1), min(date(year, 12, 31), berlin_today()))

    @property
    def begins_at(self) -> datetime:
        return datetime.combine(self.first, time.min, tzinfo=BERLIN)

    @property
    def ends_at(self) -> datetime:
        """The first moment that no longer belongs to it."""
        return datetime.combine(self.last + timedelta(days=1), time.min, tzinfo=BERLIN)

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def query(self) -> str:
        return f"von={self.first.isoformat()}&bis={self.last.isoformat()}"

    def within(self, field: str) -> dict[str, datetime]:
        """Conditions for `filter`: the moment in `field` lies in the period."""
        return {f"{field}__gte": self.begins_at, f"{field}__lt": self.ends_at}


class PeriodForm(forms.Form):
    """In the address; without any days the `usual` period counts."""

    von = day_field(label=_("Vom"))
    bis = day_field(label=_("Bis"))

    def __init__(self, query: Any, *, usual: Period) -> None:
        self.usual = usual
        is_asked = any(query.get(name) for name in ("von", "bis"))
        initial = {"von": usual.first, "bis": usual.last}
        super().__init__(query if is_asked else None, initial=initial)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("von"), cleaned.get("bis")
        if first is None or last is None:
            return cleaned
        if first > last:
            self.add_error("bis", _("Dieser Tag liegt vor dem ersten."))
        elif first.year < FIRST_YEAR or last > berlin_today():
            self.add_error("bis", _("Bitte einen Zeitraum bis höchstens heute wählen."))
        elif last - first > LONGEST:
            self.add_error("bis", _("Bitte höchstens fünf Jahre wählen."))
        return cleaned

    @property
    def period(self) -> Period:
        """What was asked for, or the usual one where that can't be read."""
        if not self.is_bound or not self.is_valid():
            return self.usual
        return Period(self.cleaned_data["von"], self.cleaned_data["bis"])
