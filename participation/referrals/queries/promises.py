"""What was promised: its history, what is open, and how much of it was kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from commons.clock import berlin_today
from commons.periods import Period
from commons.terms.queries import current
from neighbourhood.deadlines.models import WorkingDay
from neighbourhood.deadlines.services import due_after
from participation.ideas.enums import Outcome
from participation.ideas.models import Idea
from participation.ideas.workflow import SETTLED
from participation.moderation.enums import Publication
from participation.referrals.enums import AnswerState, PromiseStep
from participation.referrals.folding import FEWEST
from participation.referrals.models import Answer, Promise, PromiseTerms
from participation.referrals.promise_states import OPEN
from participation.referrals.queries.deferring import in_force


def terms() -> PromiseTerms:
    return current(PromiseTerms)


def newest_of(answer: Answer) -> Promise | None:
    return answer.promises.order_by("-number").first()


def standing() -> QuerySet[Promise]:
    """The newest step of each promise that still runs."""
    later = Promise.objects.filter(
        answer=OuterRef("answer"), number__gt=OuterRef("number")
    )
    return Promise.objects.filter(~Exists(later), step__in=sorted(OPEN))


def open_of(idea: Idea) -> list[Promise]:
    rows = standing().filter(idea=idea).order_by("pk")
    return list(rows.select_related("idea"))


def retold(answer: Answer) -> list[Answer]:
    """Answers that tell this one again and whose own promise still runs, by idea."""
    rows = Answer.objects.filter(
        source=answer, state=AnswerState.PUBLISHED, promises__in=standing()
    )
    return list(rows.order_by("idea_id", "pk"))


def open_promises() -> QuerySet[Promise]:
    """What residents wait for: public, and nobody took the idea up again."""
    rows = standing().filter(
        idea__publication=Publication.PUBLISHED, idea__case__in=sorted(SETTLED)
    )
    return rows.select_related(
        "idea__region", "idea__lead_department", "answer", "inquiry__statement"
    ).order_by("promised_on", "pk")


def asked_about(today: date) -> QuerySet[Promise]:
    """Those whose day is near or over, or of which the Amt has said something."""
    soon = due_after(today, terms().before_days).day
    said = Q(inquiry__replied_at__isnull=False)
    return open_promises().filter(Q(promised_on__lte=soon) | said)


def unwritten() -> list[int]:
    """Answers in force that promise something and have no row for it."""
    rows = in_force().filter(promised_on__isnull=False, promises__isnull=True)
    return list(rows.exclude(outcome=Outcome.DONE).values_list("pk", flat=True))


def overdue_since(day: date) -> date:
    """From when everybody reads that a promised day has passed without a word."""
    rows = WorkingDay.objects.filter(day__gt=day).order_by("day")
    return rows.values_list("day", flat=True).first() or day + timedelta(days=1)


def is_overdue(step: Promise | None, today: date | None = None) -> bool:
    """One query where the day has passed, else none."""
    if step is None or step.step not in OPEN or step.promised_on is None:
        return False
    today = today or berlin_today()
    return step.promised_on < today and overdue_since(step.promised_on) <= today


def history_of(answers: Iterable[Answer]) -> Mapping[int, list[Promise]]:
    """The steps of several answers, by answer; one query."""
    found: dict[int, list[Promise]] = {}
    wanted = [answer.pk for answer in answers]
    rows = Promise.objects.filter(answer__in=wanted).select_related("photo")
    for row in rows.order_by("answer_id", "number"):
        found.setdefault(row.answer_id, []).append(row)
    return found


@dataclass(frozen=True)
class KeptShare:
    """What became of promises whose first day lay in a period.

    `in_time` were kept without moving, `moved` got another day at least once, `late`
    are past their only day without a word or were done after it, `given_up` ended.
    """

    total: int
    in_time: int = 0
    moved: int = 0
    late: int = 0
    given_up: int = 0

    @property
    def is_told(self) -> bool:
        return self.total >= FEWEST

    @property
    def percent_in_time(self) -> int:
        return round(100 * self.in_time / self.total) if self.total else 0


def kept_share(period: Period, *, today: date | None = None) -> KeptShare:
    """How promises ended whose first day lies in `period` and is over; one query.

    Under five nothing but their number is told.
    """
    ends = [_end_of(row) for row in _ended_in(period, today or berlin_today())]
    return _counted(ends)


def kept_share_by_region(
    period: Period, *, today: date | None = None
) -> list[tuple[int | None, KeptShare]]:
    """The same for each Stadtteil with five or more; the rest together under None.

    Where the rest would be fewer than five, the smallest told group is in it, so that
    nothing can be worked out from the whole.
    """
    groups: dict[int | None, list[str]] = {}
    for row in _ended_in(period, today or berlin_today()):
        groups.setdefault(row["answer__idea__region_id"], []).append(_end_of(row))
    rest = groups.pop(None, [])
    for key in [key for key, ends in groups.items() if len(ends) < FEWEST]:
        rest += groups.pop(key)
    while 0 < len(rest) < FEWEST and groups:
        smallest = min(groups, key=lambda key: (len(groups[key]), key or 0))
        rest += groups.pop(smallest)
    told = [(key, _counted(ends)) for key, ends in sorted(groups.items(), key=_order)]
    return [*told, (None, _counted(rest))] if rest else told


def _order(group: tuple[int | None, list[str]]) -> int:
    return group[0] or 0


def _ended_in(period: Period, today: date) -> QuerySet:
    """One line a promise: its first day, its moves and how it ended."""
    last = Promise.objects.filter(answer=OuterRef("answer")).order_by("-number")
    moved = Promise.objects.filter(answer=OuterRef("answer"), step=PromiseStep.MOVED)
    firsts = Promise.objects.filter(
        step=PromiseStep.PROMISED,
        promised_on__gte=period.first,
        promised_on__lte=min(period.last, today - timedelta(days=1)),
        answer__state=AnswerState.PUBLISHED,
        # What was told again was promised once.
        answer__source__isnull=True,
    )
    return (
        firsts.annotate(
            ended_as=Subquery(last.values("step")[:1]),
            ended_on=Subquery(last.values("done_on")[:1]),
            was_moved=Exists(moved),
        )
        .order_by("promised_on", "pk")
        .values(
            "promised_on",
            "ended_as",
            "ended_on",
            "was_moved",
            "answer__idea__region_id",
        )
    )


def _end_of(row: Mapping[str, object]) -> str:
    if row["ended_as"] == PromiseStep.GIVEN_UP:
        return "given_up"
    if row["was_moved"]:
        return "moved"
    done_on, day = row["ended_on"], row["promised_on"]
    is_kept = isinstance(done_on, date) and isinstance(day, date) and done_on <= day
    return "in_time" if is_kept else "late"


def _counted(ends: Sequence[str]) -> KeptShare:
    if len(ends) < FEWEST:
        return KeptShare(len(ends))
    names = ("in_time", "moved", "late", "given_up")
    return KeptShare(len(ends), **{name: ends.count(name) for name in names})
