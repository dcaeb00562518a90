"""Answering an entry: the words go to whoever looks after it, and nowhere else."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.once import first_of, insert
from commons.verbs.services import happened
from participation.moderation.services.blocks import require_may_write
from participation.pool.models import Inquiry, Offer
from participation.pool.services.offering import locked


@transaction.atomic
def inquire(
    offer: Offer, *, text: str, contact: str, draft_id: UUID, by: User
) -> Inquiry:
    """Write to the keepers of an entry.

    Args:
        contact: how the writer wants to be reached; their address is told to nobody.
        draft_id: whoever sends the same again gets the message that was born first.

    Raises:
        RuleViolation: the entry is over (`not_listed`), the writer may not write just
            now (`blocked`), or the key is somebody else's (`key_taken`).
    """
    if first := first_of(Inquiry.objects.all(), draft_id, author="by", by=by):
        return first
    require_may_write(by)
    offer = locked(offer)
    if not offer.is_listed:
        raise RuleViolation(_("Dieser Eintrag gilt nicht mehr."), code="not_listed")
    inquiry = Inquiry(
        offer=offer,
        by=by,
        text=text,
        contact=contact,
        created_at=timezone.now(),
        draft_id=draft_id,
    )
    if first := insert(inquiry, author="by", by=by):
        return first
    happened("offer.inquired", inquiry, by=by)
    return inquiry
