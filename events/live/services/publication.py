"""What the desk's decision makes of a question that was reported, and undoing it."""

from typing import Any

from django.db import transaction

from commons.accounts.models import User
from commons.verbs.services import happened
from events.live import pulse
from events.live.enums import QUESTIONS
from events.live.models import Question
from participation.moderation.enums import Verdict
from participation.moderation.models import Decision
from participation.moderation.services.following import follow
from participation.moderation.services.keeping import columns, restore

VERBS = {
    Verdict.PUBLISH: "room_question.restored",
    Verdict.DECLINE: "room_question.declined",
    Verdict.HIDE: "room_question.hidden",
    Verdict.RESTORE: "room_question.restored",
    Verdict.REMOVE: "room_question.removed",
    Verdict.TAKE_BACK: "room_question.taken_back",
}


@transaction.atomic
def apply(
    question: Question,
    decision: Decision,
    *,
    by: User | None,
    merge_into: Any = None,  # noqa: ARG001 -- the desk's signature; the room merges
) -> Question:
    """Let the question follow a decision; the desk calls this in its transaction.

    Raises:
        RuleViolation: the state does not allow it.
    """
    question = _locked(question)
    follow(question, decision, VERBS, by=by)
    pulse.changed(question.room_id, QUESTIONS)
    return question


@transaction.atomic
def undo(question: Question, decision: Decision, *, by: User | None) -> Question:
    """Let it be as it was; nobody has been told of the decision yet."""
    question = _locked(question)
    restore(question, decision)
    happened("room_question.undecided", question, by=by, decision=decision.pk)
    pulse.changed(question.room_id, QUESTIONS)
    return question


def _locked(question: Question) -> Question:
    return Question.objects.select_for_update(of=("self",)).get(pk=question.pk)


def keep(question: Question) -> dict[str, Any]:
    return columns(question)
