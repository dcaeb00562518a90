"""Telephone numbers, e-mail addresses, IBANs and number plates, as Germans write them.

Own rules, tuned on the real texts of a city's dialogue: what looks like a date, an
opening hour, a price or a road number is left alone. A wrong hint costs a glance; a
missed number may cost somebody their peace, so in doubt the rules speak up.
"""

import re
from collections.abc import Iterator
from itertools import chain

from django.utils.translation import gettext_lazy as _

PHONE, EMAIL, IBAN, PLATE = "phone", "email", "iban", "plate"
LABELS = {
    PHONE: _("Telefonnummer"),
    EMAIL: _("E-Mail-Adresse"),
    IBAN: _("Kontonummer (IBAN)"),
    PLATE: _("Autokennzeichen"),
}
# Mailboxes of Berlin's administration belong to an office, not to a person.
_OFFICIAL = re.compile(r"[@.]berlin\.de$", re.IGNORECASE)
_EMAIL = re.compile(
    r"[a-z0-9._%+-]+\s?(?:@|\(at\)|\[at\]|\{at\})\s?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}\b",
    re.IGNORECASE,
)
# Begins with +49, 0049 or a trunk zero, and goes on in groups of digits.
_PHONE = re.compile(
    r"(?<![\w.,:/€+-])(?:\(?\+49\)?|\(?0049\)?|\(?0)(?:[\s/.()–-]{0,3}\d){5,14}(?![\w€]|,\d)"
)
_DATE = re.compile(r"(?<!\d)\d{1,2}\.\s?\d{1,2}\.\s?(?:\d{4}|\d{2})?(?!\d)")
_HOURS = re.compile(r"\d{1,2}[.:]\d{2}\s*(?:-|–|bis|und|/)\s*\d{1,2}[.:]\d{2}")
_SHORTEST_NUMBER, _LONGEST_NUMBER = 7, 15
_IBAN = re.compile(r"\b[A-Z]{2}\s?\d{2}(?:\s?[A-Z0-9]){11,30}\b", re.IGNORECASE)
# The hyphen between district and letters sets a plate apart from roads ("B 96 a").
_PLATE = re.compile(
    r"(?<![\w-])[A-ZÄÖÜ]{1,3}-\s?[A-Z]{1,2}[\s-]?[1-9]\d{0,3}\s?[EH]?(?![\w-])"
)
_PLATE_AFTER_WORD = re.compile(
    r"\b(?i:kennzeichen)\W{0,3}(?:\w+\W{1,2}){0,2}?[A-ZÄÖÜ]{1,3}[\s-][A-Z]{1,2}\s?[1-9]\d{0,3}\b"
)
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)  # maps are full of digits
_LETTERS_BEFORE_A = 55  # "A" counts 10 in an IBAN
_SHORTEST_IBAN = 15
# How long an IBAN is, so that the word behind it is not taken for its end.
_IBAN_LENGTHS = {
    "AT": 20,
    "BE": 16,
    "CH": 21,
    "CZ": 24,
    "DE": 22,
    "FR": 27,
    "IT": 27,
    "NL": 18,
    "PL": 28,
    "TR": 26,
}
# Standards and gases look like plates ("DIN-EN 1", "CO-X 2").
_NOT_PLATES = frozenset({"CO", "NO", "PM", "DIN", "ISO", "EN", "VZ"})


def kinds_in(text: str) -> list[str]:
    """Which kinds of personal data the text seems to hold, in a fixed order."""
    return list(_kinds(_LINK.sub(" ", text)))


def _kinds(text: str) -> Iterator[str]:
    ibans = [match[0] for match in _IBAN.finditer(text) if is_iban(match[0])]
    if _has_phone(text, apart_from=ibans):
        yield PHONE
    if any(not _OFFICIAL.search(match[0]) for match in _EMAIL.finditer(text)):
        yield EMAIL
    if ibans:
        yield IBAN
    if _has_plate(text):
        yield PLATE


def _has_phone(text: str, *, apart_from: list[str]) -> bool:
    for known in apart_from:
        text = text.replace(known, " ")
    text = _HOURS.sub(" ", _DATE.sub(" ", text))
    for match in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if _SHORTEST_NUMBER <= len(digits) <= _LONGEST_NUMBER:
            return True
    return False


def _has_plate(text: str) -> bool:
    matches = chain(_PLATE.finditer(text), _PLATE_AFTER_WORD.finditer(text))
    return any(match[0].split("-")[0] not in _NOT_PLATES for match in matches)


def is_iban(candidate: str) -> bool:
    """Whether the check digits are right (ISO 13616: the rearranged number mod 97)."""
    plain = re.sub(r"\s", "", candidate).upper()
    plain = plain[: _IBAN_LENGTHS.get(plain[:2], len(plain))]
    turned = plain[4:] + plain[:4]
    number = "".join(
        char if char.isdigit() else str(ord(char) - _LETTERS_BEFORE_A)
        for char in turned
    )
    return len(plain) >= _SHORTEST_IBAN and int(number) % 97 == 1
