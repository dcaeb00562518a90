"""Until when somebody has seen a network; the next visit shows what came since."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from commons.accounts.models import User
from participation.networks.models import Network, NetworkVisit


@transaction.atomic
def mark(network: Network, *, until: datetime, by: User) -> NetworkVisit:
    """Remember that somebody has seen all up to `until`; never backwards.

    Args:
        until: when the newest post that their page showed became public.
    """
    seen_at = min(until, timezone.now())
    visit, _is_new = NetworkVisit.objects.select_for_update(of=("self",)).get_or_create(
        user=by, network=network, defaults={"seen_at": seen_at}
    )
    if visit.seen_at < seen_at:
        visit.seen_at = seen_at
        visit.save(update_fields=["seen_at"])
    return visit
