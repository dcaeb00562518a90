"""Answers published together: one mail for each person, whatever interrupts it.

Each answer goes out in a transaction of its own, so a run that is killed goes on where
it stopped; people are told once, when all answers are out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import structlog
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons import wake
from commons.accounts.models import User
from commons.accounts.visitors import visitor_for
from commons.alone import alone, apart
from commons.clock import berlin_date
from commons.errors import RuleViolation
from commons.verbs.services import happened
from neighbourhood.deadlines.models import WorkingDay
from participation.ideas.models import Idea
from participation.referrals import answer_set_states as states, rules
from participation.referrals.enums import AnswerState, ItemState, SetState
from participation.referrals.models import Answer, AnswerSet, AnswerSetItem
from participation.referrals.publishable import require_publishable
from participation.referrals.services import answering
from participation.referrals.services.locking import locked_with_deliveries

TASK = "referrals.publish_sets"
# More than anybody can have read before they release them.
MOST_ANSWERS = 500
wake.declare(TASK)
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Obstacle:
    """Why one answer keeps its set from going out."""

    item: AnswerSetItem
    why: str | Promise


@transaction.atomic
def begin(name: str, *, by: User) -> AnswerSet:
    """An empty set, to gather drafts in."""
    answer_set = AnswerSet.objects.create(
        name=name.strip(), created_at=timezone.now(), created_by=by
    )
    happened("answer_set.begun", answer_set, by=by)
    return answer_set


@transaction.atomic
def add(answer_set: AnswerSet, answers: Iterable[Answer], *, by: User) -> int:
    """Put finished drafts into a set; gives how many.

    Drafts that lie in a set already, or are none any more, are left where they are.

    Raises:
        RuleViolation: the set is no longer gathered (`set_closed`), or full.
    """
    answer_set = _gathering(answer_set)
    wanted = Answer.objects.filter(
        pk__in=[answer.pk for answer in answers], state=AnswerState.DRAFT
    )
    free = wanted.exclude(items__state=ItemState.WAITING)
    if answer_set.items.waiting().count() + free.count() > MOST_ANSWERS:
        raise RuleViolation(
            _("In ein Paket passen höchstens %(most)s Antworten.")
            % {"most": MOST_ANSWERS},
            code="set_full",
        )
    now = timezone.now()
    rows = [
        AnswerSetItem(answer_set=answer_set, answer=answer, added_at=now, added_by=by)
        for answer in free.order_by("pk")
    ]
    # Somebody else may put one into another set at this moment: theirs counts.
    AnswerSetItem.objects.bulk_create(rows, ignore_conflicts=True)
    happened("answer_set.gathered", answer_set, by=by, count=len(rows))
    return len(rows)


@transaction.atomic
def take_out(item: AnswerSetItem, *, by: User) -> None:
    """The draft stays one and may be published alone again.

    Raises:
        RuleViolation: the set is no longer gathered (`set_closed`).
    """
    answer_set = _gathering(item.answer_set)
    rows = answer_set.items.waiting().filter(pk=item.pk)
    rows.update(state=ItemState.TAKEN_OUT, settled_at=timezone.now())
    happened("answer_set.thinned", answer_set, by=by, answer=item.answer_id)


@transaction.atomic
def dissolve(answer_set: AnswerSet, *, by: User) -> None:
    """Nothing goes out together; its drafts are single ones again.

    Raises:
        RuleViolation: it is released already (`set_transition`).
    """
    answer_set = _locked(answer_set)
    states.require(answer_set.state, SetState.DISSOLVED)
    answer_set.items.waiting().update(
        state=ItemState.TAKEN_OUT, settled_at=timezone.now()
    )
    answer_set.state = SetState.DISSOLVED
    answer_set.save(update_fields=["state"])
    happened("answer_set.dissolved", answer_set, by=by)


def obstacles(answer_set: AnswerSet, *, by: User) -> list[Obstacle]:
    """Answers that could not be published now by `by`, and why."""
    rows = answer_set.items.waiting().select_related("answer__idea").order_by("pk")
    found = [(item, _refusal(item.answer, item.answer.version, by)) for item in rows]
    return [Obstacle(item, why.message) for item, why in found if why is not None]


@transaction.atomic
def release(
    answer_set: AnswerSet, *, by: User, planned_for: datetime | None = None
) -> AnswerSet:
    """Let it go as it stands, at once or at its hour; from now on nothing changes.

    Args:
        planned_for: on a working day to come; without it the worker begins now.

    Raises:
        RuleViolation: it is empty (`set_empty`), an answer says too little or needs a
            second pair of eyes (`set_obstacles`), or the hour is no good
            (`hour_past`, `hour_free`).
    """
    answer_set = _locked(answer_set)
    following = SetState.PLANNED if planned_for else SetState.PUBLISHING
    states.require(answer_set.state, following)
    if not answer_set.items.waiting().exists():
        raise RuleViolation(_("In diesem Paket liegt nichts."), code="set_empty")
    if obstacles(answer_set, by=by):
        raise RuleViolation(
            _("Eine Antwort ist noch nicht so weit. Es steht bei ihr, warum."),
            code="set_obstacles",
        )
    if planned_for is not None:
        _require_good_hour(planned_for)
    for item in answer_set.items.waiting().select_related("answer").order_by("pk"):
        item.version = item.answer.version
        item.save(update_fields=["version"])
    answer_set.state, answer_set.planned_for = following, planned_for
    answer_set.released_at, answer_set.released_by = timezone.now(), by
    answer_set.save()
    happened("answer_set.released", answer_set, by=by, state=following.value)
    if planned_for is None:
        wake.on_commit(TASK, set_id=answer_set.pk)
    return answer_set


@transaction.atomic
def stop(answer_set: AnswerSet, *, by: User | None) -> AnswerSet:
    """Not at that hour: it is gathered again, and may change.

    Raises:
        RuleViolation: it goes out already (`set_transition`).
    """
    answer_set = _locked(answer_set)
    states.require(answer_set.state, SetState.OPEN)
    answer_set.state, answer_set.planned_for = SetState.OPEN, None
    answer_set.released_at = answer_set.released_by = None
    answer_set.save()
    happened("answer_set.stopped", answer_set, by=by)
    return answer_set


def publish_due(now: datetime | None = None) -> int:
    """Go on with sets that are on their way, and begin those whose hour has come."""
    now = now or timezone.now()
    due = AnswerSet.objects.filter(state=SetState.PUBLISHING)
    if WorkingDay.objects.filter(day=berlin_date(now)).exists():
        due |= AnswerSet.objects.filter(state=SetState.PLANNED, planned_for__lte=now)
    number = 0
    for pk in list(due.order_by("pk").values_list("pk", flat=True)):
        with apart("answer_set.run_failed", answer_set=pk):
            number += run(pk)
    return number


def run(set_id: int) -> int:
    """Publish what is left of a released set, then tell people; gives how many.

    Safe to run twice and at once, and to be killed at any point.
    """
    with alone(f"referrals answer set {set_id}") as is_first:
        answer_set = _under_way(set_id) if is_first else None
        if answer_set is None or answer_set.released_by is None:
            return 0
        by = answer_set.released_by
        waiting = answer_set.items.waiting().order_by("pk")
        for pk in list(waiting.values_list("pk", flat=True)):
            _publish(pk, by=by)
        return _finish(answer_set, by=by)


@transaction.atomic
def _under_way(set_id: int) -> AnswerSet | None:
    """The set, which begins now if its hour has come."""
    answer_set = _locked(AnswerSet(pk=set_id))
    if answer_set.state == SetState.PLANNED:
        if not _is_stood_for(answer_set):
            stop(answer_set, by=None)
            return None
        answer_set.state = SetState.PUBLISHING
        answer_set.save(update_fields=["state"])
    return answer_set if answer_set.state == SetState.PUBLISHING else None


def _is_stood_for(answer_set: AnswerSet) -> bool:
    """Who released it may still do so: hours later, an account or role may be gone."""
    by = answer_set.released_by
    if by is None or not by.is_active:
        return False
    ideas = Idea.objects.filter(answers__items__in=answer_set.items.waiting())
    return rules.can_release_set(visitor_for(by), ideas)


@transaction.atomic
def _publish(item_id: int, *, by: User) -> None:
    """One answer, or why it stays behind; the others go on."""
    idea_id = AnswerSetItem.objects.values_list("answer__idea_id", flat=True)
    idea = locked_with_deliveries(idea_id.get(pk=item_id))
    rows = AnswerSetItem.objects.select_for_update(of=("self",))
    item = rows.select_related("answer").get(pk=item_id)
    if item.state != ItemState.WAITING:
        return
    answer = answering.locked_draft(item.answer, idea)
    try:
        with transaction.atomic():
            answering.put_out(
                answer,
                version=item.version or 0,
                by=by,
                answer_set=item.answer_set_id,
            )
    except RuleViolation as violation:
        item.state, item.problem = ItemState.LEFT_OUT, violation.code
        log.warning("answer_set.left_out", item=item.pk, code=violation.code)
    else:
        item.state = ItemState.PUBLISHED
    item.settled_at = timezone.now()
    item.save(update_fields=["state", "problem", "settled_at"])


@transaction.atomic
def _finish(answer_set: AnswerSet, *, by: User) -> int:
    """All answers are out: now people hear of it, in one mail each."""
    answer_set = _locked(answer_set)
    if answer_set.state != SetState.PUBLISHING or answer_set.items.waiting().exists():
        return 0
    answer_set.state, answer_set.published_at = SetState.PUBLISHED, timezone.now()
    answer_set.save(update_fields=["state", "published_at"])
    happened("answer_set.published", answer_set, by=by)
    return int(answer_set.items.published().count())


def _refusal(answer: Answer, version: int, by: User) -> RuleViolation | None:
    try:
        require_publishable(answer, version=version)
        answering.require_four_eyes(answer, by=by)
    except RuleViolation as violation:
        return violation
    return None


def _require_good_hour(moment: datetime) -> None:
    if moment <= timezone.now():
        raise RuleViolation(_("Diese Stunde ist vorbei."), code="hour_past")
    if not WorkingDay.objects.filter(day=berlin_date(moment)).exists():
        raise RuleViolation(
            _("An diesem Tag wird nicht gearbeitet. Bitte nehmen Sie einen Werktag."),
            code="hour_free",
        )


def _gathering(answer_set: AnswerSet) -> AnswerSet:
    answer_set = _locked(answer_set)
    if not answer_set.is_open:
        raise RuleViolation(_("Dieses Paket ist schon freigegeben."), code="set_closed")
    return answer_set


def _locked(answer_set: AnswerSet) -> AnswerSet:
    rows = AnswerSet.objects.select_for_update(of=("self",))
    found: AnswerSet = rows.select_related("released_by").get(pk=answer_set.pk)
    return found
