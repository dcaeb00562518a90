"""Asking whoever holds a claim to hand it over; taking it when nobody answers.

Nothing of this is recorded: how fast somebody answers is nobody's figure.
"""

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from participation.moderation.models import QueueItem
from participation.moderation.models.asking import (
    askable_for,
    unanswered_for,
    waiting_question,
)
from participation.moderation.services.leases import hand_over, refusal
from participation.moderation.services.queue import NO_QUESTION, tell_desk
from participation.moderation.workflow import LEASE


@transaction.atomic
def ask(item: QueueItem, *, by: User) -> None:
    """Ask whoever works on the item to hand it over; asking twice is asking once.

    Raises:
        RuleViolation: it is decided (`closed`), free or one's own (`free`), or
            somebody asks already or was just told no (`asked`).
    """
    rows = QueueItem.objects.filter(pk=item.pk)
    claimed = rows.open().claimed().exclude(lease_by=by)
    if claimed.filter(waiting_question(), asked_by=by).exists():
        return
    asked = claimed.filter(askable_for(by.pk))
    if not asked.update(asked_by=by, asked_at=Now(), kept_at=None):
        raise _no_question(rows.select_related("lease_by").get(), claimed.exists())
    tell_desk()


@transaction.atomic
def give(item: QueueItem, *, by: User) -> None:
    """Hand one's claim to whoever has asked for it."""
    if hand_over(QueueItem.objects.open().filter(pk=item.pk).claimed_by(by.pk)):
        tell_desk()


@transaction.atomic
def keep(item: QueueItem, *, by: User) -> None:
    """Tell whoever has asked that one still needs it; the claim is renewed."""
    held = QueueItem.objects.open().filter(pk=item.pk).claimed_by(by.pk)
    answered = held.filter(waiting_question())
    if answered.update(kept_at=Now(), lease_until=Now() + LEASE):
        tell_desk()


@transaction.atomic
def take_over(item: QueueItem, *, by: User) -> None:
    """Take what one has asked for and nobody answered, or what is free meanwhile.

    Raises:
        RuleViolation: somebody else holds it (`claimed`), or it is decided (`closed`).
    """
    rows = QueueItem.objects.filter(pk=item.pk)
    free, unanswered = rows.open().free_for(by.pk), rows.filter(unanswered_for(by.pk))
    taken = free | unanswered.open()
    if not taken.update(lease_by=by, lease_until=Now() + LEASE, **NO_QUESTION):
        raise refusal(rows.select_related("lease_by").get())
    tell_desk()


def _no_question(item: QueueItem, is_claimed: bool) -> RuleViolation:  # noqa: FBT001 -- by the database's clock
    if not item.is_open:
        return refusal(item)
    if not is_claimed:
        return RuleViolation(
            _("Der Beitrag ist frei; Sie können ihn übernehmen."), code="free"
        )
    return RuleViolation(
        _("Gerade wurde schon nachgefragt. Bitte warten Sie einen Augenblick."),
        code="asked",
    )
