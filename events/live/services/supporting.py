"""Wanting to know a question, too: exactly once from each person."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from commons.errors import RuleViolation
from events.live import pulse
from events.live.enums import TO_ANSWER
from events.live.models import Participant, Question, QuestionSupport
from events.live.services.locking import locked_question, require_open


@transaction.atomic
def support(question: Question, *, by: Participant) -> Question:
    """Count somebody once, however often they tap.

    The lock lets the count be exact; the constraint has the last word. Nothing is
    recorded in the history: who wants to know what is nobody's business.

    Raises:
        RuleViolation: `closed`, or the question takes no support (`not_open`).
    """
    question = locked_question(question.pk)
    _require_supportable(question, by)
    me = Participant.objects.who_is(by)
    if not question.supports.filter(participant__in=me).exists():
        QuestionSupport.objects.create(question=question, participant=by)
        _recount(question, question.support_count + 1)
    return question


@transaction.atomic
def withdraw(question: Question, *, by: Participant) -> Question:
    """Take it back; nothing happens where there is nothing to take.

    Raises:
        RuleViolation: `closed`, or the question takes no support (`not_open`).
    """
    question = locked_question(question.pk)
    _require_supportable(question, by)
    me = Participant.objects.who_is(by)
    # Two rows, where somebody supported in two places before we knew.
    gone, _each = question.supports.filter(participant__in=me).delete()
    if gone:
        _recount(question, question.supports.people())
    return question


def _recount(question: Question, count: int) -> None:
    question.support_count = count
    question.save(update_fields=["support_count"])
    pulse.changed(question.room_id, {"questions"})


def _require_supportable(question: Question, by: Participant) -> None:
    require_open(question.room)
    is_there = question.is_public and question.room_id == by.room_id
    if not is_there or question.state not in TO_ANSWER:
        raise RuleViolation(_("Diese Frage ist nicht mehr offen."), code="not_open")
