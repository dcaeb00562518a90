"""The parts of a record, each from rows of its own sort."""

from typing import Any

from participation.casework import fates
from participation.casework.models import CaseNote
from participation.ideas.models import Idea
from participation.moderation.queries.item import decisions_of
from participation.referrals.models import (
    Answer,
    Feedback,
    Question,
    Referral,
    Reply,
    Statement,
)
from participation.referrals.queries.referrals import with_everything

Part = dict[str, Any]


def referrals_of(idea: Idea, referral_id: int | None) -> list[Referral]:
    """All of a case, or the one whose department's file it is."""
    rows = (
        with_everything()
        .filter(idea=idea)
        .prefetch_related(
            "clock_events",
            "hand_overs__link",
            "hand_overs__delivery",
            "replies__mail",
            "internal_notes__written_by",
        )
    )
    if referral_id is not None:
        rows = rows.filter(pk=referral_id)
    return list(rows.order_by("-role", "pk"))


def references(referrals: list[Referral]) -> list[Part]:
    """Each Amt's own Geschäftszeichen, as it was named last."""
    found = {}
    for referral in referrals:
        for statement in referral.statements.all():
            if statement.reference:
                found[referral.department.name] = statement.reference
    return [{"department": name, "reference": word} for name, word in found.items()]


def idea_of(idea: Idea, *, with_words: bool) -> Part:
    """Title and text; an Amt gets no words that have left the public."""
    return {
        "title": idea.title if with_words else "",
        "text": idea.text if with_words else "",
        "place": idea.place_text if with_words else "",
        "language": idea.language or "de",
        "is_withheld": not with_words,
    }


def referral(row: Referral, *, is_ours: bool) -> Part:
    """What went to one department, what became of it, and what came back."""
    found: Part = {
        "id": row.pk,
        "department": row.department.name,
        "role": row.get_role_display(),
        "state": row.state,
        "state_label": row.shown_state,
        "referred_at": row.referred_at,
        "due_on": row.due_on_id,
        "first_due_on": row.first_due_on_id,
        "address": fates.address_of(row),
        "fate": [
            {"label": mark.label, "at": mark.at, "detail": mark.detail}
            for mark in fates.fate_of(row)
        ],
        "cover_note": row.cover_note,
        "return_reason": row.get_return_reason_display() if row.return_reason else "",
        "return_text": row.return_text,
        "return_speaker": row.return_speaker,
        "clock": [
            {
                "day": event.day,
                "what": event.get_kind_display(),
                "why": event.cause_label,
                "due_on": event.due_on,
            }
            for event in row.clock_events.all()
        ],
        "questions": [question(q, is_ours=is_ours) for q in row.questions.all()],
        "statements": [statement(s) for s in row.statements.all()],
        "mails": [mail(reply) for reply in row.replies.all()],
    }
    if is_ours:
        found["notes_of_the_department"] = [
            {"at": note.written_at, "by": note.author, "text": note.text}
            for note in row.internal_notes.all()
            if note.is_for_spk
        ]
    return found


def question(row: Question, *, is_ours: bool) -> Part:
    """An Amt gets what the SPK answered, not what the person wrote to the SPK."""
    found = {
        "asked_at": row.asked_at,
        "by": row.spoken_by,
        "text": row.text,
        "answered_at": row.answered_at,
        "answer": row.answer,
    }
    passed = getattr(row, "passed", None)
    if is_ours and passed is not None:
        found["asked_of_the_person"] = {
            "at": passed.asked_at,
            "text": passed.text,
            "until": passed.until,
            "reply": passed.reply,
        }
    return found


def statement(row: Statement) -> Part:
    return {
        "id": row.pk,
        "at": row.stated_at,
        "kind": row.get_kind_display(),
        "outcome": row.get_outcome_display() if row.outcome else "",
        "looking_until": row.looking_until,
        "text": row.text,
        "by": row.spoken_by,
        "reference": row.reference,
        "promise": row.promise,
        "promised_on": row.promised_on,
        "costs": row.costs,
        "cost_note": row.cost_note,
        "source": row.get_source_display(),
    }


def mail(row: Reply) -> Part:
    """Its words are empty once they were deleted after their time."""
    return {
        "id": row.pk,
        "at": row.received_at,
        "from": row.mail.sender,
        "subject": row.mail.subject,
        "text": row.mail.text,
        "taken_as": row.label,
    }


def answer(row: Answer) -> Part:
    return {
        "id": row.pk,
        "state": row.state,
        "published_at": row.published_at,
        "outcome": row.get_outcome_display() if row.outcome else "",
        "text": row.text,
        "reason": row.reason,
        "instead": row.instead,
        "promised_on": row.promised_on,
        "told_again_from": row.source.idea.number if row.source else "",
    }


def person(idea: Idea) -> Part:
    """Under which name it was handed in; contact data stay sealed where they lie."""
    return {
        "name": idea.author.public_name if idea.author else "",
        "has_account": idea.author_id is not None,
    }


def versions(idea: Idea) -> list[Part]:
    rows = idea.snapshots.order_by("version")
    return [
        {
            "version": row.version,
            "at": row.created_at,
            "title": row.content.get("title", ""),
            "text": row.content.get("text", ""),
        }
        for row in rows
    ]


def decisions(idea: Idea) -> list[Part]:
    return [
        {
            "at": row.decided_at,
            "what": row.done,
            "reason": row.get_reason_display() if row.reason else "",
            "text": row.text,
            "by": row.decided_by.public_name if row.decided_by else "",
            "version": row.version,
            "was_undone": row.undone_at is not None,
        }
        for row in reversed(decisions_of(idea))
    ]


def feedback(idea: Idea) -> list[Part]:
    rows = Feedback.objects.filter(idea=idea).order_by("given_at", "pk")
    return [
        {"at": row.given_at, "has_helped": row.has_helped, "text": row.text}
        for row in rows
    ]


def notes(idea: Idea) -> list[Part]:
    rows = CaseNote.objects.filter(idea=idea, withdrawn_at__isnull=True)
    return [
        {"at": row.written_at, "by": row.author, "text": row.text}
        for row in rows.select_related("written_by").order_by("written_at", "pk")
    ]
