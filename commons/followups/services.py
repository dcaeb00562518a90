"""Follow-ups: what somebody wants to look at again on a day. Personal, not audited."""

from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons import kinds
from commons.clock import berlin_today
from commons.errors import RuleViolation
from commons.followups.models import FollowUp


def add(target: models.Model, *, due_on: date, note: str = "", by: Any) -> FollowUp:
    """Put something before oneself again on a day.

    Raises:
        RuleViolation: the day is past.
    """
    _require_day_to_come(due_on)
    return FollowUp.objects.create(
        due_on=due_on,
        note=note,
        kind=kinds.of(target).key,
        target_id=target.pk,
        owner=by,
        created_at=timezone.now(),
    )


@transaction.atomic
def move(followup: FollowUp, *, to: date) -> FollowUp:
    """Put it off, or forward.

    Raises:
        RuleViolation: the day is past, or it is done already.
    """
    followup = _locked(followup)
    _require_day_to_come(to)
    followup.due_on = to
    followup.save(update_fields=["due_on"])
    return followup


@transaction.atomic
def complete(followup: FollowUp) -> FollowUp:
    """Mark it as done; doing so twice is no mistake."""
    followup = FollowUp.objects.select_for_update(of=("self",)).get(pk=followup.pk)
    if followup.done_at is None:
        followup.done_at = timezone.now()
        followup.save(update_fields=["done_at"])
    return followup


def _locked(followup: FollowUp) -> FollowUp:
    followup = FollowUp.objects.select_for_update(of=("self",)).get(pk=followup.pk)
    if followup.done_at is not None:
        raise RuleViolation(_("Diese Wiedervorlage ist erledigt."), code="done")
    return followup


def _require_day_to_come(day: date) -> None:
    if day < berlin_today():
        raise RuleViolation(_("Dieser Tag ist vorbei."), code="past")
