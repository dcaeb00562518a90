"""Personal data in what people write: where it stands and of which kind.

Telephone numbers, e-mail addresses, IBANs, number plates, and a name with the house
somebody lives in, as Germans write them. Own rules, tuned on the real texts of a
city's dialogue: what looks like a date, an opening hour, a price or a road number is
left alone. A wrong hint costs a glance; a missed number may cost somebody their
peace, so in doubt the rules speak up.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

PHONE, EMAIL, IBAN, PLATE, HOME = "phone", "email", "iban", "plate", "home"
LABELS = {
    PHONE: _("Telefonnummer"),
    EMAIL: _("E-Mail-Adresse"),
    IBAN: _("Kontonummer (IBAN)"),
    PLATE: _("Autokennzeichen"),
    HOME: _("Name mit Hausnummer"),
}
ORDER = tuple(LABELS)


@dataclass(frozen=True)
class Found:
    """One piece of personal data and where it stands in the text."""

    kind: str
    start: int
    end: int


# Stands for what is no personal data, letter for letter, so that places stay.
_FILLER = "¤"
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)  # maps are full of digits
# Mailboxes of Berlin's administration belong to an office, not to a person.
_OFFICIAL = re.compile(r"[@.]berlin\.de$", re.IGNORECASE)
_EMAIL = re.compile(
    r"(?<![a-z0-9._%+-])[a-z0-9._%+-]{1,64}\s?(?:@|\(at\)|\[at\]|\{at\})\s?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}\b",
    re.IGNORECASE,
)
# Begins with +49, 0049 or a trunk zero, and goes on in groups of digits.
_PHONE = re.compile(
    r"(?<![\w.,:/€+-])(?:\(?\+49\)?|\(?0049\)?|\(?0)(?:[\s/.()–-]{0,3}\d){5,14}(?![\w€]|,\d)"
)
_DATE = re.compile(r"(?<!\d)\d{1,2}\.\s?\d{1,2}\.\s?(?:\d{4}|\d{2})?(?!\d)")
_HOURS = re.compile(r"\d{1,2}[.:]\d{2}\s*(?:-|–|bis|und|/)\s*\d{1,2}[.:]\d{2}")
_SHORTEST_NUMBER, _LONGEST_NUMBER = 7, 15
# Numbers of the administration and of emergencies are nobody's own.
_PUBLIC_NUMBERS = re.compile(r"(?:0049|\+49|0)(?:30)?(?:115|110|112|116117)$")
_IBAN = re.compile(r"\b[A-Z]{2}[\s-]?\d{2}(?:[\s-]?[A-Z0-9]){11,30}\b", re.IGNORECASE)
_LETTERS_BEFORE_A = 55  # "A" counts 10 in an IBAN
_SHORTEST_IBAN = 15
# How long an IBAN is, so that the word behind it is not taken for its end.
_IBANS = (
    "NO15 BE16 DK18 FI18 NL18 SI19 AT20 BA20 EE20 LT20 LU20 CH21 HR21 LV21 BG22 DE22 "
    "GB22 IE22 RS22 CZ24 ES24 RO24 SE24 SK24 PT25 IS26 TR26 FR27 GR27 IT27 AL28 CY28 "
    "HU28 PL28 UA29"
)
_IBAN_LENGTHS = {word[:2]: int(word[2:]) for word in _IBANS.split()}
# The hyphen between district and letters sets a plate apart from roads ("B 96 a").
_PLATE = re.compile(
    r"(?<![\w-])([A-ZÄÖÜ]{1,3})-\s?[A-Z]{1,2}[\s-]?[1-9]\d{0,3}\s?[EH]?(?![\w-])"
)
# With spaces alone only districts whose plates are seen in Berlin every day.
_PLATE_IN_SPACES = re.compile(
    r"(?<![\w-])(B|BAR|BRB|CB|EE|EL|FF|HVL|LDS|LOS|MOL|NP|OHV|OPR|OSL|PM|PR|SPN|TF|UM|"
    r"HH|HB|DD|MD|HRO|LWL|MSE|M|P|L)\s[A-Z]{1,2}\s?[1-9]\d{2,3}\s?[EH]?(?![\w-])"
)
_PLATE_AFTER_WORD = re.compile(
    r"\b(?i:kennzeichen|nummernschild|autonummer)\W{0,3}(?:\w+\W{1,2}){0,2}?"
    r"((?i:[a-zäöü]{1,3}[\s-][a-z]{1,2}[\s-]?[1-9]\d{0,3}))\b"
)
# Standards and gases look like plates ("DIN-EN 1", "CO-X 2").
_NOT_PLATES = frozenset({"CO", "NO", "PM", "DIN", "ISO", "EN", "VZ"})
_FIRST_NAMES = (
    "Achim|Ahmet|Alexander|Ali|Andrea|Andreas|Angelika|Anja|Anke|Anna|Annette|Antje|"
    "Axel|Barbara|Bernd|Bianca|Birgit|Bjoern|Björn|Brigitte|Carsten|Christa|Christian|"
    "Christiane|Christina|Christine|Christoph|Claudia|Daniel|Daniela|David|Detlef|"
    "Dieter|Dirk|Doris|Elena|Elisabeth|Elke|Emine|Erika|Eva|Fatma|Felix|Florian|Frank|"
    "Franziska|Gabriele|Gerd|Gerhard|Gisela|Guenter|Günter|Günther|Hannah|Hannelore|"
    "Hans|Heike|Heinz|Helga|Helmut|Herbert|Holger|Horst|Ingo|Ingrid|Iris|Jan|Jana|"
    "Jens|Joachim|Jochen|Johanna|Jonas|Julia|Juergen|Jürgen|Karin|Karl|Katharina|"
    "Kathrin|Katja|Katrin|Kerstin|Klaus|Kurt|Lars|Laura|Lena|Leon|Lisa|Lukas|Lutz|"
    "Manfred|Manuela|Marcel|Maria|Marie|Marion|Markus|Martin|Martina|Matthias|Max|"
    "Maximilian|Mehmet|Melanie|Michael|Michaela|Monika|Mustafa|Nadine|Nicole|Nina|"
    "Norbert|Olaf|Oliver|Patrick|Paul|Peter|Petra|Philipp|Rainer|Ralf|Regina|Reinhard|"
    "Renate|Robert|Roland|Rolf|Ruth|Sabine|Sandra|Sarah|Sebastian|Silke|Simone|Sophie|"
    "Stefan|Stefanie|Steffen|Stephan|Susanne|Sven|Swetlana|Tanja|Thomas|Tim|Tobias|"
    "Torsten|Udo|Ulrich|Ulrike|Ursula|Ute|Uwe|Vera|Volker|Waltraud|Werner|Wolfgang|"
    "Yasemin|Yvonne"
)
_STREET = (
    r"(?:[A-ZÄÖÜ][\wäöüß.-]*\s){0,2}[A-ZÄÖÜ]?[\wäöüß.-]*"
    r"(?:(?i:straße|strasse|str\.|allee|chaussee|damm|gasse|platz|promenade|ring|"
    r"steig|ufer|weg|zeile))\s?\d{1,3}\s?[a-zA-Z]?"
)
_HOUSE = r"(?i:hausnummer|haus\s?nr\.?|nr\.|nummer)\s?\d{1,3}\s?[a-z]?"
_SURNAME = r"[A-ZÄÖÜ][a-zäöüß]+(?:-[A-ZÄÖÜ][a-zäöüß]+)?"
# What may stand between a name and a house: a few words, but no end of a sentence.
_BETWEEN = (
    r"(?:,|\s\(|\n|\s(?=aus|im|in|von|wohnt|lebt|bei))(?:[^.!?;\n]|\n(?!\n)){0,40}?"
)
_HOME = re.compile(
    rf"\b(?:(?:Herrn?|Frau|Familie|Fam\.|Eheleute|Dr\.)\s(?:{_SURNAME}\s)?{_SURNAME}"
    rf"|(?:{_FIRST_NAMES})\s{_SURNAME}){_BETWEEN}\b(?:{_STREET}|{_HOUSE})\b"
)


def kinds_in(text: str) -> list[str]:
    """Which kinds of personal data the text seems to hold, in a fixed order."""
    kinds = {found.kind for found in find(text)}
    return [kind for kind in ORDER if kind in kinds]


def find(text: str) -> list[Found]:
    """Every piece of personal data, in the order of the text."""
    readable = _without(text, _LINK)
    found = list(_found(readable))
    return sorted(found, key=lambda piece: (piece.start, ORDER.index(piece.kind)))


def _found(text: str) -> Iterator[Found]:
    ibans = list(_ibans(text))
    yield from ibans
    yield from _phones(_without_spans(text, ibans))
    for match in _EMAIL.finditer(text):
        if not _OFFICIAL.search(match[0]):
            yield Found(EMAIL, *match.span())
    yield from _plates(text)
    for match in _HOME.finditer(text):
        yield Found(HOME, match.start(), match.start() + len(match[0].rstrip()))


def _ibans(text: str) -> Iterator[Found]:
    for match in _IBAN.finditer(text):
        length = _length_of_iban(match[0])
        if is_iban(match[0]):
            yield Found(IBAN, match.start(), match.start() + length)


def _phones(text: str) -> Iterator[Found]:
    text = _without(_without(text, _DATE), _HOURS)
    for match in _PHONE.finditer(text):
        digits = re.sub(r"[^\d+]", "", match[0])
        if _PUBLIC_NUMBERS.match(digits):
            continue
        if _SHORTEST_NUMBER <= len(digits.lstrip("+")) <= _LONGEST_NUMBER:
            yield Found(PHONE, *match.span())


def _plates(text: str) -> Iterator[Found]:
    known: set[int] = set()
    for pattern in (_PLATE, _PLATE_IN_SPACES):
        for match in pattern.finditer(text):
            if match[1] not in _NOT_PLATES:
                known.add(match.end())
                yield Found(PLATE, *match.span())
    for match in _PLATE_AFTER_WORD.finditer(text):
        if match.end(1) not in known:
            yield Found(PLATE, *match.span(1))


def is_iban(candidate: str) -> bool:
    """Whether the check digits are right (ISO 13616: the rearranged number mod 97)."""
    plain = re.sub(r"[\s-]", "", candidate).upper()
    plain = plain[: _IBAN_LENGTHS.get(plain[:2], len(plain))]
    turned = plain[4:] + plain[:4]
    number = "".join(
        char if char.isdigit() else str(ord(char) - _LETTERS_BEFORE_A)
        for char in turned
    )
    return len(plain) >= _SHORTEST_IBAN and int(number) % 97 == 1


def _length_of_iban(candidate: str) -> int:
    """How many characters of the candidate, spaces included, are the IBAN."""
    wanted = _IBAN_LENGTHS.get(candidate[:2].upper(), len(candidate))
    seen = 0
    for place, char in enumerate(candidate, start=1):
        seen += char.isalnum()
        if seen == wanted:
            return place
    return len(candidate)


def _without(text: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(lambda match: _FILLER * len(match[0]), text)


def _without_spans(text: str, spans: Iterable[Found]) -> str:
    for span in spans:
        filler = _FILLER * (span.end - span.start)
        text = text[: span.start] + filler + text[span.end :]
    return text
