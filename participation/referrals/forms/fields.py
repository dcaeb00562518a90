"""Fields that a department fills in: an amount, and by when."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from commons.clock import berlin_today
from participation.referrals import promises
from participation.referrals.enums import PromiseKind

_GROUPED = re.compile(r"\d{1,3}(\.\d{3})+(,\d{1,2})?")
_PLAIN = re.compile(r"\d+([,.]\d{1,2})?")
MOST_DIGITS = 9  # before the comma


class EuroField(forms.CharField):
    """`12.000`, `12.000,50 €` or `12000.50`; the point before three digits groups."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, required=False, **kwargs)
        self.widget.attrs["inputmode"] = "decimal"

    def clean(self, value: Any) -> Any:
        raw = "".join(super().clean(value).split())
        raw = raw.removesuffix("€").removesuffix("Euro").removesuffix("EUR")
        if not raw:
            return None
        if _GROUPED.fullmatch(raw):
            raw = raw.replace(".", "")
        elif not _PLAIN.fullmatch(raw):
            message = _("Bitte schreiben Sie einen Betrag, etwa 12.000 oder 80,50.")
            raise forms.ValidationError(message, code="amount")
        amount = Decimal(raw.replace(",", "."))
        if len(str(int(amount))) > MOST_DIGITS:
            message = _("Dieser Betrag ist zu groß.")
            raise forms.ValidationError(message, code="amount")
        return amount

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal):
            return f"{value:f}".replace(".", ",").removesuffix(",00")
        return value


class PeriodField(forms.ChoiceField):
    """A quarter or a budget year that ends today or later; gives kind and last day."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, choices=_periods, **kwargs)

    def clean(self, value: Any) -> Any:
        chosen = super().clean(value)
        return promises.period_named(chosen, berlin_today()) if chosen else None


def _periods() -> list[Any]:
    quarters: list[tuple[str, str]] = []
    years: list[tuple[str, str]] = []
    for value, kind, last in promises.periods_from(berlin_today()):
        entry = (value, promises.in_words(kind, last))
        (years if kind == PromiseKind.BUDGET_YEAR else quarters).append(entry)
    return [
        ("", _("kein Zeitraum")),
        (_("Quartal"), quarters),
        (_("Haushaltsjahr"), years),
    ]
