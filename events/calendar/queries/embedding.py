"""What an actor's own site and the pages of others show of the calendar."""

from django.db.models import Q

from events.calendar.models import Occurrence
from events.calendar.queries.listing import coming, here_or_everywhere, with_words
from neighbourhood.regions.models import Region
from participation.actors.models import Actor
from participation.networks.models import Network

EMBEDDED = 12
BESIDE = 5
ON_HOME = 6


def next_of(actor: Actor) -> list[Occurrence]:
    return _next(Q(event__actor=actor), EMBEDDED)


def beside_actor(actor: Actor) -> list[Occurrence]:
    return _next(Q(event__actor=actor), BESIDE)


def beside_network(network: Network) -> list[Occurrence]:
    """A hidden network lists its own Termine to those who read it."""
    rows = Occurrence.objects.filter(event__network=network, event__vanished_at=None)
    rows = rows.filter(event__publication="published").upcoming()
    return list(with_words(rows).order_by("starts_at", "pk")[:BESIDE])


def in_region(region: Region) -> list[Occurrence]:
    return _next(here_or_everywhere(region.pk), BESIDE)


def on_home() -> list[Occurrence]:
    """The next of each event: a series must not fill the first page."""
    first = coming().taking_place().order_by("event_id", "starts_at", "pk")
    rows = Occurrence.objects.filter(pk__in=first.distinct("event_id").values("pk"))
    return list(with_words(rows).order_by("starts_at", "pk")[:ON_HOME])


def _next(condition: Q, most: int) -> list[Occurrence]:
    rows = coming().filter(condition)
    return list(with_words(rows).order_by("starts_at", "pk")[:most])
