"""What happens when a wait grows too long, for the desk and for authors."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from commons.clock import BERLIN, berlin_today
from commons.verbs.services import happened
from participation.moderation import desk
from participation.moderation.desk import DeskKind
from participation.moderation.enums import Publication
from participation.moderation.models import Complaint, Moderated, QueueItem
from participation.moderation.services.decisions import locked_contribution
from participation.moderation.workflow import ASK_AGAIN_AFTER, WITHDRAW_AFTER

OFFICE_OPENS = 7  # o'clock: what fell due at midnight is said in the morning
BATCH = 500


@transaction.atomic
def remind_desk() -> int:
    """Tell moderators, once an item, what waits longer than was promised.

    One message a person and sweep, however many items fell due.
    """
    if timezone.localtime(timezone=BERLIN).hour < OFFICE_OPENS:
        return 0
    rows = (
        QueueItem.objects.open()
        .filter(promised_on__lt=berlin_today(), reminded_at__isnull=True)
        .oldest_first()
        .select_for_update(of=("self",), skip_locked=True)
    )
    overdue = list(rows[:BATCH])
    if overdue:
        ids = [item.pk for item in overdue]
        QueueItem.objects.filter(pk__in=ids).update(reminded_at=timezone.now())
        happened("moderation.overdue", overdue[0], by=None, items=ids)
    return len(overdue)


@transaction.atomic
def remind_complaints() -> int:
    """Tell whoever may decide, once a complaint, that it waits longer than promised.

    Where nobody may, the coordination hears of it (`complaint.overdue`).
    """
    if timezone.localtime(timezone=BERLIN).hour < OFFICE_OPENS:
        return 0
    rows = Complaint.objects.open().filter(
        due_on__lt=berlin_today(), reminded_at__isnull=True
    )
    locked = rows.order_by("due_on", "pk").select_for_update(
        of=("self",), skip_locked=True
    )
    overdue = list(locked[:BATCH])
    for complaint in overdue:
        complaint.reminded_at = timezone.now()
        complaint.save(update_fields=["reminded_at"])
        happened("complaint.overdue", complaint, by=None)
    return len(overdue)


def close_unanswered() -> int:
    """Ask authors again after 30 days, and take their contribution back after 14 more.

    Nobody is declined for being silent: the contribution is withdrawn, as its author
    could do, and may be handed in anew (docs/decisions/0010).
    """
    now = timezone.now()
    count = 0
    for desk_kind in desk.all_kinds():
        waiting = _waiting(desk_kind)
        silent = waiting.filter(decision__decided_at__lte=now - ASK_AGAIN_AFTER)
        for pk in _ids(silent.filter(decision__asked_again_at__isnull=True)):
            count += ask_again(desk_kind, pk)
        asked = waiting.filter(decision__asked_again_at__lte=now - WITHDRAW_AFTER)
        for pk in _ids(asked):
            count += take_off(desk_kind, pk)
    return count


@transaction.atomic
def ask_again(desk_kind: DeskKind, pk: int) -> bool:
    """Ask one author again, once a decision; whether it was so."""
    contribution = _locked_waiting(desk_kind, pk)
    decision = contribution.decision if contribution else None
    if contribution is None or decision is None or decision.asked_again_at:
        return False
    decision.asked_again_at = timezone.now()
    decision.save(update_fields=["asked_again_at"])
    happened("moderation.asked_again", contribution, by=None, decision=decision.pk)
    return True


@transaction.atomic
def take_off(desk_kind: DeskKind, pk: int) -> bool:
    """Withdraw what still waits for its author, by the kind's own service."""
    contribution = _locked_waiting(desk_kind, pk)
    if contribution is None or desk_kind.withdraw is None:
        return False
    desk_kind.withdraw(contribution, by=None)
    return True


def _waiting(desk_kind: DeskKind) -> QuerySet:
    rows = desk_kind.model_class._default_manager
    return rows.filter(publication=Publication.CHANGES_REQUESTED)


def _ids(rows: QuerySet) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH])


def _locked_waiting(desk_kind: DeskKind, pk: int) -> Moderated | None:
    contribution = locked_contribution(desk_kind.kind, pk)
    is_waiting = contribution.publication == Publication.CHANGES_REQUESTED
    return contribution if is_waiting else None
