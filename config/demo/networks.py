"""The demo's networks: one of each openness, founded and let go by real services."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from django.utils import timezone

from commons.accounts.models import User
from neighbourhood.departments.models import Topic
from neighbourhood.regions.models import Region
from participation.actors.models import Actor
from participation.moderation import services as moderation
from participation.moderation.enums import Verdict
from participation.moderation.models import QueueItem
from participation.networks.enums import (
    Joining,
    MemberRole,
    NetworkKind,
    Visibility,
)
from participation.networks.models import Network
from participation.networks.services import founding, membership, requests
from participation.networks.services.admitting import admit
from participation.networks.services.founding import Charter
from participation.networks.services.locking import locked

FOUNDED = timedelta(days=70)
RULES = (
    "- Wir hören einander zu und fassen uns kurz.\n"
    "- Was beschlossen ist, steht im Protokoll.\n"
    "- Wer etwas zusagt, sagt auch, bis wann."
)


@dataclass(frozen=True)
class Plot:
    """Who founds a network, and who is let in; the first of them is the deputy."""

    charter: Charter
    by: str
    members: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    houses: tuple[str, ...] = ()
    asking: str = ""


PLOTS = (
    Plot(
        Charter(
            name="Stadtteilrunde Weißensee",
            purpose=(
                "Einrichtungen, Vereine und Nachbar:innen aus Weißensee treffen sich "
                "alle sechs Wochen. Wir sagen uns, was ansteht, und bringen Anliegen "
                "gemeinsam zum Bezirksamt."
            ),
            kind=NetworkKind.DISTRICT_ROUND,
            house_rules=RULES,
        ),
        by="nachbar-01",
        members=("nachbar-02", "nachbar-03", "nachbar-04"),
        regions=("weissensee", "weissensee-ost"),
        topics=("nachbarschaft",),
        houses=(
            "Nachbarschaftshaus Weißensee",
            "Stadtteilbibliothek mit Garten",
            "Mieterrat der Plattenbauten am Anger",
            "Reparaturwerkstatt im Kiez",
        ),
        asking="nachbar-05",
    ),
    Plot(
        Charter(
            name="Kiezrunde Grünes Karow",
            purpose="Wir pflegen Beete, gießen Bäume und suchen Leute mit Schaufeln.",
            kind=NetworkKind.KIEZ_ROUND,
            joining=Joining.OPEN,
        ),
        by="bewohnerin",
        members=("nachbar-06", "nachbar-07"),
        regions=("karow",),
        topics=("gruen",),
        houses=("Gartengruppe Grünes Karow",),
    ),
    Plot(
        Charter(
            name="Themenrunde Familie und Nachbarschaft",
            purpose=(
                "Häuser und Eltern im Prenzlauer Berg stimmen sich ab: Wer bietet wann "
                "etwas an, wo fehlt etwas, wer hilft wem aus?"
            ),
            kind=NetworkKind.THEME_ROUND,
            joining=Joining.OPEN,
        ),
        by="nachbar-11",
        members=("nachbar-05", "nachbar-07", "nachbar-12"),
        regions=("prenzlauer-berg-nordwest", "prenzlauer-berg-ost"),
        topics=("kinder", "kultur"),
        houses=(
            "Familienzentrum am Park",
            "Kulturwerkstatt im alten Kesselhaus",
            "Gemeinschaftsgarten am Bahndamm",
            "Stadtteilbibliothek mit Garten",
        ),
    ),
    Plot(
        Charter(
            name="Runder Tisch Wohnen",
            purpose="Beratungsstellen und Mieter:innen tauschen sich vertraulich aus.",
            kind=NetworkKind.THEME_ROUND,
            visibility=Visibility.MEMBERS,
        ),
        by="nachbar-08",
        members=("nachbar-09",),
        topics=("bauen", "soziales"),
        houses=(
            "Beratungsladen Wohnen und Soziales",
            "Mieterrat der Plattenbauten am Anger",
        ),
    ),
    Plot(
        Charter(
            name="Vorbereitung Kiezfest",
            purpose="Wer das Fest plant, bespricht sich hier, bis alles feststeht.",
            visibility=Visibility.HIDDEN,
            joining=Joining.INVITATION,
        ),
        by="nachbar-01",
        regions=("weissensee",),
    ),
)
# How the people of these networks are called: by what they are, nobody is a real one.
CALLED = {
    "nachbar-01": "Nachbarin vom Antonplatz",
    "nachbar-02": "Nachbar aus dem Hinterhaus",
    "nachbar-03": "Mutter zweier Schulkinder",
    "nachbar-04": "Nachbar mit Lastenrad",
    "nachbar-05": "Nachbarin mit grünem Daumen",
    "nachbar-06": "Gießkanne Karow",
    "nachbar-07": "Nachbar vom Kesselhaus",
    "nachbar-08": "Mieterin am Park",
    "nachbar-09": "Beraterin für Mietfragen",
    "nachbar-11": "Team Familienzentrum",
    "nachbar-12": "Team Bibliothek",
}
ASKING = "Ich habe Zeit am Nachmittag und kann beim Aufbauen helfen."


def tell(people: Mapping[str, User]) -> int:
    """Found them; gives how many there are."""
    for key, name in CALLED.items():
        User.objects.filter(pk=people[key].pk).update(display_name=name)
    for plot in PLOTS:
        network = _founded(plot, people)
        _let_in(network, plot, people)
        for house in Actor.objects.filter(name__in=plot.houses):
            admit(locked(network.pk), actor=house)
        if plot.asking:
            requests.ask(network, words=ASKING, by=people[plot.asking])
    return len(PLOTS)


def _founded(plot: Plot, people: Mapping[str, User]) -> Network:
    regions = tuple(Region.objects.filter(slug__in=plot.regions).order_by("number"))
    topics = tuple(Topic.objects.filter(key__in=plot.topics))
    charter = replace(plot.charter, regions=regions, topics=topics)
    network = founding.found(charter, by=people[plot.by])
    item = QueueItem.objects.open().get(kind="network", target_id=network.pk)
    moderation.decide(item, verdict=Verdict.PUBLISH, version=1, by=people["moderation"])
    since = timezone.now() - FOUNDED
    Network.objects.filter(pk=network.pk).update(submitted_at=since, published_at=since)
    return Network.objects.get(pk=network.pk)


def _let_in(network: Network, plot: Plot, people: Mapping[str, User]) -> None:
    for key in plot.members:
        if network.joining == Joining.OPEN:
            membership.join(network, by=people[key])
        else:
            asked = requests.ask(network, words="", by=people[key])
            requests.accept(asked, by=people[plot.by])
    if plot.members:
        row = network.memberships.get(user=people[plot.members[0]])
        membership.set_role(row, MemberRole.DEPUTY, by=people[plot.by])
