"""What the moderation of a room does with a question.

The one table `workflow.MAY_FOLLOW` says what may follow what. A question that the desk
has taken down stays down, whatever the room says.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.verbs.services import happened
from events.live import pulse, workflow
from events.live.enums import QUESTIONS, SHOWN, HiddenBecause, QuestionState
from events.live.models import Question, QuestionSupport
from events.live.services.locking import locked_question, locked_room

VERBS = {
    QuestionState.OPEN: "room_question.opened",
    QuestionState.BOOKMARKED: "room_question.bookmarked",
    QuestionState.ANSWERED: "room_question.answered",
}
COLUMNS = ("state", "state_changed_at", "hidden_because", "merged_into")


@transaction.atomic
def put(question: Question, to: QuestionState, *, by: User) -> Question:
    """Release it, keep it for later, say that it is answered, or open it again.

    A question that was merged gets its own supporters back.

    Raises:
        RuleViolation: its state does not allow it.
    """
    question = _locked(question)
    workflow.require(question.state, to)
    if question.state == QuestionState.MERGED:
        _part(question)
    _write(question, to)
    happened(VERBS[to], question, by=by)
    return question


@transaction.atomic
def hide(question: Question, *, because: HiddenBecause, by: User) -> Question:
    """Show it no longer; whoever asked reads why on their own page.

    Raises:
        RuleViolation: its state does not allow it, or others are merged into it.
    """
    question = _locked(question)
    workflow.require(question.state, QuestionState.HIDDEN)
    _require_alone(question)
    _write(question, QuestionState.HIDDEN, hidden_because=because)
    happened("room_question.put_aside", question, by=by, because=because)
    return question


@transaction.atomic
def merge(question: Question, *, into: Question, by: User) -> Question:
    """Let two questions be one: whoever supported both counts once.

    Raises:
        RuleViolation: its state does not allow it, the other is not shown here
            (`no_partner`), or others are merged into this one.
    """
    locked_room(question.room_id)
    question, into = locked_question(question.pk), locked_question(into.pk)
    workflow.require(question.state, QuestionState.MERGED)
    _require_alone(question)
    is_partner = into.room_id == question.room_id and into.pk != question.pk
    if not is_partner or into.state not in SHOWN or not into.is_public:
        raise RuleViolation(
            _("Diese Frage ist hier nicht zu sehen. Bitte wählen Sie eine andere."),
            code="no_partner",
        )
    _bring_along(question, into)
    _write(question, QuestionState.MERGED, merged_into=into)
    happened("room_question.merged", question, by=by, into=into.pk)
    return question


def _locked(question: Question) -> Question:
    locked_room(question.room_id)
    return locked_question(question.pk)


def _write(
    question: Question,
    state: QuestionState,
    *,
    hidden_because: str = "",
    merged_into: Question | None = None,
) -> None:
    question.state, question.state_changed_at = state, timezone.now()
    question.hidden_because, question.merged_into = hidden_because, merged_into
    question.save(update_fields=COLUMNS)
    pulse.changed(question.room_id, QUESTIONS)


def _bring_along(question: Question, into: Question) -> None:
    """Supporters go along; whoever asked wants to know it, too."""
    people = set(question.supports.values_list("participant_id", flat=True))
    if question.participant_id is not None:
        people.add(question.participant_id)
    QuestionSupport.objects.bulk_create(
        [
            QuestionSupport(question=into, participant_id=person, came_from=question)
            for person in sorted(people)
        ],
        ignore_conflicts=True,
    )
    _recount(into)


def _part(question: Question) -> None:
    into = locked_question(question.merged_into_id or 0)
    into.supports.filter(came_from=question).delete()
    _recount(into)


def _recount(question: Question) -> None:
    question.support_count = question.supports.people()
    question.save(update_fields=["support_count"])


def _require_alone(question: Question) -> None:
    if question.merged_here.exists():
        raise RuleViolation(
            _(
                "Hier sind andere Fragen zusammengeführt. Bitte trennen Sie diese "
                "zuerst."
            ),
            code="has_merged",
        )
