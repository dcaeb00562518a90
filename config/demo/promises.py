"""The demo's promises: one moved, one past its day in silence; and a set to look at."""

from datetime import timedelta

from commons.accounts.models import User
from commons.clock import berlin_today
from neighbourhood.deadlines.services import due_after
from participation.ideas.enums import Case, Outcome
from participation.ideas.models import Idea
from participation.referrals.enums import AnswerState
from participation.referrals.models import Answer, Promise
from participation.referrals.services import answer_sets, answering, promises

SET_NAME = "Antworten aus der Sprechstunde im Herbst"
WHY = "Die Bänke werden später geliefert als bestellt."
MOVED_BY = timedelta(days=90)
DRAFTED = 2


def tell(everyone: dict[str, User]) -> None:
    """What coordinators and moderators would have said by now."""
    by = everyone["koordination"]
    _name_days(by)
    running = Answer.objects.filter(
        state=AnswerState.PUBLISHED,
        idea__case=Case.ANSWERED,
        promises__step="promised",
    ).exclude(idea__author=by)
    for answer, way in zip(running.order_by("pk"), (_move, _forget), strict=False):
        way(answer, by)
    _gather(by)


def _name_days(by: User) -> None:
    """Two answers said by when; those of before there were rows get theirs, too."""
    named = Answer.objects.filter(
        state=AnswerState.PUBLISHED,
        source=None,
        outcome__in=[Outcome.WILL_BE_DONE, Outcome.PLANNED, Outcome.IN_PROGRESS],
        idea__case=Case.ANSWERED,
    ).exclude(idea__author=by)
    day = due_after(berlin_today(), 30).day
    for answer in named.order_by("pk")[:2]:
        Answer.objects.filter(pk=answer.pk).update(promised_on=day)
        Idea.objects.filter(pk=answer.idea_id).update(next_on=day)
    promises.write_down()


def _move(answer: Answer, by: User) -> None:
    promises.move(answer, to=berlin_today() + MOVED_BY, reason=WHY, by=by)


def _forget(answer: Answer, _by: User) -> None:
    """Its day has passed, and nobody has said a word."""
    day = due_after(berlin_today(), -4).day
    Promise.objects.filter(answer=answer).update(promised_on=day)
    Answer.objects.filter(pk=answer.pk).update(promised_on=day)
    Idea.objects.filter(pk=answer.idea_id).update(next_on=day)


def _gather(by: User) -> None:
    waiting = Idea.objects.published().filter(case=Case.STATEMENT_IN).exclude(author=by)
    drafts = [_drafted(idea, by) for idea in waiting.order_by("pk")[:DRAFTED]]
    if drafts:
        answer_set = answer_sets.begin(SET_NAME, by=by)
        answer_sets.add(answer_set, drafts, by=by)


def _drafted(idea: Idea, by: User) -> Answer:
    found: Answer | None = idea.answers.filter(state=AnswerState.DRAFT).first()
    if found is not None:
        return found
    words = answering.Words(
        text="Das nehmen wir uns vor. Das Amt hat uns zugesagt, es anzugehen.",
        outcome=Outcome.PLANNED,
    )
    return answering.save_draft(idea, words, version=0, by=by)
