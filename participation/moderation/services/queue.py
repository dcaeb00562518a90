"""Putting contributions on the desk and taking them off again.

Whoever takes row locks takes the contribution's first and its item's second.
"""

from datetime import datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone

from commons import kinds, wake
from commons.clock import BERLIN, berlin_date
from commons.text import cut_at_word
from commons.verbs import holding
from neighbourhood.deadlines.services import first_look_after, office_day_after
from participation.moderation import desk
from participation.moderation.enums import Cause
from participation.moderation.models import Decision, Moderated, QueueItem, Report
from participation.moderation.services.blocks import require_may_write
from participation.moderation.workflow import HOLD

LIVE_GROUP = "desk"
LONGEST_TITLE = 200
# With a claim ends the question who may have it.
NO_QUESTION: dict[str, None] = {"asked_by": None, "asked_at": None, "kept_at": None}
wake.declare("moderation.screen", "notifications.broadcast")


@transaction.atomic
def submit(contribution: Moderated) -> QueueItem:
    """Put a contribution on the desk, in the transaction that saved it.

    One that lies there already keeps its place, its claim and its promised date, and
    shows the new version. The caller holds the contribution's row lock.

    Raises:
        RuleViolation: its author may not write just now (`blocked`).
    """
    require_may_write(contribution.author)
    item = locked_item_of(contribution)
    if item is None:
        item = _open(contribution, _cause(contribution))
    else:
        _refresh(item, contribution)
        wake.on_commit("moderation.screen", item_id=item.pk)
    tell_desk()
    return item


@transaction.atomic
def take_back(contribution: Moderated) -> None:
    """Take a contribution off the desk, because its author withdrew it."""
    item = locked_item_of(contribution)
    if item is not None:
        close(item)
        tell_desk()


@transaction.atomic
def reopen(decision: Decision) -> None:
    """Put back on the desk what a decision took off, reports with it.

    For a decision that is undone; the caller holds the contribution's row lock.
    """
    if decision.item_id is not None:
        QueueItem.objects.filter(pk=decision.item_id).update(closed_at=None)
    Report.objects.filter(decision=decision).update(decision=None)
    tell_desk()


def open_reported(contribution: Moderated) -> QueueItem:
    """The item that gathers reports; a contribution on the desk has one already."""
    item = locked_item_of(contribution)
    return item or _open(contribution, Cause.REPORTED, at=timezone.now())


def hold(contribution: Moderated) -> QueueItem:
    """Keep a hidden contribution on the desk until it is decided for good."""
    now = timezone.now()
    ends_on = office_day_after(berlin_date(now), HOLD)
    evening = datetime.combine(ends_on, time.max, tzinfo=BERLIN)
    return _open(contribution, Cause.HELD, at=now, hold_until=evening)


def put_back(contribution: Moderated) -> QueueItem:
    """On the desk again, because a decision was taken back; a new look is promised."""
    return _open(contribution, Cause.TAKEN_BACK, at=timezone.now())


def open_spot_check(contribution: Moderated) -> QueueItem:
    """Have somebody look at what a rule published; it stays public meanwhile."""
    return _open(contribution, Cause.SPOT_CHECK, at=timezone.now())


def close(item: QueueItem) -> None:
    """Take an item off the desk; whoever asked for it asks no more."""
    item.closed_at = timezone.now()
    item.lease_by = item.lease_until = None
    item.asked_by = item.asked_at = item.kept_at = None
    item.save(
        update_fields=["closed_at", "lease_by", "lease_until", *sorted(NO_QUESTION)]
    )


def locked_item_of(contribution: Moderated) -> QueueItem | None:
    """The open item of a contribution, locked, if there is one."""
    rows = QueueItem.objects.open().select_for_update(of=("self",))
    kind = kinds.of(contribution).key
    return rows.filter(kind=kind, target_id=contribution.pk).first()


def tell_desk() -> None:
    """Let open desks look again; the message itself carries nothing."""
    if holding.is_among_many():
        return
    wake.on_commit(
        "notifications.broadcast", verb="moderation.queue", groups=[LIVE_GROUP]
    )


def _open(
    contribution: Moderated,
    cause: Cause,
    *,
    at: datetime | None = None,
    hold_until: datetime | None = None,
) -> QueueItem:
    submitted_at = at or contribution.submitted_at
    promised_on = (
        berlin_date(hold_until) if hold_until else first_look_after(submitted_at)
    )
    item = QueueItem.objects.create(
        kind=kinds.of(contribution).key,
        target_id=contribution.pk,
        cause=cause,
        submitted_at=submitted_at,
        promised_on=promised_on,
        hold_until=hold_until,
        **_shown(contribution),
    )
    wake.on_commit("moderation.screen", item_id=item.pk)
    return item


def _cause(contribution: Moderated) -> Cause:
    kind = kinds.of(contribution).key
    decided = Decision.objects.standing().filter(kind=kind, target_id=contribution.pk)
    return Cause.RESUBMITTED if decided.exists() else Cause.SUBMITTED


def _refresh(item: QueueItem, contribution: Moderated) -> None:
    shown = _shown(contribution)
    for name, value in shown.items():
        setattr(item, name, value)
    item.save(update_fields=list(shown))


def _shown(contribution: Moderated) -> dict[str, Any]:
    """What the queue shows of a contribution, copied so that a list is one query."""
    desk_kind = desk.of(contribution)
    return {
        "title": cut_at_word(desk_kind.title_of(contribution), LONGEST_TITLE),
        "number": desk_kind.number_of(contribution),
        "region_id": contribution.region_id,
        "author_id": contribution.author_id,
        "version": contribution.version,
    }
