"""Asking once more by hand: one mail for all rows that are still open."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.clock import berlin_today
from commons.delivery import services as delivery
from commons.delivery.models import Delivery
from commons.errors import RuleViolation
from commons.verbs.services import happened
from participation.bundles.enums import BundleState
from participation.bundles.models import Bundle
from participation.bundles.services.locking import locked

RENDERER = "bundles.reminder"


@transaction.atomic
def remind(bundle: Bundle, *, by: User) -> Bundle:
    """The mailbox is asked again, at most once a day; the clocks stay as they are.

    Raises:
        RuleViolation: it is not with the department, goes there by hand, or the
            department was asked today.
    """
    held = locked(bundle.pk).bundle
    if held.state != BundleState.SENT or held.link is None:
        raise RuleViolation(
            _("Erinnern können Sie erst, wenn die Mail beim Amt ist."),
            code="not_with_department",
        )
    key = f"bundle-reminder:{held.pk}:{berlin_today().isoformat()}"
    if Delivery.objects.filter(key=key).exists():
        raise RuleViolation(
            _("Heute ging schon eine Erinnerung hinaus."), code="reminded_today"
        )
    delivery.enqueue(
        key=key,
        renderer=RENDERER,
        params={"bundle": held.pk},
        to_address=held.link.recipient,
    )
    happened("bundle.reminded", held, by=by)
    return held
