"""One case with everything: what its page shows, in as few queries as it takes."""

from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from participation.casework.models import CaseFile, CaseNote
from participation.ideas.models import Idea
from participation.referrals.enums import AnswerState, StatementKind
from participation.referrals.models import (
    Answer,
    Feedback,
    HandOver,
    InternalNote,
    Question,
    Referral,
    Reply,
    Reuse,
    Statement,
)

ANSWERS = Answer.objects.select_related(
    "written_by", "published_by", "feedback", "source__idea"
)


def ideas_with_all() -> QuerySet[Idea]:
    return Idea.objects.select_related(
        "author", "region", "topic", "planning_area", "lead_department", "decision"
    )


def referrals_of(idea: Idea) -> list[Referral]:
    """All of them with what came of each, the oldest first; six queries."""
    statements = Statement.objects.select_related(
        "stated_by", "draft"
    ).prefetch_related("attachments__stored_file")
    notes = InternalNote.objects.filter(is_for_spk=True).select_related("written_by")
    rows = (
        Referral.objects.filter(idea=idea)
        .select_related(
            "department",
            "suggested_department",
            "dossier",
            "link",
            "delivery",
            "bundle_item__bundle",
        )
        .prefetch_related(
            Prefetch("statements", queryset=statements),
            Prefetch("questions", queryset=Question.objects.select_related("passed")),
            Prefetch(
                "hand_overs",
                queryset=HandOver.objects.select_related("link", "delivery"),
            ),
            Prefetch(
                "replies",
                queryset=Reply.objects.select_related("mail").order_by(
                    "-received_at", "-pk"
                ),
            ),
            Prefetch("internal_notes", queryset=notes),
        )
    )
    return list(rows.order_by("-role", "pk"))


def answers_of(idea: Idea) -> list[Answer]:
    """Published ones and the draft, newest first; one query."""
    rows = ANSWERS.filter(idea=idea)
    return sorted(rows, key=lambda row: (row.state != AnswerState.DRAFT, -row.pk))


def notes_of(idea: Idea) -> list[CaseNote]:
    return list(CaseNote.objects.filter(idea=idea).select_related("written_by"))


def note_of(idea: Idea, pk: int) -> CaseNote | None:
    rows = CaseNote.objects.filter(idea=idea, pk=pk, withdrawn_at__isnull=True)
    return rows.select_related("written_by").first()


def feedback_of(idea: Idea) -> list[Feedback]:
    return list(Feedback.objects.filter(idea=idea).order_by("-given_at", "-pk"))


def reuses_of(idea: Idea) -> list[Reuse]:
    rows = Reuse.objects.filter(idea=idea).select_related("department")
    return list(rows.order_by("-pk"))


def files_of(idea: Idea, user_id: int | None) -> list[CaseFile]:
    """What the visitor had put together and what still lies there."""
    rows = CaseFile.objects.filter(idea=idea, asked_by=user_id, link__isnull=True)
    return list(rows.filter(~Q(state="gone")).select_related("referral__department"))


def spoken(referrals: list[Referral]) -> dict[str, Any]:
    """Statements side by side: each Amt's last word with what it corrected, and what
    was only said in between."""
    finals, interims = [], []
    for referral in referrals:
        said = list(referral.statements.all())
        final = [row for row in said if row.kind == StatementKind.FINAL]
        interims += [(referral, row) for row in said if row.is_interim]
        if final:
            finals.append((referral, final[-1], final[-2::-1]))
    return {"finals": finals, "interims": interims}
