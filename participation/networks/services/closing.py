"""Quiet networks, and the end of one: it is closed and stays readable."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.clock import berlin_today
from commons.errors import RuleViolation
from commons.terms.queries import current
from commons.verbs.services import happened
from participation.networks.models import Network, NetworkTerms
from participation.networks.services import activity
from participation.networks.services.locking import locked, require_going_on
from participation.networks.services.requests import decline_all

AT_ONCE = 200


@transaction.atomic
def close(network: Network, *, reason: str, by: User | None) -> Network:
    """It ends: nobody writes any more, who could read it can still do so.

    Raises:
        RuleViolation: it has ended already (`network_over`).
    """
    network = locked(network.pk)
    require_going_on(network)
    network.closed_at, network.closed_by = timezone.now(), by
    network.closed_reason = reason
    network.save(update_fields=["closed_at", "closed_by", "closed_reason"])
    decline_all(network)
    happened("network.closed", network, by=by)
    return network


@transaction.atomic
def reopen(network: Network, *, by: User) -> Network:
    """It goes on after all.

    Raises:
        RuleViolation: it is not closed (`not_closed`).
    """
    network = locked(network.pk)
    if not network.is_closed or not network.is_public:
        raise RuleViolation(
            _("Dieses Netzwerk ist nicht abgeschlossen."), code="not_closed"
        )
    network.closed_at = network.closed_by = None
    network.closed_reason = ""
    network.save(update_fields=["closed_at", "closed_by", "closed_reason"])
    activity.touch(network)
    happened("network.reopened", network, by=by)
    return network


@transaction.atomic
def go_on(network: Network, *, by: User) -> None:
    """A coordinator says that a quiet network is still there. Twice says the same."""
    network = locked(network.pk)
    require_going_on(network)
    activity.touch(network)
    happened("network.goes_on", network, by=by)


def ask_quiet() -> int:
    """Ask the coordination of networks where nothing happens; gives how many.

    Asked once, and again only when as much time has passed once more in silence.
    """
    terms = current(NetworkTerms)
    today = berlin_today()
    since = timezone.now() - timedelta(days=terms.quiet_days)
    asked_before = today - timedelta(days=terms.quiet_days)
    quiet = Network.objects.going_on().filter(
        Q(asked_on__isnull=True) | Q(asked_on__lte=asked_before), active_at__lte=since
    )
    ids = quiet.order_by("active_at", "pk").values_list("pk", flat=True)[:AT_ONCE]
    return sum(_ask(pk, terms.quiet_days) for pk in list(ids))


@transaction.atomic
def _ask(pk: int, days: int) -> int:
    """Looked at again under the lock: somebody may have written meanwhile."""
    network = locked(pk)
    today = berlin_today()
    is_quiet = network.active_at <= timezone.now() - timedelta(days=days)
    is_asked = network.asked_on is not None and (
        network.asked_on > today - timedelta(days=days)
    )
    if not is_quiet or is_asked or network.is_closed or not network.is_public:
        return 0
    network.asked_on = today
    network.save(update_fields=["asked_on"])
    happened("network.asked", network, by=None)
    return 1
