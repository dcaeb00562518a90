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


_hooks: dict[str, Hooks] = {}


def register(
    renderer: str, *, on_sent: Hook | None = None, on_failed: Hook | None = None
) -> None:
    """Call these when a delivery of this renderer was sent, or failed for good.

    After a failure somebody may send again, so `on_sent` may follow `on_failed`.
    """
    _hooks[renderer] = Hooks(on_sent, on_failed)


def tell(delivery: Delivery) -> bool:
    """Call the hook of an ended, locked delivery; False if it failed."""
    hooks = _hooks.get(delivery.renderer, Hooks())
    is_sent = delivery.state == DeliveryState.SENT
    hook = hooks.on_sent if is_sent else hooks.on_failed
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
