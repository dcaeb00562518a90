"""Samples of what is told of dates of networks and of their concerns."""

from django.utils import timezone

from commons.notifications.services import follow
from neighbourhood.rounds.services import deciding
from participation.networks.enums import Visibility
from participation.networks.models import Concern, NetworkDate
from tests.factories.accounts import make_staff
from tests.factories.meetings import bring, meet, want
from tests.factories.networks import make_network, member_of
from tests.mails.samples import title, verb

DATES = ("set", "moved", "restored")


def _network(visibility):
    """Somebody follows it who may read it."""
    network, coordinator = make_network(visibility, name=title()[:120])
    follow(member_of(network), network, reason="network_member")
    follow(coordinator, network)
    return network, coordinator


@verb(*(f"network_date.{word}" for word in DATES))
def dates(_key):
    for visibility in Visibility:
        network, coordinator = _network(visibility)
        place = "Nachbarschaftshaus & Hof, 100 % barrierefrei"
        date = meet(network, title=title()[:120], by=coordinator, place_text=place)
        yield date, {"count": 3}


@verb("network_date.cancelled")
def cancelled(_key):
    network, coordinator = _network(Visibility.MEMBERS)
    date = meet(network, title=title()[:120], by=coordinator)
    NetworkDate.objects.filter(pk=date.pk).update(cancelled_at=timezone.now())
    yield NetworkDate.objects.select_related("network").get(pk=date.pk), {}


@verb("concern.waits")
def waits(_key):
    make_staff()
    network, coordinator = _network(Visibility.HIDDEN)
    yield want(network, title=title()[:120], by=coordinator), {}


@verb("concern.brought", "concern.put_back")
def concerns(key):
    network, coordinator = _network(Visibility.MEMBERS)
    concern = want(network, title=title()[:120], by=coordinator)
    row = bring(concern)
    if key == "concern.put_back":
        deciding.cancel(row, reason="Zu früh.", by=make_staff())
    yield Concern.objects.select_related("network").get(pk=concern.pk), {}
