"""Mails of long ago: the demo's outbox sends only the last few."""

from django.utils import timezone

from commons.accounts.models import User
from commons.delivery.enums import DeliveryState
from commons.delivery.models import Delivery
from participation.referrals.models import Referral
from participation.referrals.services import outcomes


def arrived(referral: Referral, *, by: User) -> None:
    """It reached its department, by mail or by hand."""
    delivery = referral.delivery
    if delivery is None or not referral.department.email:
        outcomes.hand_over_by_hand(referral, by=by)
        return
    outcomes.mark_sent(sent(delivery.pk))


def sent(pk: int) -> Delivery:
    now = timezone.now()
    rows = Delivery.objects.filter(pk=pk)
    rows.update(state=DeliveryState.SENT, sent_at=now, outcome_told_at=now)
    return rows.get()
