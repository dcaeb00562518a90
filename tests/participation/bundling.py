"""What the tests of bundles share."""

from django.utils import timezone

from commons.delivery import outcomes as delivery_outcomes
from commons.delivery.enums import DeliveryState
from commons.delivery.models import Delivery
from participation.bundles.models import Bundle
from participation.bundles.services import packing
from participation.bundles.services.bundling import bundle_up
from participation.ideas.enums import Case
from participation.referrals.models import Referral
from tests.factories.ideas import IdeaFactory

NOTE = "Bitte prüfen Sie das."


def open_ideas(count, **fields):
    return IdeaFactory.create_batch(count, case=Case.OPEN, **fields)


def bundled(ideas, department, *, by, **more):
    """A bundle whose mail waits in the outbox."""
    bundle = bundle_up(ideas, department=department, cover_note=NOTE, by=by, **more)
    packing.pack(bundle.pk)
    return fresh(bundle)


def sent(bundle):
    """The mail server took it."""
    return end(bundle, DeliveryState.SENT)


def failed(bundle):
    return end(bundle, DeliveryState.FAILED)


def end(bundle, state):
    now = timezone.now()
    at = {"sent_at": now} if state == DeliveryState.SENT else {"failed_at": now}
    empty = {"sent_at": None, "failed_at": None} | at
    rows = Delivery.objects.filter(pk=bundle.delivery_id)
    rows.update(state=state, lease_until=None, **empty)
    assert delivery_outcomes.tell(rows.get())
    return fresh(bundle)


def fresh(bundle):
    return Bundle.objects.get(pk=bundle.pk)


def rows_of(bundle):
    rows = Referral.objects.filter(bundle_item__bundle=bundle)
    return list(rows.select_related("idea").order_by("bundle_item__position"))


def states_of(bundle):
    return [row.state for row in rows_of(bundle)]
