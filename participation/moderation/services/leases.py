"""Claiming: who works on an item just now. Leases run by the database's clock."""

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from participation.moderation.models import QueueItem
from participation.moderation.services.queue import tell_desk
from participation.moderation.workflow import LEASE


@transaction.atomic
def claim(item: QueueItem, *, by: User, take_over: bool = False) -> QueueItem:
    """Claim an item, or renew one's own claim, for ten minutes.

    Args:
        take_over: take it from whoever holds it; the page asked before.

    Raises:
        RuleViolation: somebody else holds it (`claimed`), or it is decided (`closed`).
    """
    rows = QueueItem.objects.filter(pk=item.pk)
    claimable = rows.open() if take_over else rows.open().free_for(by.pk)
    if not claimable.update(lease_by=by, lease_until=Now() + LEASE):
        raise refusal(rows.select_related("lease_by").get())
    if item.lease_by_id != by.pk:
        tell_desk()
    return rows.select_related("lease_by").get()


@transaction.atomic
def claim_next(rows: QuerySet, *, by: User) -> QueueItem | None:
    """Claim the oldest free item of `rows`; two who ask at once get two."""
    item = (
        rows.open()  # type: ignore[attr-defined]
        .free_for(by.pk)
        .exclude(author_id=by.pk)
        .oldest_first()
        .select_for_update(of=("self",), skip_locked=True)
        .first()
    )
    return claim(item, by=by) if item else None


@transaction.atomic
def release(item: QueueItem, *, by: User) -> None:
    """Give up one's own claim; somebody else's stays."""
    held = QueueItem.objects.filter(pk=item.pk, lease_by=by)
    if held.update(lease_by=None, lease_until=None):
        tell_desk()


def require_free(item: QueueItem, *, by: User | None) -> None:
    """Raise RuleViolation if somebody else works on the item just now."""
    rows = QueueItem.objects.filter(pk=item.pk)
    if by is not None and not rows.free_for(by.pk).exists():
        raise refusal(rows.select_related("lease_by").get())


def refusal(item: QueueItem) -> RuleViolation:
    if not item.is_open:
        return RuleViolation(_("Darüber ist schon entschieden."), code="closed")
    return RuleViolation(
        _("Daran arbeitet gerade %(name)s. Sie können den Beitrag übernehmen.")
        % {"name": item.lease_by.public_name if item.lease_by else ""},
        code="claimed",
    )
