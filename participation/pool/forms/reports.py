"""How many people came to each date of a year."""

from collections.abc import Sequence
from typing import Any

from django import forms

from participation.networks.models import NetworkDate
from participation.pool.queries.reports import is_counted

MOST_PEOPLE = 100_000


class HeadsForm(forms.Form):
    """A field for each date; empty is "not counted"."""

    def __init__(self, *args: Any, dates: Sequence[NetworkDate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for date in dates:
            self.fields[_name(date)] = forms.IntegerField(
                label=date.title,
                min_value=0,
                max_value=MOST_PEOPLE,
                required=False,
                initial=date.headcount.number if is_counted(date) else None,
            )
        self._dates = dates

    @property
    def rows(self) -> list[tuple[NetworkDate, forms.BoundField]]:
        return [(date, self[_name(date)]) for date in self._dates]

    @property
    def numbers(self) -> dict[int, int | None]:
        return {date.pk: self.cleaned_data[_name(date)] for date in self._dates}


def _name(date: NetworkDate) -> str:
    return f"termin-{date.pk}"
