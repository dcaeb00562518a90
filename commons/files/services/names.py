"""File names as people see them when they download; never a path on our disk."""

import re
import unicodedata
from pathlib import PurePosixPath

from django.utils.translation import gettext

LONGEST = 100  # characters
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,8}")
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_HIDDEN_CATEGORIES = {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}


def clean_name(raw: str, *, extension: str | None = None) -> str:
    """A harmless name: one line, no path, no controls or reversed reading order.

    Args:
        extension: replaces the one that the sender gave.
    """
    last = raw.replace("\\", "/").rsplit("/", 1)[-1]
    composed = unicodedata.normalize("NFC", last)
    visible = "".join(
        " " if char.isspace() else char
        for char in composed
        if char.isspace() or unicodedata.category(char) not in _HIDDEN_CATEGORIES
    )
    tidy = " ".join(_FORBIDDEN.sub("_", visible).split()).lstrip(".")
    given = PurePosixPath(tidy).suffix if tidy else ""
    kept = given if _EXTENSION.fullmatch(given) else ""
    stem = tidy.removesuffix(kept)[:LONGEST].strip(" .") or gettext("Datei")
    return stem + (kept if extension is None else extension)
