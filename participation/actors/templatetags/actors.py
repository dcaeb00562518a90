from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.translation import gettext as _

from commons.clock import berlin_today
from commons.differences import Part, differences
from commons.terms.queries import current
from neighbourhood.departments.models import Topic
from neighbourhood.regions.models import Region
from participation.actors.models import ActorChange, ConductTerms
from participation.actors.queries.versions import words_of
from participation.actors.services.contents import as_stored

register = template.Library()


@dataclass(frozen=True)
class Conduct:
    terms: ConductTerms
    is_election_time: bool


@register.simple_tag
def conduct_of_today() -> Conduct:
    """What may stand in a profile; the desk hands over the profile only."""
    terms = current(ConductTerms)
    return Conduct(terms, terms.is_election_time(berlin_today()))


@register.simple_tag
def changed_facts(change: ActorChange) -> list[tuple[str, str]]:
    """Where it would work and on what, if that is else than now; label and names."""
    actor, said = change.actor, change.content
    regions = Region.objects.filter(key_2021__in=said["regions"]).order_by("number")
    topics = Topic.objects.filter(key__in=said["topics"])
    facts: list[tuple[str, list[Any], set[Any]]] = [
        (_("Arbeitet in"), list(regions), set(actor.regions.all())),
        (_("Themen"), list(topics), set(actor.topics.all())),
    ]
    return [
        (label, ", ".join(str(each) for each in new) or "–")
        for label, new, now in facts
        if set(new) != now
    ]


@register.simple_tag
def changed_words(change: ActorChange) -> list[Part]:
    """What a change makes of the profile as it stands, word by word."""
    before, after = as_stored(change.actor), change.content
    return differences(
        f"{before['name']}\n\n{words_of(before)}",
        f"{after['name']}\n\n{words_of(after)}",
    )
