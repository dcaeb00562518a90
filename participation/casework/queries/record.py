"""A case as a record: one structure of plain values, of which all papers are made.

Two variants. The SPK's holds everything. An Amt's is about one of its referrals and
holds nobody's personal data but that of its own people: what it got, what it said,
what is public. `docs/referrals.md` says what each key means; a new key is a new
version of the schema, a changed one, too.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Model, Q
from django.utils import timezone

from commons.clock import BERLIN
from participation.casework.enums import Variant
from participation.casework.models import CaseFile
from participation.casework.queries import record_parts as parts
from participation.casework.queries.cases import ideas_with_all
from participation.casework.queries.history import history_of
from participation.casework.queries.record_rounds import rounds_of
from participation.ideas.models import Idea
from participation.ideas.queries.way import way_of
from participation.referrals.enums import AnswerState
from participation.referrals.models import Answer
from participation.referrals.rules import may_be_handed_out

SCHEMA = "bindeglied-vorgang"
VERSION = 1
Record = dict[str, Any]


def record_of(file: CaseFile) -> Record:
    """Everything that belongs into this file, as JSON takes it."""
    idea = ideas_with_all().get(pk=file.idea_id)
    is_ours = file.variant == Variant.SPK
    referrals = parts.referrals_of(idea, file.referral_id)
    record: Record = {
        "schema": SCHEMA,
        "version": VERSION,
        "variant": file.variant,
        "made_at": timezone.now(),
        "district": settings.DISTRICT_NAME,
        "case": _case(idea),
        "references": parts.references(referrals),
        "idea": parts.idea_of(idea, with_words=is_ours or _is_handed_out(file)),
        "referrals": [parts.referral(row, is_ours=is_ours) for row in referrals],
        "answers": [parts.answer(row) for row in _answers(idea, is_ours=is_ours)],
        "way": [_step(step) for step in way_of(idea)],
    }
    if is_ours:
        record |= _inside(idea)
    return plain(record)  # type: ignore[no-any-return]  # a mapping stays one


def plain(value: Any) -> Any:
    """Moments as Berlin's clocks show them, days and amounts as they are written."""
    if isinstance(value, datetime):
        return value.astimezone(BERLIN).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    return value if isinstance(value, int | None) else str(value)


def _is_handed_out(file: CaseFile) -> bool:
    return file.referral is not None and may_be_handed_out(file.referral)


def _case(idea: Idea) -> Record:
    return {
        "number": idea.number,
        "state": idea.case,
        "state_label": idea.get_case_display(),
        "outcome": idea.outcome,
        "outcome_label": idea.get_outcome_display() if idea.outcome else "",
        "publication": idea.publication,
        "region": _name(idea.region),
        "topic": _name(idea.topic),
        "received_at": idea.submitted_at,
        "published_at": idea.published_at,
        "answered_at": idea.answered_at,
        "next_on": idea.next_on,
        "support": idea.total_support,
        "address": f"{settings.BASE_URL}{idea.get_absolute_url()}"
        if idea.is_public
        else "",
    }


def _name(row: Model | None) -> str:
    return str(getattr(row, "name", "")) if row else ""


def _answers(idea: Idea, *, is_ours: bool) -> list[Answer]:
    public = Q() if is_ours else Q(state=AnswerState.PUBLISHED)
    rows = Answer.objects.filter(public, idea=idea).select_related(
        "source__idea", "written_by", "published_by"
    )
    return list(rows.order_by("created_at", "pk"))


def _step(step: Any) -> Record:
    return {"at": step.at, "title": step.title, "text": step.text, "note": step.note}


def _inside(idea: Idea) -> Record:
    """What only the SPK's own file holds."""
    return {
        "person": parts.person(idea),
        "versions": parts.versions(idea),
        "decisions": parts.decisions(idea),
        "rounds": rounds_of(idea),
        "feedback": parts.feedback(idea),
        "notes": parts.notes(idea),
        "history": [
            {"at": line.at, "who": line.who, "what": line.what, "about": line.about}
            for line in reversed(history_of(idea))
        ],
    }
