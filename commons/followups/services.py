"""Follow-ups: what somebody wants to look at again on a day. Personal, not audited."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons import kinds, wake
from commons.clock import berlin_today
from commons.errors import RuleViolation
from commons.followups.models import FollowUp, TodayChoice
from commons.sockets import visitor_group

LIVE_GROUP = "heute"
wake.declare("notifications.broadcast")


@transaction.atomic
def add(
    target: models.Model,
    *,
    due_on: date,
    by: Any,
    note: str = "",
    owner_id: int | None = None,
    is_shared: bool = False,
) -> FollowUp:
    """Put something before oneself again on a day, or before somebody else.

    Args:
        owner_id: the account it waits for; None is whoever enters it.
        is_shared: it waits for everybody who moderates where the thing is.

    Raises:
        RuleViolation: the day is past.
    """
    _require_day_to_come(due_on)
    kind = kinds.of(target)
    followup = FollowUp.objects.create(
        due_on=due_on,
        note=note,
        kind=kind.key,
        target_id=target.pk,
        owner_id=None if is_shared else owner_id or by.pk,
        region_id=kind.region_id(target) if is_shared else None,
        created_at=timezone.now(),
        created_by=by,
    )
    _tell(followup)
    return followup


@transaction.atomic
def move(followup: FollowUp, *, to: date) -> FollowUp:
    """Put it off, or forward.

    Raises:
        RuleViolation: the day is past, or it is done already.
    """
    followup = _locked_open(followup)
    _require_day_to_come(to)
    if to != followup.due_on:
        followup.moved_from, followup.due_on = followup.due_on, to
        followup.save(update_fields=["due_on", "moved_from"])
        _tell(followup)
    return followup


@transaction.atomic
def move_back(followup: FollowUp) -> FollowUp:
    """Undo the last move; twice is no mistake."""
    followup = _locked_open(followup)
    if followup.moved_from is not None:
        followup.due_on, followup.moved_from = followup.moved_from, None
        followup.save(update_fields=["due_on", "moved_from"])
        _tell(followup)
    return followup


@transaction.atomic
def complete(followup: FollowUp, *, by: Any) -> FollowUp:
    """Mark it as done; doing so twice is no mistake."""
    followup = _locked(followup)
    if followup.done_at is None:
        followup.done_at, followup.done_by = timezone.now(), by
        followup.save(update_fields=["done_at", "done_by"])
        _tell(followup)
    return followup


@transaction.atomic
def reopen(followup: FollowUp) -> FollowUp:
    """Undo that it was done."""
    followup = _locked(followup)
    if followup.done_at is not None:
        followup.done_at = followup.done_by = None
        followup.save(update_fields=["done_at", "done_by"])
        _tell(followup)
    return followup


def choose_sections(user: Any, *, hidden: Iterable[str]) -> None:
    """Remember which sections somebody leaves out of "Heute"."""
    TodayChoice.objects.update_or_create(
        user=user, defaults={"hidden": sorted(hidden), "changed_at": timezone.now()}
    )


def forget(user: Any) -> None:
    """What an erased account wanted to look at goes; what it did for others stays."""
    FollowUp.objects.filter(owner=user).delete()
    FollowUp.objects.filter(created_by=user).update(created_by=None)
    FollowUp.objects.filter(done_by=user).update(done_by=None)


def _locked(followup: FollowUp) -> FollowUp:
    return FollowUp.objects.select_for_update(of=("self",)).get(pk=followup.pk)


def _locked_open(followup: FollowUp) -> FollowUp:
    followup = _locked(followup)
    if followup.done_at is not None:
        raise RuleViolation(_("Diese Wiedervorlage ist erledigt."), code="done")
    return followup


def _require_day_to_come(day: date) -> None:
    if day < berlin_today():
        raise RuleViolation(_("Dieser Tag ist vorbei."), code="past")


def _tell(followup: FollowUp) -> None:
    """Let the open "Heute" of those it waits for look again."""
    owner_id = followup.owner_id
    group = visitor_group(owner_id) if owner_id else LIVE_GROUP
    wake.on_commit("notifications.broadcast", verb="followup.changed", groups=[group])
