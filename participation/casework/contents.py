"""What lies in the archive of a case: names that sort and are safe, and their papers.

A paper is made of the record alone; a stored file is copied as it is.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from commons.text import slugify_german

LONGEST_SLUG = 40
Record = dict[str, Any]


@dataclass(frozen=True)
class Paper:
    """A file made of words."""

    name: str
    content: bytes


def slug(words: str) -> str:
    """`Amt für Bänke` becomes `amt-fuer-baenke`; never empty, a dot or a slash."""
    return slugify_german(words, max_length=LONGEST_SLUG) or "ohne-namen"


def texts_of(record: Record) -> Iterator[Paper]:
    """Statements, questions, mails and answers, one text each."""
    for referral in record["referrals"]:
        name = f"w{referral['id']}-{slug(referral['department'])}"
        yield from _texts("stellungnahmen", name, referral["statements"])
        yield from _texts("rueckfragen", name, referral["questions"])
        yield from _texts("mails", name, referral["mails"])
    yield from _texts("antworten", "antwort", record["answers"])


def record_file(record: Record) -> Paper:
    content = json.dumps(record, ensure_ascii=False, indent=2).encode()
    return Paper("vorgang.json", content + b"\n")


def _texts(folder: str, name: str, parts: Iterable[Record]) -> Iterator[Paper]:
    for number, part in enumerate(parts, start=1):
        yield Paper(f"{folder}/{name}-{number:02d}.txt", _lines(part).encode())


def _lines(part: Record) -> str:
    """Key and value, line by line; long words stand at the end."""
    short = [
        f"{label(key)}: {_said(value)}"
        for key, value in part.items()
        if value not in ("", None, [], {}) and key not in _LONG
    ]
    long = [f"{label(key)}\n{_said(part[key])}" for key in _LONG if part.get(key)]
    return "\n\n".join(["\n".join(short), *long]) + "\n"


_LONG = ("text", "reason", "instead", "answer", "asked_of_the_person")


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return "\n".join(f"{label(key)}: {_said(part)}" for key, part in value.items())
    if isinstance(value, bool):
        return _("ja") if value else _("nein")
    return "" if value is None else str(value)


def label(key: str) -> str:
    """What a key of the record is called on paper."""
    labels = {
        "id": _("Kennung"),
        "at": _("Am"),
        "kind": _("Art"),
        "outcome": _("Ergebnis"),
        "looking_until": _("prüft bis"),
        "text": _("Text"),
        "by": _("Von"),
        "from": _("Von"),
        "reference": _("Geschäftszeichen"),
        "promise": _("Zugesagt"),
        "promised_on": _("Zugesagt bis"),
        "costs": _("Kosten in Euro (intern)"),
        "cost_note": _("Zu den Kosten"),
        "source": _("Eingang"),
        "asked_at": _("Gefragt am"),
        "answered_at": _("Beantwortet am"),
        "answer": _("Antwort der SPK"),
        "asked_of_the_person": _("An die Person weitergegeben"),
        "until": _("bis"),
        "reply": _("Antwort der Person"),
        "subject": _("Betreff"),
        "taken_as": _("Was daraus wurde"),
        "state": _("Stand"),
        "published_at": _("Veröffentlicht am"),
        "reason": _("Begründung"),
        "instead": _("Stattdessen"),
        "told_again_from": _("Wiederholt die Antwort auf"),
    }
    return labels.get(key, key)
