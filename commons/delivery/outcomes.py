"""Hooks of the apps that own a message: what becomes of the case when it has gone.

They run in the transaction that writes the delivery's state, so a referral is `sent`
exactly when its delivery is. A hook that raises must not make a mail storm: the
state stays written, the hook is called again by the reaper.
"""

from collections.abc import Callable
from dataclasses import dataclass

import structlog
from django.db import transaction
from django.utils import timezone

from commons.delivery.enums import DeliveryState
from commons.delivery.models import Delivery

Hook = Callable[[Delivery], None]
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Hooks:
    on_sent: Hook | None = None
    on_failed: Hook | None = None
    on_bounced: Hook | None = None
    on_readdressed: Hook | None = None

    def after(self, delivery: Delivery) -> Hook | None:
        if delivery.state == DeliveryState.SENT:
            return self.on_sent
        if delivery.bounced_at is not None and self.on_bounced is not None:
            return self.on_bounced
        return self.on_failed


_hooks: dict[str, Hooks] = {}


def register(
    renderer: str,
    *,
    on_sent: Hook | None = None,
    on_failed: Hook | None = None,
    on_bounced: Hook | None = None,
    on_readdressed: Hook | None = None,
) -> None:
    """Call these when a delivery of this renderer was sent, or failed for good.

    After a failure somebody may send again, so `on_sent` may follow `on_failed`.

    Args:
        on_bounced: it was sent and came back; without one `on_failed` is called.
        on_readdressed: somebody gave it another address (`delivery.to_address`); runs
            in that transaction and may refuse by a RuleViolation.
    """
    _hooks[renderer] = Hooks(on_sent, on_failed, on_bounced, on_readdressed)


RegionOf = Callable[[Delivery], int | None]
_regions: dict[str, RegionOf] = {}


def looked_after(renderer: str, region_of: RegionOf) -> None:
    """Say whose desk may send deliveries of this renderer again, or lay them aside."""
    _regions[renderer] = region_of


def region_of(delivery: Delivery) -> int | None:
    """None where it is everybody's."""
    if delivery.region_id is not None:
        return delivery.region_id
    ask = _regions.get(delivery.renderer)
    return ask(delivery) if ask is not None else None


def hooks_of(delivery: Delivery) -> Hooks:
    return _hooks.get(delivery.renderer, Hooks())


def tell(delivery: Delivery) -> bool:
    """Call the hook of an ended, locked delivery; False if it failed."""
    hook = hooks_of(delivery).after(delivery)
    try:
        with transaction.atomic():
            if hook is not None:
                hook(delivery)
    except Exception as error:
        log.exception("delivery.hook_failed", delivery=delivery.pk, error=repr(error))
        return False
    delivery.outcome_told_at = timezone.now()
    delivery.save(update_fields=["outcome_told_at"])
    return True
