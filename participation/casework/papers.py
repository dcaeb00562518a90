"""The two PDFs of a record: its cover sheet, and the whole case; both PDF/A-2a.

Loaded by the task alone: typst is no part of the web process's start.
"""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commons.html import text_blocks
from commons.pdf import RECORD, compile_pdf
from participation.casework.contents import Paper, label
from participation.casework.enums import Variant

Record = dict[str, Any]
Names = list[tuple[str, int]]


def cover(record: Record, names: Names) -> Paper:
    """Both sides' numbers, what the file is, and what lies in it."""
    payload = _frame(record, _("Deckblatt")) | {
        "facts": _facts(record),
        "references": [
            [row["department"], row["reference"]] for row in record["references"]
        ],
        "contents": [[name, _size(size)] for name, size in names],
    }
    content = compile_pdf("case_cover.typ", payload, standards=RECORD)
    return Paper("00-deckblatt.pdf", content)


def whole(record: Record) -> Paper:
    """Everything that was said, from the idea to the answer, to read in one go."""
    idea = record["idea"]
    payload = _frame(record, idea["title"] or _("Vorgang")) | {
        "facts": _facts(record),
        "references": [
            [row["department"], row["reference"]] for row in record["references"]
        ],
        "is_withheld": idea["is_withheld"],
        "text": text_blocks(idea["text"]),
        "referrals": [_referral(row) for row in record["referrals"]],
        "rounds": [_round(row) for row in record.get("rounds", [])],
        "answers": [_answer(row) for row in record["answers"]],
        "feedback": [
            _said(
                _("geholfen") if row["has_helped"] else _("nicht geholfen"),
                row["at"],
                row["text"],
            )
            for row in record.get("feedback", [])
        ],
        "notes": [
            _said(row["by"], row["at"], row["text"]) for row in record.get("notes", [])
        ],
        "decisions": [
            _said(f"{row['what']}, {row['by']}", row["at"], row["text"])
            for row in record.get("decisions", [])
        ],
        "way": [
            [moment(row["at"]), row["title"], row["note"]] for row in record["way"]
        ],
        "history": [
            [moment(row["at"]), f"{row['who']} {row['what']}", row["about"]]
            for row in record.get("history", [])
        ],
    }
    content = compile_pdf("case_record.typ", payload, standards=RECORD)
    return Paper("01-vorgang.pdf", content)


def moment(value: str | None) -> str:
    """`2026-03-01T10:00:00+01:00` as people write it; a day stays a day."""
    if not value:
        return ""
    if len(value) == len("2026-03-01"):
        return date_format(date.fromisoformat(value), "j. F Y")
    return date_format(datetime.fromisoformat(value), "j. F Y, H:i")


def _frame(record: Record, title: str) -> Record:
    case = record["case"]
    return {
        "title": title,
        "language": "de",
        "number": case["number"],
        "variant": str(Variant(record["variant"]).label),
        "made": moment(record["made_at"]),
        "author": _("Sozialraumorientierte Planungskoordination"),
        "footer": _("%(number)s · Bezirksamt %(district)s von Berlin")
        % {"number": case["number"], "district": settings.DISTRICT_NAME},
    }


def _facts(record: Record) -> list[list[str]]:
    case, person = record["case"], record.get("person")
    rows = [
        (_("Nummer der SPK"), case["number"]),
        (_("Titel"), record["idea"]["title"]),
        (_("Von"), person["name"] if person else ""),
        (_("Stand"), case["state_label"]),
        (_("Ergebnis"), case["outcome_label"]),
        (_("Stadtteil"), case["region"]),
        (_("Thema"), case["topic"]),
        (_("Ort"), record["idea"]["place"]),
        (_("Eingegangen"), moment(case["received_at"])),
        (_("Veröffentlicht"), moment(case["published_at"])),
        (_("Beantwortet"), moment(case["answered_at"])),
        (_("Adresse"), case["address"]),
    ]
    return [[name, value] for name, value in rows if value]


def _referral(row: Record) -> Record:
    steps = [
        [moment(mark["at"]), mark["label"], mark["detail"]] for mark in row["fate"]
    ]
    returned = [row["return_reason"], row["return_text"], row["return_speaker"]]
    return {
        "department": row["department"],
        "role": row["role"],
        "state": row["state_label"],
        "due": moment(row["due_on"]),
        "steps": steps,
        "clock": [
            [moment(event["day"]), event["what"], event["why"]]
            for event in row["clock"]
        ],
        "cover_note": text_blocks(row["cover_note"]),
        "returned": ". ".join(part for part in returned if part),
        "said": [
            *(_question(part) for part in row["questions"]),
            *(_statement(part) for part in row["statements"]),
            *(
                _said(f"{_('Mail')}: {part['subject']}", part["at"], part["text"])
                for part in row["mails"]
            ),
            *(
                _said(f"{_('Notiz')}: {part['by']}", part["at"], part["text"])
                for part in row.get("notes_of_the_department", [])
            ),
        ],
    }


def _statement(part: Record) -> Record:
    keys = ("outcome", "looking_until", "promise", "costs", "cost_note", "reference")
    facts = [[label(key), str(part[key])] for key in keys if part[key]]
    return _said(part["kind"], part["at"], part["text"], part["by"], facts)


def _question(part: Record) -> Record:
    answer = [[_("Antwort der SPK"), part["answer"]]] if part["answer"] else []
    passed = part.get("asked_of_the_person")
    if passed and passed["reply"]:
        answer.append([_("Antwort der Person"), passed["reply"]])
    return _said(_("Rückfrage"), part["asked_at"], part["text"], part["by"], answer)


def _answer(part: Record) -> Record:
    keys = ("reason", "instead", "told_again_from")
    facts = [[label(key), part[key]] for key in keys if part[key]]
    if part["promised_on"]:
        facts.append([_("Zugesagt bis"), moment(part["promised_on"])])
    title = part["outcome"] if part["published_at"] else _("Entwurf")
    return _said(title, part["published_at"], part["text"], facts=facts)


def _round(row: Record) -> Record:
    return {
        "title": row["title"],
        "question": text_blocks(row["question"]),
        "said": [
            _said(f"{part['department']}: {part['position']}", part["at"], part["text"])
            for part in row["statements"]
        ],
        "result": text_blocks(row["result"]),
    }


def _said(
    title: str,
    at: str | None,
    text: str,
    by: str = "",
    facts: list[list[str]] | None = None,
) -> Record:
    return {
        "title": title,
        "meta": ", ".join(part for part in (moment(at), by) if part),
        "text": text_blocks(text),
        "facts": facts or [],
    }


def _size(number: int) -> str:
    return f"{max(1, round(number / 1024))} kB"
