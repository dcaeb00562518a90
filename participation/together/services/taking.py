"""The partner says yes or no, and who says yes may end it; the idea's case follows."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.clock import berlin_today
from commons.errors import RuleViolation
from commons.verbs.services import happened
from participation.ideas.enums import Case
from participation.ideas.models import Idea
from participation.ideas.services import cases
from participation.moderation.services.blocks import require_may_write
from participation.together import workflow
from participation.together.enums import State, Way
from participation.together.models import Undertaking
from participation.together.queries import terms
from participation.together.services.locking import locked

# The SPK has the case, so that it is for the partner to be heard of next.
WITH_THE_SPK = frozenset({Case.OPEN, Case.REOPENED})


@transaction.atomic
def accept(
    row: Undertaking, *, report_on: date, joining: str = "", by: User
) -> Undertaking:
    """The partner carries the idea; everybody who follows it hears so.

    Args:
        report_on: when those who follow hear how it goes.
        joining: where and when others may join, for all to read.

    Raises:
        RuleViolation: it is no longer offered, `report_on` is past or too far away
            (`day_wrong`), the idea is not public (`not_public`), or `by` may not write
            just now (`blocked`).
    """
    require_may_write(by)
    row = locked(row)
    workflow.require(row.state, State.RUNNING)
    if row.state == State.ASKING:
        raise RuleViolation(
            _("Zuerst antwortet die Person, von der die Idee ist."), code="not_agreed"
        )
    require_day(report_on)
    row.joining = joining.strip()
    return _run(row, report_on, by=by)


@transaction.atomic
def decline(row: Undertaking, *, reason: str, by: User) -> Undertaking:
    """The partner can't; the SPK reads why.

    Raises:
        RuleViolation: it is no longer offered, or no reason is given.
    """
    row = locked(row)
    workflow.require(row.state, State.DECLINED)
    end(row, State.DECLINED, reason=said(reason), by=by)
    happened("together.declined", row, by=by)
    return row


@transaction.atomic
def give_up(row: Undertaking, *, reason: str, by: User) -> Undertaking:
    """The partner can't go on; whoever follows reads why, and the SPK has it again.

    Raises:
        RuleViolation: it is not under way, or no reason is given.
    """
    row = locked(row)
    workflow.require(row.state, State.GIVEN_UP)
    end(row, State.GIVEN_UP, reason=said(reason), by=by)
    happened("together.given_up", row, by=by)
    give_back(row.idea)
    return row


@transaction.atomic
def change_joining(row: Undertaking, *, joining: str, by: User) -> Undertaking:
    """Say anew where others may join.

    Raises:
        RuleViolation: it is not under way (`not_running`), or `by` may not write.
    """
    require_may_write(by)
    row = locked(row)
    if not row.is_running:
        raise RuleViolation(_("Das ist inzwischen beendet."), code="not_running")
    row.joining = joining.strip()
    row.save(update_fields=["joining"])
    happened("together.joining_changed", row, by=by)
    return row


def go_on(row: Undertaking, *, by: User | None) -> Undertaking:
    """The author agrees: it is offered, or runs at once; both are locked."""
    if row.way == Way.ADOPTED:
        return _run(row, terms.latest_report(), by=by)
    workflow.require(row.state, State.OFFERED)
    row.state, row.next_on, row.reminded_on = State.OFFERED, terms.partner_until(), None
    row.save(update_fields=["state", "next_on", "reminded_on"])
    happened("together.offered", row, by=by)
    return row


def end(row: Undertaking, state: State, *, reason: str = "", by: User | None) -> None:
    """Nobody waits for anything more; the row is locked."""
    row.state, row.next_on = state, None
    row.ended_at, row.ended_by, row.ended_reason = timezone.now(), by, reason
    row.save(update_fields=["state", "next_on", "ended_at", "ended_by", "ended_reason"])


def give_back(idea: Idea) -> None:
    """Nobody carries it any more: the SPK is heard of next; the idea is locked."""
    others = Undertaking.objects.filter(idea=idea, state=State.RUNNING)
    if idea.case in WITH_THE_SPK and not others.exists():
        cases.move_next_date(idea, next_on=terms.desk_until())


def require_day(day: date) -> None:
    """Raise RuleViolation unless somebody may be heard of by `day`."""
    if not berlin_today() < day <= terms.latest_report():
        raise RuleViolation(
            _("Bitte nennen Sie einen Tag, der noch kommt, spätestens den %(day)s.")
            % {"day": f"{terms.latest_report():%d.%m.%Y}"},
            code="day_wrong",
        )


def follow_day(idea: Idea, day: date, *, by: User | None) -> None:
    """Who follows the idea hears next by then; with an Amt its clock goes on."""
    if idea.case == Case.NONE:
        cases.open_case(idea, next_on=day, by=by)
    elif idea.case in WITH_THE_SPK:
        cases.move_next_date(idea, next_on=day)


def said(reason: str) -> str:
    reason = reason.strip()
    if not reason:
        raise RuleViolation(
            _("Bitte schreiben Sie, warum. Ein Satz genügt."), code="reason_missing"
        )
    return reason


def _run(row: Undertaking, report_on: date, *, by: User | None) -> Undertaking:
    workflow.require(row.state, State.RUNNING)
    if not row.idea.is_public:
        raise RuleViolation(
            _("Diese Idee ist zurzeit nicht öffentlich."), code="not_public"
        )
    row.state, row.next_on, row.reminded_on = State.RUNNING, report_on, None
    row.accepted_at = timezone.now()
    row.accepted_by = row.begun_by if row.way == Way.ADOPTED else by
    row.save(
        update_fields=[
            *("state", "next_on", "reminded_on", "joining"),
            *("accepted_at", "accepted_by"),
        ]
    )
    follow_day(row.idea, report_on, by=by)
    happened("together.accepted", row, by=by)
    return row
