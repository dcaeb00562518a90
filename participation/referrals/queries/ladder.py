"""Which rung a referral has come to, who hears of it, and what waits for release."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from commons.accounts.enums import Role
from commons.accounts.visitors import Visitor
from commons.clock import berlin_date
from commons.terms.queries import current as current_terms
from neighbourhood.deadlines.services.counting import Counting
from neighbourhood.departments.enums import DepartmentKind
from neighbourhood.departments.queries.ladder import addresses_of
from participation.referrals import workflow
from participation.referrals.enums import Automatic, Step
from participation.referrals.models import (
    ClockTerms,
    Referral,
    ReferralReminder,
    Reply,
)

# Each leads an area of its own: a coordinator looks first.
PROPOSED = (Step.HEAD, Step.DIVISION, Step.BOARD)
BY_ITSELF = (Step.REACTION, Step.BEFORE, Step.DUE, Step.OVERDUE)
FREE = {
    Automatic.NONE: frozenset[Step](),
    Automatic.HEAD: frozenset({Step.HEAD}),
    Automatic.DIVISION: frozenset({Step.HEAD, Step.DIVISION}),
    Automatic.BOARD: frozenset(PROPOSED),
}


@dataclass(frozen=True)
class Reached:
    """A rung, and the day that it counts from."""

    step: Step
    day: date


@dataclass(frozen=True)
class Proposal:
    """What a coordinator may release for one mailbox; "" where there is none."""

    step: Step
    address: str
    reminders: list[ReferralReminder]

    @property
    def department(self) -> str:
        return self.reminders[0].referral.department.name


def running() -> QuerySet[Referral]:
    """With a department that has a clock, and the clock goes.

    What it wrote by mail and nobody has read is no reason to remind it.
    """
    unread = Reply.objects.waiting().filter(referral=OuterRef("pk"))
    return Referral.objects.filter(
        ~Exists(unread),
        ~Q(department__kind=DepartmentKind.EXTERN),
        state__in=workflow.WITH_DEPARTMENT,
        paused_at__isnull=True,
    )


def reached(
    referral: Referral, today: date, terms: ClockTerms, days: Counting
) -> list[Reached]:
    """The rungs that `today` has come to, lowest first.

    On the date itself nobody needs to hear that it is near.
    """
    due = referral.due_day
    passed = days.between(due, today)
    after = {
        Step.DUE: 0,
        Step.OVERDUE: terms.substitute_days,
        Step.HEAD: terms.head_days,
        Step.DIVISION: terms.division_days,
        Step.BOARD: terms.board_days,
    }
    if today >= due:
        return [Reached(step, due) for step, days in after.items() if passed >= days]
    early = _waiting_for_a_sign(referral, today, days)
    left = days.between(_sent_on(referral), due)
    # The letter itself reminds whoever got it so near to the date.
    if -passed <= terms.before_days < left:
        early.append(Reached(Step.BEFORE, due))
    return early


def _waiting_for_a_sign(
    referral: Referral, today: date, days: Counting
) -> list[Reached]:
    """Neither confirmed nor asked within the days that the department has for that."""
    if referral.acknowledged_at is not None:
        return []
    given = referral.department.first_reaction_days
    until = days.after(_sent_on(referral), given)
    if until < today and until < referral.due_day:
        return [Reached(Step.REACTION, until)]
    return []


def _sent_on(referral: Referral) -> date:
    assert referral.sent_at is not None  # noqa: S101 -- it is with the department
    return berlin_date(referral.sent_at)


def current(rows: QuerySet[ReferralReminder]) -> QuerySet[ReferralReminder]:
    """Those that still hold: the department has not answered, the date is the same."""
    is_same = Q(due_on=F("referral__due_on_id")) | Q(
        step=Step.REACTION, referral__acknowledged_at__isnull=True
    )
    return rows.filter(is_same, referral__in=running())


def recipients_of(reminder: ReferralReminder, terms: ClockTerms) -> list[str]:
    """The mailboxes that hear of a rung; none where there is nobody with one."""
    referral = reminder.referral
    own = referral.link.recipient if referral.link is not None else ""
    mailboxes = addresses_of(referral.department)
    by_step = {
        Step.OVERDUE: [own, mailboxes.substitute],
        Step.HEAD: [mailboxes.head],
        Step.DIVISION: [mailboxes.division],
        Step.BOARD: [terms.board_email],
    }
    wanted = by_step.get(Step(reminder.step), [own])
    return list(dict.fromkeys(address for address in wanted if address))


def with_referral(rows: QuerySet[ReferralReminder]) -> QuerySet[ReferralReminder]:
    return rows.select_related(
        "referral__idea__region",
        "referral__link",
        "referral__due_on",
        "referral__department__parent__parent__parent",
    )


def proposed() -> QuerySet[ReferralReminder]:
    """What waits for a coordinator's decision, the longest overdue first."""
    rows = ReferralReminder.objects.filter(step__in=PROPOSED, decided_at__isnull=True)
    return current(with_referral(rows)).order_by("due_on", "pk")


def proposals(visitor: Visitor) -> list[Proposal]:
    """By rung and mailbox: each is one mail. Two queries."""
    if not visitor.has_role(Role.COORDINATOR):
        return []
    held = current_terms(ClockTerms)
    grouped: dict[tuple[Step, str, int], list[ReferralReminder]] = {}
    for row in proposed():
        address = next(iter(recipients_of(row, held)), "")
        # Without a mailbox somebody calls: one department after the other.
        place = 0 if address else row.referral.department_id
        key = (Step(row.step), address, place)
        grouped.setdefault(key, []).append(row)
    order = list(PROPOSED)
    found = sorted(grouped.items(), key=lambda entry: order.index(entry[0][0]))
    return [Proposal(step, address, rows) for (step, address, _), rows in found]


def board_list() -> list[ReferralReminder]:
    """What was released for the Bezirksamt and is still open, the oldest first."""
    rows = ReferralReminder.objects.filter(step=Step.BOARD, is_released=True)
    return list(current(with_referral(rows)).order_by("due_on", "pk"))


def told(referral: Referral) -> Iterable[ReferralReminder]:
    """Every rung that was climbed, for the page of the referral."""
    rows = ReferralReminder.objects.filter(referral=referral)
    return rows.prefetch_related("deliveries").order_by("pk")
