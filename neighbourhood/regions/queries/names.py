"""How people write streets, numbers and names of places."""

import re
from dataclasses import dataclass

from commons.text import normalise

_POSTCODE = re.compile(r"(?<!\d)(\d{5})(?!\d)")
_NUMBER_AT_END = re.compile(r"^(?P<street>.*\D)\s*(?P<number>\d{1,4})(?P<rest>.*)$")
_SUFFIX = re.compile(r"^\s*(?P<suffix>[a-z])?\b")
_CITY_AT_END = re.compile(r"(^|[\s,])berlin\s*$", re.IGNORECASE)
# "120-121" and "9/10": the first number says where the house stands.
_RANGE = re.compile(r"(?<=\d)\s*[-–/+]\s*\d+\s*[a-z]?\s*$", re.IGNORECASE)
_ENDINGS_OF_A_KIEZ = ("kiez", "viertel", "siedlung")


@dataclass(frozen=True)
class WrittenAddress:
    """What somebody wrote, taken apart; empty parts were not written."""

    street: str
    number: int | None = None
    suffix: str = ""
    postcode: str = ""


def compact(text: str) -> str:
    """One spelling without spaces: "Berlinerstr." equals "Berliner Straße"."""
    return normalise(text).replace(" ", "")


def stem_of_kiez(text: str) -> str:
    """ "Winskiez" and "Bötzow-Viertel" begin as their street or square does."""
    plain = compact(text)
    for ending in _ENDINGS_OF_A_KIEZ:
        if plain.endswith(ending) and len(plain) > len(ending) + 2:
            return plain.removesuffix(ending)
    return ""


def postcode_in(text: str) -> str:
    found = _POSTCODE.search(text)
    return found[1] if found else ""


def read_address(text: str) -> WrittenAddress:
    """Take "Florastr. 12 a, 13187 Berlin" apart.

    A number at the end of a street's own name ("Straße 52") is taken for a house
    number too: ask for the whole text as a street first.
    """
    postcode = postcode_in(text)
    rest = _RANGE.sub("", without_postcode(text))
    found = _NUMBER_AT_END.match(rest)
    if not found:
        return WrittenAddress(compact(rest), postcode=postcode)
    suffix = _SUFFIX.match(found["rest"].casefold())
    return WrittenAddress(
        compact(found["street"]),
        int(found["number"]),
        (suffix["suffix"] or "") if suffix else "",
        postcode,
    )


def without_postcode(text: str) -> str:
    """What was written without postcode and city."""
    return _CITY_AT_END.sub("", _POSTCODE.sub(" ", text)).strip(" ,;")
