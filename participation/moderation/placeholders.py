"""Places in a text module, such as {titel}, and how they are filled.

What people wrote is hostile: a value takes one line, is cut, loses its braces, and no
part of it is left that a mail program would make a link of. It is filled in one pass,
so a value never becomes a place itself; pages and mails escape the result as they do
all plain text.
"""

import re
import unicodedata
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.text import cut_at_word

# The places there are, with what stands there.
PLACEHOLDERS: dict[str, str | Promise] = {
    "name": _("wie die Person sich nennt; ohne Namen bleibt es leer"),
    "titel": _("Titel des Beitrags"),
    "nummer": _("Nummer des Beitrags"),
    "art": _("Art des Beitrags, zum Beispiel „Idee“"),
    "stadtteil": _("Stadtteil des Beitrags"),
    "frist": _("Tag, bis zu dem wir auf eine Änderung warten"),
    "link": _("Adresse der Seite des Beitrags"),
    "regeln": _("Adresse der Seite mit unseren Regeln"),
    "telefon": _("Telefonnummer der zuständigen Stelle der SPK"),
}
# Addresses that we make ourselves may be clicked.
OWN_ADDRESSES = frozenset({"link", "regeln"})
LONGEST_VALUE = 160
_PLACE = re.compile(r"( ?)\{([^{}\n]*)\}")
_BRACE = re.compile(r"[{}]")
# What mail programs read as the signs of an address, and our own braces.
_LOOKALIKES = str.maketrans(
    {
        "\uff0e": ".",
        "\u3002": ".",
        "\uff61": ".",
        "\uff1a": ":",
        "\uff0f": "/",
        "\uff20": "@",
        "{": "(",
        "}": ")",
    }
)
_AT = re.compile(r"(?<=\S)@(?=\S)")
# Not any colon: "Nachbar:innen" is no address.
_SCHEME = re.compile(
    r":(?=/)|\b(?:https?|ftps?|file|mailto|tel|sms|callto|skype|whatsapp|geo|data|blob"
    r"|javascript|vbscript|wss?):(?=\S)",
    re.IGNORECASE,
)
_WWW = re.compile(r"\bwww\.(?=\S)", re.IGNORECASE)
_DOT = re.compile(r"\.(?=[^\W\d_])")


def unknown_in(text: str) -> list[str]:
    """Places of a text that nobody can fill, each once, in their order."""
    names = (name for _space, name in _PLACE.findall(text))
    return list(dict.fromkeys(name for name in names if name not in PLACEHOLDERS))


def has_stray_brace(text: str) -> bool:
    return _BRACE.search(_PLACE.sub("", text)) is not None


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its places filled; what nobody can fill stays as it was typed."""

    def filled(match: re.Match[str]) -> str:
        space, name = match.groups()
        if name not in values:
            return match[0]
        is_own = name in OWN_ADDRESSES
        value = values[name] if is_own else harmless(values[name])
        return f"{space}{value}" if value else ""

    return _PLACE.sub(filled, text)


def harmless(value: str) -> str:
    """A value that stays words wherever it is put: no line, no place, no link."""
    line = "".join(map(_visible, value.translate(_LOOKALIKES)))
    line = _AT.sub(" (at) ", " ".join(line.split()))
    line = _SCHEME.sub(lambda match: f"{match[0]} ", line)
    line = _WWW.sub(lambda match: f"{match[0]} ", line)
    return cut_at_word(_DOT.sub(". ", line), LONGEST_VALUE)


def _visible(char: str) -> str:
    """Line ends and tabs part words; what hides or reorders text is dropped."""
    category = unicodedata.category(char)
    if category in {"Cc", "Zl", "Zp"}:
        return " "
    return "" if category in {"Cf", "Co", "Cs"} else char
