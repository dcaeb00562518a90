"""Networks for the world: one that goes on, one that is quiet, one without anybody."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from commons.clock import berlin_today
from participation.moderation.enums import Publication
from participation.networks.enums import Joining
from participation.networks.services import inviting, requests
from tests.e2e.words import LONG
from tests.factories.accounts import UserFactory
from tests.factories.networks import (
    NetworkFactory,
    coordinator_of,
    make_house,
    make_network,
    member_of,
)


def fill(world):
    region = world.ideas["published"].region
    resident = world.people["resident"]
    network = NetworkFactory(
        region=region,
        name="Kiezrunde mit einem langen Namen am Platz",
        purpose=LONG,
        house_rules="Wir hören einander zu.",
        asked_on=berlin_today(),
    )
    coordinator_of(network, user=resident)
    house = make_house(name="Nachbarschaftshaus am Platz")
    member_of(network, actor=house)
    asked = requests.ask(network, words="Ich gärtnere gern.", by=UserFactory())
    inviting.invite(network, "jemand@example.org", by=resident)
    other, _coordinator = make_network(region=region, joining=Joining.OPEN)
    member_of(other, actor=house)
    waiting = NetworkFactory(
        region=region, author=resident, publication=Publication.SUBMITTED
    )
    orphan = NetworkFactory(region=region, name="Runde ohne Koordination")
    member_of(orphan)
    ended, _other = make_network(
        region=region, closed_at=timezone.now(), closed_reason="Der Platz ist fertig."
    )
    NetworkFactory(region=region, active_at=timezone.now() - timedelta(days=300))
    world.pages["anonymous"] |= {
        "netzwerke": reverse("networks:network-list"),
        "netzwerke-leer": reverse("networks:network-list") + "?q=gibtesnicht",
        "netzwerk": network.get_absolute_url(),
        "netzwerk-mitglieder": _at("network-members", network),
        "netzwerk-abgeschlossen": ended.get_absolute_url(),
    }
    world.pages["resident"] |= {
        "meine-netzwerke": reverse("networks:network-mine"),
        "netzwerk-neu": reverse("networks:network-create"),
        "netzwerk-angemeldet": network.get_absolute_url(),
        "netzwerk-koordinieren": _at("network-manage", network),
        "netzwerk-aendern": _at("network-edit", network),
        "netzwerk-anfrage": _at("request-answer", asked),
        "netzwerk-verlassen": _at("network-leave", network),
        "netzwerk-abschliessen": _at("network-close", network),
        "netzwerk-mitmachen": _at("network-join", other),
        "netzwerk-zurueckziehen": _at("network-withdraw", waiting),
    }
    world.pages["moderator"] |= {
        "netzwerke-ueberblick": reverse("networks:network-oversight"),
        "netzwerk-koordination": _at("network-appoint", orphan),
    }
    world.pages["coordinator"] |= {"netzwerk-regeln": reverse("networks:network-terms")}


def _at(name, row):
    return reverse(f"networks:{name}", args=[row.pk])
