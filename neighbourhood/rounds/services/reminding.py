"""What a round asks of departments and of the SPK as its dates come.

Beat may run it never, once or three times a day: each step is a row that exists
once, and a department gets one mail a day for all its rounds, whatever happened.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from commons.clock import berlin_today
from commons.errors import RuleViolation
from commons.verbs.services import happened
from neighbourhood.deadlines.models import WorkingDay
from neighbourhood.deadlines.services import due_after, mornings
from neighbourhood.rounds import party_states
from neighbourhood.rounds.enums import PartyState, RoundState, Step
from neighbourhood.rounds.models import (
    Round,
    RoundMessage,
    RoundParty,
    RoundReminder,
    RoundStatement,
)
from neighbourhood.rounds.services.locking import locked
from neighbourhood.rounds.services.waiting import stop_waiting

DIGEST = "rounds.digest"
# Working days after the due date; negative: before it.
LADDER: dict[Step, int] = {Step.BEFORE: -3, Step.DUE: 0, Step.OVERDUE: 1}
# So long after the last date the round waits for nobody any more.
LONGEST_WAIT = 5


@dataclass
class Mail:
    """What one department is told today: ids of its places in rounds."""

    reminded: list[int] = field(default_factory=list)
    news: list[int] = field(default_factory=list)


def remind(today: date | None = None, *, not_before: datetime | None = None) -> int:
    """Everything that is due today; gives the number of mails, ends and nudges."""
    today = today or berlin_today()
    now = due_after(today, 0)
    live = RoundParty.objects.live().order_by().values_list("department_id", flat=True)
    written = sum(_write_to(pk, today, now, not_before) for pk in sorted(set(live)))
    return written + _end_waits(today) + _nudge(today)


@transaction.atomic
def _write_to(
    department_id: int, today: date, now: WorkingDay, not_before: datetime | None
) -> int:
    """One mail for all rounds of a department; a second run today adds nothing."""
    parties = list(_parties_of(department_id))
    key = f"rounds:{department_id}:{today.isoformat()}"
    if mornings.is_told(key):
        return 0
    mail = Mail()
    for party in parties:
        if _climb(party, now):
            mail.reminded.append(party.pk)
        if party.has_news:
            mail.news.append(party.pk)
    recipients = [party.link.recipient for party in parties if party.link]
    if not recipients or not (mail.reminded or mail.news):
        return 0
    RoundParty.objects.filter(pk__in=mail.news).update(told_at=timezone.now())
    mornings.tell(
        key=key,
        renderer=DIGEST,
        params={"reminded": mail.reminded, "news": mail.news},
        to_address=recipients[-1],
        not_before=not_before,
    )
    return 1


def _parties_of(department_id: int) -> QuerySet:
    """The department's places in live rounds, locked, with `has_news`."""
    others = ~Q(party=OuterRef("pk"))
    said = RoundStatement.objects.filter(
        others, party__round=OuterRef("round"), stated_at__gt=OuterRef("told_at")
    )
    # A message of the SPK has no party, which is nobody's own.
    talked = RoundMessage.objects.filter(
        Q(party__isnull=True) | others,
        round=OuterRef("round"),
        said_at__gt=OuterRef("told_at"),
    )
    return (
        RoundParty.objects.live()
        .present()
        .filter(department_id=department_id)
        .annotate(has_news=Exists(said) | Exists(talked))
        .select_related("round", "link", "due_on")
        .select_for_update(of=("self",))
        .order_by("pk")
    )


def _climb(party: RoundParty, now: WorkingDay) -> bool:
    """Note the steps whose day has come; True if a mail should say so."""
    if not party.is_asked or party.state not in party_states.UNANSWERED:
        return False
    new = [step for step in _reached(party, now) if _is_new(party, step)]
    if Step.OVERDUE in new and party.state in party_states.AWAITED:
        party.state = PartyState.OVERDUE
        party.save(update_fields=["state"])
    if new:
        happened(
            "round.reminded", party.round, by=None, party=party.pk, step=new[-1].value
        )
    return bool(new)


def _reached(party: RoundParty, now: WorkingDay) -> Iterator[Step]:
    """`now` is the last working day that has begun."""
    assert party.due_on is not None  # noqa: S101 -- asked, so it has a date
    passed = now.ordinal - party.due_on.ordinal
    for step, after in LADDER.items():
        # Whoever was invited shortly before needs no reminder before the date, and
        # on the date itself nobody needs to hear that it is near.
        is_idle = step == Step.BEFORE and (passed >= 0 or party.days_given <= -after)
        if passed >= after and not is_idle:
            yield step


def _is_new(party: RoundParty, step: Step) -> bool:
    assert party.due_day is not None  # noqa: S101 -- asked, so it has a date
    _, is_new = RoundReminder.objects.get_or_create(
        party=party,
        due_on=party.due_day,
        step=step,
        defaults={"created_at": timezone.now()},
    )
    return is_new


def _end_waits(today: date) -> int:
    """Rounds in which nobody owes anything, or whose last date is long past."""
    limit = due_after(today, -LONGEST_WAIT).day
    awaited = RoundParty.objects.filter(round=OuterRef("pk")).awaited()
    rows = Round.objects.with_dates().filter(state=RoundState.OPEN)
    over = rows.filter(Q(last_due__lt=limit) | ~Exists(awaited))
    return sum(_end_wait(row) for row in over.order_by("pk"))


def _end_wait(row: Round) -> int:
    try:
        stop_waiting(row, by=None)
    except RuleViolation:  # somebody was faster
        return 0
    return 1


def _nudge(today: date) -> int:
    """Tell once that a decision lies too long."""
    late = Round.objects.filter(
        state=RoundState.DECIDING, decide_until__lt=today, reminded_at__isnull=True
    )
    return sum(_nudge_about(row) for row in late.order_by("pk"))


@transaction.atomic
def _nudge_about(row: Round) -> int:
    row = locked(row.pk)
    if row.state != RoundState.DECIDING or row.reminded_at is not None:
        return 0
    row.reminded_at = timezone.now()
    row.save(update_fields=["reminded_at"])
    happened("round.waits", row, by=None)
    return 1
