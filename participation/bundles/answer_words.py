"""What a department fills in for a row, as words: on the page and in the sheet alike.

Everything is text until `forms.answering.RowForm` reads it, so both ways are read by
the same rules, and what was not touched is recognised again however a spreadsheet
stored it.
"""

import hashlib
import math
import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from commons.tables import readable_text
from commons.text import normalise
from participation.ideas.enums import Outcome
from participation.referrals.enums import ReturnReason
from participation.referrals.letters import GERMAN

Words = dict[str, str]

# In the order in which one thinks; the names of the fields everywhere.
LABELS: dict[str, Any] = {
    "answer": _("Was wird daraus?"),
    "text": _("Ihre Stellungnahme"),
    "until": _("Bis wann?"),
    "costs": _("Kosten in Euro"),
    "names_costs": _("Kosten öffentlich?"),
    "suggested": _("Anderes Amt (bei Rückgabe)"),
}
FIELDS = tuple(LABELS)
RETURN = "zurueck-"
YES, NO = "ja", "nein"
# An answer that is none leaves the row open; so does anything that says so.
_OPEN = frozenset({"", "offen", "bleibt offen"})
_MARKS = frozenset({"", "-", "–"})
_YES = frozenset({"ja", "j", "x", "yes", "true", "wahr", "1"})
_NO = frozenset({"", "nein", "n", "no", "false", "falsch", "0"})
_GROUPING = re.compile(r"\.(?=\d{3}(?:\D|$))")
_LINES = re.compile(r"\r\n?|_x000D_\n?")
HASH_LENGTH = 10
# A spreadsheet's own number for a day: 2009 to 2064. A year is far below.
FIRST_SERIAL, LAST_SERIAL = 40_000, 60_000


def answers() -> dict[str, Any]:
    """What may become of a row, by its code: an outcome, or why it is given back."""
    named: dict[str, Any] = {
        row.value: row.label for row in Outcome if row != Outcome.NONE
    }
    for reason in ReturnReason:
        words = _("zurück: %(reason)s") % {"reason": reason.label}
        named[f"{RETURN}{reason.value}"] = words
    return named


def answer_named(words: str) -> str | None:
    """The code of what somebody chose or wrote; "" is open, None nothing we know."""
    asked = normalise(words).strip()
    if asked in _OPEN:
        return "" if words.strip() in _MARKS or asked else None
    return _codes().get(asked)


@cache
def _codes() -> dict[str, str]:
    """By what a form sends, and by what stands in the sheet, which is German."""
    with translation.override(GERMAN):
        named = {normalise(str(label)): code for code, label in answers().items()}
    return named | {normalise(code): code for code in answers()}


def yes_or_no(words: str) -> str | None:
    asked = words.strip().casefold()
    if asked in _YES:
        return YES
    return NO if asked in _NO else None


def in_words(name: str, value: Any) -> str:
    """A cell or a posted value as somebody would have written it.

    Args:
        name: the field, since a number means a day in one and an amount in another.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, datetime | date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, int | float | Decimal):
        return _number(name, value)
    lines = _LINES.sub("\n", readable_text(str(value))).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def _number(name: str, value: float | Decimal) -> str:
    if not math.isfinite(value):
        return str(value)
    is_whole = value == int(value)
    if name == "until" and FIRST_SERIAL <= value <= LAST_SERIAL:
        return f"{_day_of(int(value)):%d.%m.%Y}"
    if is_whole:
        return str(int(value))
    return f"{value:.2f}".replace(".", ",")


def _day_of(serial: int) -> date:
    return date.fromordinal(date(1899, 12, 30).toordinal() + serial)


def hash_of(name: str, words: str) -> str:
    """Tells whether somebody changed a cell; equal words are equal in any spelling."""
    same = _comparable(name, in_words(name, words))
    return hashlib.sha256(f"{name}\n{same}".encode()).hexdigest()[:HASH_LENGTH]


def _comparable(name: str, words: str) -> str:
    if name == "answer":
        code = answer_named(words)
        return words if code is None else code
    if name == "names_costs":
        return yes_or_no(words) or words
    if name == "costs":
        bare = "".join(words.split()).removesuffix("€")
        return _GROUPING.sub("", bare).removesuffix(",00")
    return words


def is_filled(words: Mapping[str, str]) -> bool:
    """Whether anything was written; a mere "nein" for costs is nothing."""
    is_no = yes_or_no(words.get("names_costs", "")) == NO
    own = {**words, "names_costs": ""} if is_no else dict(words)
    return any(own.get(name, "").strip() for name in FIELDS)
