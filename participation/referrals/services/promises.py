"""What an answer promised: kept, moved or given up, each step public and for good.

What is told again was promised once: a step goes along to the ideas that were answered
with the same words, as long as they hold to the same day.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _

from commons.accounts.models import User
from commons.clock import berlin_date, berlin_today
from commons.errors import RuleViolation
from commons.files.models import StoredFile
from commons.verbs.services import happened
from neighbourhood.deadlines.services import due_after
from participation.ideas.enums import Outcome
from participation.ideas.models import Idea
from participation.ideas.services import cases
from participation.ideas.workflow import SETTLED
from participation.referrals import promise_states
from participation.referrals.enums import PromiseKind, PromiseStep
from participation.referrals.models import Answer, Promise
from participation.referrals.queries import promises as queries
from participation.referrals.rules import DESK_WORKING_DAYS
from participation.referrals.services.locking import locked_idea

PHOTO = "promise"


@dataclass(frozen=True)
class Held:
    """A promise with everything locked: its newest step, its answer and its idea."""

    last: Promise
    answer: Answer
    idea: Idea


def begin(answer: Answer, *, by: User | None) -> None:
    """Write down what a published answer promises; the idea is locked."""
    if answer.promised_on is None or answer.outcome == Outcome.DONE:
        return
    Promise.objects.create(
        answer=answer,
        idea=answer.idea,
        number=1,
        step=PromiseStep.PROMISED,
        promised_on=answer.promised_on,
        promise_kind=answer.promise_kind,
        said_at=answer.published_at or timezone.now(),
        said_by=by,
    )


def make_way(answer: Answer, *, by: User) -> None:
    """What earlier answers of this idea promised ends with a new one; it is locked.

    Nobody is told of it here: the answer itself is the news.
    """
    for last in queries.open_of(answer.idea):
        if answer.outcome == Outcome.DONE:
            _add(last, PromiseStep.KEPT, by=by, done_on=berlin_today())
        else:
            why = gettext("Es gibt eine neue Antwort.")
            _add(last, PromiseStep.GIVEN_UP, by=by, reason=why)


@transaction.atomic
def move(
    answer: Answer,
    *,
    to: date,
    kind: PromiseKind = PromiseKind.DAY,
    reason: str,
    by: User,
) -> Promise:
    """Name another day, and say publicly why; followers hear of it.

    Raises:
        RuleViolation: the promise has ended (`promise_transition`), another step came
            first, the day is past (`day_past`), or no reason is given.
    """
    held, *along = _held(answer, PromiseStep.MOVED)
    reason = _said(reason)
    if to < berlin_today():
        raise RuleViolation(
            _("Bitte nennen Sie einen Tag, der noch kommt."), code="day_past"
        )
    if (to, kind) == (held.last.promised_on, held.last.promise_kind):
        raise RuleViolation(
            _("Das ist der Termin, der schon gilt."), code="day_unchanged"
        )
    said = {"promised_on": to, "promise_kind": kind, "reason": reason}
    steps = []
    for each in (held, *along):
        steps.append(_add(each.last, PromiseStep.MOVED, by=by, **said))
        each.answer.promised_on, each.answer.promise_kind = to, kind
        each.answer.save(update_fields=["promised_on", "promise_kind"])
        cases.await_until(each.idea, next_on=to)
        happened("promise.moved", steps[-1], by=by)
    return steps[0]


@transaction.atomic
def keep(
    answer: Answer,
    *,
    done_on: date,
    words: str = "",
    photo: StoredFile | None = None,
    by: User,
) -> Promise:
    """It has happened: the idea counts as done, and followers hear of it.

    Args:
        words: what there is to see now; may be empty.

    Raises:
        RuleViolation: the promise has ended, or the day lies ahead or before it
            (`day_wrong`).
    """
    held, *along = _held(answer, PromiseStep.KEPT)
    published = held.answer.published_at
    since = berlin_date(published) if published else done_on
    if not since <= done_on <= berlin_today():
        raise RuleViolation(
            _("Der Tag liegt zwischen der Antwort und heute."), code="day_wrong"
        )
    said = {"done_on": done_on, "reason": words.strip(), "photo": photo}
    steps = []
    for each in (held, *along):
        steps.append(_add(each.last, PromiseStep.KEPT, by=by, **said))
        cases.mark_done(each.idea, by=by)
        happened("promise.kept", steps[-1], by=by)
    return steps[0]


@transaction.atomic
def give_up(answer: Answer, *, reason: str, by: User) -> Promise:
    """It will not happen: said with its reason, and the SPK owes another answer.

    Raises:
        RuleViolation: the promise has ended, or no reason is given.
    """
    reason = _said(reason)
    next_on = due_after(berlin_today(), DESK_WORKING_DAYS).day
    steps = []
    for each in _held(answer, PromiseStep.GIVEN_UP):
        steps.append(_add(each.last, PromiseStep.GIVEN_UP, by=by, reason=reason))
        cases.make_way(each.idea, next_on=next_on, by=by)
        happened("promise.given_up", steps[-1], by=by)
    return steps[0]


def write_down() -> int:
    """Give promises their first row that an earlier release published without one."""
    return sum(_write_down(pk) for pk in queries.unwritten())


@transaction.atomic
def _write_down(answer_id: int) -> int:
    answer = Answer.objects.get(pk=answer_id)
    answer.idea = locked_idea(answer.idea_id)
    if answer.promises.exists():
        return 0
    begin(answer, by=answer.published_by)
    return 1


def _held(answer: Answer, following: PromiseStep) -> list[Held]:
    """The promise as it stands now, then those that tell it again.

    Two people at once wait for each other here; several ideas are locked by their keys.
    """
    retold = queries.retold(answer)
    idea_ids = sorted({answer.idea_id, *(row.idea_id for row in retold)})
    ideas = {pk: locked_idea(pk) for pk in idea_ids}
    wanted = [answer.pk, *(row.pk for row in retold)]
    rows = Answer.objects.select_for_update(of=("self",)).in_bulk(wanted)
    own = rows[answer.pk]
    last = queries.newest_of(own)
    if last is None:
        raise RuleViolation(
            _("In dieser Antwort ist nichts zugesagt."), code="nothing_promised"
        )
    promise_states.require(last.step, following)
    held = [_as_held(last, own, ideas)]
    for pk in wanted[1:]:
        step = queries.newest_of(rows[pk])
        if step and _goes_along(step, last, ideas[rows[pk].idea_id]):
            held.append(_as_held(step, rows[pk], ideas))
    return held


def _as_held(last: Promise, answer: Answer, ideas: dict[int, Idea]) -> Held:
    idea = ideas[answer.idea_id]
    last.idea = answer.idea = idea
    return Held(last, answer, idea)


def _goes_along(step: Promise, last: Promise, idea: Idea) -> bool:
    """Nobody named another day there, and nobody took the idea up again."""
    return (
        step.step in promise_states.OPEN
        and step.promised_on == last.promised_on
        and idea.case in SETTLED
    )


def _add(last: Promise, step: PromiseStep, *, by: User, **said: Any) -> Promise:
    return Promise.objects.create(
        answer_id=last.answer_id,
        idea=last.idea,
        number=last.number + 1,
        step=step,
        was_due_on=last.promised_on,
        said_at=timezone.now(),
        said_by=by,
        **said,
    )


def _said(reason: str) -> str:
    reason = reason.strip()
    if not reason:
        raise RuleViolation(
            _("Bitte nennen Sie den Grund. Alle können ihn lesen."),
            code="reason_missing",
        )
    return reason
