"""What a department writes into one field of a row, read from its words."""

import re
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.clock import berlin_today
from commons.text import normalise
from participation.bundles import answer_words
from participation.bundles.answer_words import YES
from participation.referrals import promises
from participation.referrals.enums import PromiseKind
from participation.referrals.promises import Period

DAYS = ("%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d")
_QUARTER = (
    re.compile(r"([1-4])\.?\s*quartal\s*(\d{4})"),
    re.compile(r"q\s*([1-4])\s*[/ ]?\s*(\d{4})"),
)
_QUARTER_CODE = re.compile(r"(\d{4})\s*-?\s*q([1-4])")
_YEAR = re.compile(r"(?:haushaltsjahr|haushalt|jahr)?\s*(\d{4})")


class AnswerChoice(forms.CharField):
    """Its code, its label, or nothing for a row that stays open."""

    def clean(self, value: Any) -> Any:
        code = answer_words.answer_named(super().clean(value))
        if code is None:
            message = _("Das steht nicht zur Wahl. Bitte wählen Sie aus der Liste.")
            raise forms.ValidationError(message, code="answer")
        return code


class UntilField(forms.CharField):
    """`30.6.2027`, `2. Quartal 2027`, `Haushaltsjahr 2027`: kind and last day."""

    def clean(self, value: Any) -> Any:
        words = super().clean(value).strip()
        if not words:
            return None
        found = self._day(words) or self._period(words)
        if found is None:
            message = _(
                "Bitte schreiben Sie einen Tag (30.06.2027), ein Quartal "
                "(2. Quartal 2027) oder ein Haushaltsjahr (2027)."
            )
            raise forms.ValidationError(message, code="until")
        today = berlin_today()
        if found[1] < today:
            message = _("Das liegt in der Vergangenheit.")
            raise forms.ValidationError(message, code="past")
        is_period = found[0] != PromiseKind.DAY
        if is_period and found[1].year > today.year + promises.YEARS_AHEAD:
            message = _("So weit voraus lässt sich nichts zusagen.")
            raise forms.ValidationError(message, code="too_far")
        return found

    @staticmethod
    def _day(words: str) -> Period | None:
        bare = words.casefold().removeprefix("bis").strip()
        bare = bare.removeprefix("zum").strip()
        for pattern in DAYS:
            with suppress(ValueError):
                day = datetime.strptime(bare, pattern)  # noqa: DTZ007 -- a day has no zone
                return PromiseKind.DAY, day.date()
        return None

    @staticmethod
    def _period(words: str) -> Period | None:
        bare = normalise(words).removeprefix("im ").strip()
        if code := _QUARTER_CODE.fullmatch(bare):
            return _quarter(int(code[1]), int(code[2]))
        for pattern in _QUARTER:
            if named := pattern.fullmatch(bare):
                return _quarter(int(named[2]), int(named[1]))
        if named := _YEAR.fullmatch(bare):
            year = int(named[1])
            return (PromiseKind.BUDGET_YEAR, date(year, 12, 31)) if year else None
        return None


def _quarter(year: int, quarter: int) -> Period | None:
    if not year:
        return None
    return PromiseKind.QUARTER, promises.last_day_of_quarter(year, quarter)


class YesField(forms.CharField):
    def clean(self, value: Any) -> Any:
        found = answer_words.yes_or_no(super().clean(value))
        if found is None:
            message = _("Bitte schreiben Sie „ja“ oder „nein“.")
            raise forms.ValidationError(message, code="yes_or_no")
        return found == YES
