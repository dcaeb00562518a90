"""Claiming: who works on an item just now. Leases run by the database's clock."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from participation.moderation.models import QueueItem
from participation.moderation.models.asking import waiting_question
from participation.moderation.services.queue import NO_QUESTION, tell_desk
from participation.moderation.workflow import LEASE


@transaction.atomic
def claim(item: QueueItem, *, by: User) -> QueueItem:
    """Claim an item, or renew one's own claim, for ten minutes.

    Raises:
        RuleViolation: somebody else holds it (`claimed`), or it is decided (`closed`).
    """
    rows = QueueItem.objects.filter(pk=item.pk)
    if not rows.open().claimed_by(by.pk).update(lease_until=Now() + LEASE):
        free = rows.open().free_for(by.pk)
        if not free.update(lease_by=by, lease_until=Now() + LEASE, **NO_QUESTION):
            raise refusal(rows.select_related("lease_by").get())
        tell_desk()
    return rows.select_related("lease_by").get()


@transaction.atomic
def claim_next(rows: QuerySet, *, by: User) -> QueueItem | None:
    """Claim the oldest free item of `rows`; two who ask at once get two.

    What is locked is being claimed, or only looked at by the screening: where nothing
    else is free, that is waited for.
    """
    free = (
        rows.open()  # type: ignore[attr-defined]  # of its QuerySet
        .free_for(by.pk)
        .exclude(author_id=by.pk)
        .oldest_first()
    )
    item = (
        free.select_for_update(of=("self",), skip_locked=True).first()
        or free.select_for_update(of=("self",)).first()
    )
    return claim(item, by=by) if item else None


@transaction.atomic
def release(item: QueueItem, *, by: User, known_until: datetime | None = None) -> None:
    """Give up one's own claim; somebody else's stays.

    Whoever has asked for it gets it.

    Args:
        known_until: the end of the claim as a page that is left knew it. A claim that
            was renewed since belongs to another page of the same person and stays.
    """
    held = QueueItem.objects.filter(pk=item.pk, lease_by=by)
    if known_until is not None:
        held = held.filter(lease_until=known_until)
    if hand_over(held) or held.update(lease_by=None, lease_until=None, **NO_QUESTION):
        tell_desk()


def release_all_of(user_id: int) -> None:
    """Give up everything that somebody holds, because their absence begins."""
    held = QueueItem.objects.open().filter(lease_by=user_id)
    given = hand_over(held)
    if given + held.update(lease_by=None, lease_until=None, **NO_QUESTION):
        tell_desk()


def hand_over(held: QuerySet) -> int:
    """Give what somebody has asked for to whoever asked; how many rows that were."""
    return held.filter(waiting_question()).update(
        lease_by=F("asked_by"), lease_until=Now() + LEASE, **NO_QUESTION
    )


def require_free(item: QueueItem, *, by: User | None) -> None:
    """Raise RuleViolation if somebody else works on the (locked) item just now."""
    if by is None or item.lease_by_id in {None, by.pk}:
        return
    rows = QueueItem.objects.filter(pk=item.pk)
    if not rows.free_for(by.pk).exists():
        raise refusal(rows.select_related("lease_by").get())


def refusal(item: QueueItem) -> RuleViolation:
    """Why nobody else gets the item now: it is decided, or somebody works on it."""
    if not item.is_open:
        return RuleViolation(_("Darüber ist schon entschieden."), code="closed")
    return RuleViolation(
        _("Daran arbeitet gerade %(name)s. Fragen Sie nach, wenn es eilt.")
        % {"name": item.lease_by.public_name if item.lease_by else ""},
        code="claimed",
    )
