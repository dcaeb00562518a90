"""A profile as initial values of its form: as it stands, or as its change waits."""

from collections.abc import Iterable
from typing import Any

from neighbourhood.departments.models import Topic
from neighbourhood.regions.models import Region
from participation.actors.forms.profile import WORDS
from participation.actors.models import Actor, ActorChange

AS_THEY_ARE = ("name", "kind", "languages", "access", "logo_alt", "lon", "lat")


def of_actor(actor: Actor) -> dict[str, Any]:
    plain = {name: getattr(actor, name) for name in (*AS_THEY_ARE, *WORDS)}
    return plain | {
        "topics": list(actor.topics.values_list("pk", flat=True)),
        "regions": list(actor.regions.values_list("pk", flat=True)),
        "address": actor.place_text,
        "links": _lines((link.url, link.label) for link in actor.links.all()),
    }


def of_change(change: ActorChange) -> dict[str, Any]:
    said = change.content
    plain = {name: said[name] for name in (*AS_THEY_ARE, *WORDS)}
    topics = Topic.objects.filter(key__in=said["topics"])
    regions = Region.objects.filter(key_2021__in=said["regions"])
    return plain | {
        "topics": list(topics.values_list("pk", flat=True)),
        "regions": list(regions.values_list("pk", flat=True)),
        "address": said["place_text"],
        "links": _lines((link["url"], link["label"]) for link in said["links"]),
    }


def _lines(links: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"{url} {label}" for url, label in links)
