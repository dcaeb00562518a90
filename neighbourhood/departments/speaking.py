"""Who speaks for a department by name: asked once, then kept in the session.

A link is passed on inside an office, so a page that takes an answer asks for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from commons.accounts.http import HttpRequest

SESSION_KEY = "speaks-for"
MOST_REFERENCES = 20
NAMES = ("speaker", "giver", "releaser")


@dataclass(frozen=True)
class Spoken:
    """Who speaks for the department, as they wrote it."""

    name: str = ""
    unit: str = ""

    def __str__(self) -> str:
        return ", ".join(part for part in (self.name, self.unit) if part)


UNNAMED = Spoken()


def remembered(request: HttpRequest, thing: str) -> dict[str, str]:
    """First values for a form: what was said before, else an account's name.

    `thing` names what is answered: a Geschäftszeichen belongs to that alone.
    """
    kept = request.session.get(SESSION_KEY, {})
    name = kept.get("speaker", "")
    if not name and request.visitor.user is not None:
        name = request.visitor.user.display_name
    return {
        **dict.fromkeys(NAMES, name),
        "unit": kept.get("unit", ""),
        "reference": kept.get("references", {}).get(thing, ""),
    }


def remember(request: HttpRequest, thing: str, cleaned: Mapping[str, Any]) -> None:
    """Only after a POST that was taken in."""
    name = next((cleaned[key] for key in NAMES if cleaned.get(key)), "")
    if not name:
        return
    kept = dict(request.session.get(SESSION_KEY, {}))
    kept["speaker"] = name
    kept["unit"] = cleaned.get("unit") or kept.get("unit", "")
    references = dict(kept.get("references", {}))
    if cleaned.get("reference"):
        references[thing] = cleaned["reference"]
    kept["references"] = dict(list(references.items())[-MOST_REFERENCES:])
    request.session[SESSION_KEY] = kept
