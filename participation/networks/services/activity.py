"""That something goes on in a network; a quiet one is asked after a while."""

from django.utils import timezone

from participation.networks.models import Network


def touch(network: Network) -> None:
    """Somebody did something: from now on it is not quiet, and was not asked.

    Writes two columns alone, so that it needs no lock of the row.
    """
    now = timezone.now()
    Network.objects.filter(pk=network.pk).update(active_at=now, asked_on=None)
    network.active_at, network.asked_on = now, None
