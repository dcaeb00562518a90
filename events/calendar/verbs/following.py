"""Who hears of an event without having registered, and in which words.

Those who registered are told by `services.telling`; here are those who follow the
event itself, its actor, its network, its Stadtteil or one of its topics.
"""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from commons.notifications.queries.follows import listeners, listeners_of
from commons.verbs.registry import Params, Recipient, Told
from events.calendar.models import Event
from events.calendar.queries.showing import next_of
from events.calendar.wording import place_of, when
from participation.ideas.verbs.telling import REGION, TOPIC
from participation.moderation.letters import Letter, told

NEW = Letter(
    line=_("Neue Veranstaltung: %(title)s"),
    subject=_("Neue Veranstaltung: %(title)s"),
    text=_(
        "%(who)s lädt ein: „%(title)s“.\n\n"
        "Wann: %(when)s\n"
        "Wo: %(where)s\n\n"
        "Auf der Seite steht, was passiert und ob man sich anmelden kann."
    ),
    action=_("Veranstaltung ansehen"),
)
CHANGED = Letter(
    line=_("Geändert: %(title)s"),
    subject=_("Geändert: %(title)s"),
    text=_(
        "An „%(title)s“ hat sich etwas geändert.\n\n"
        "Der nächste Termin: %(when)s\n"
        "Wo: %(where)s\n\n"
        "In abonnierten Kalendern steht es von selbst richtig."
    ),
    action=_("Veranstaltung ansehen"),
)
CANCELLED = Letter(
    line=_("Abgesagt: %(title)s"),
    subject=_("Abgesagt: %(title)s"),
    text=_("„%(title)s“ von %(who)s ist abgesagt.\n\n%(reason)s"),
    action=_("Veranstaltung ansehen"),
)

REINSTATED = Letter(
    line=_("Findet doch statt: %(title)s"),
    subject=_("Findet doch statt: %(title)s"),
    text=_(
        "Die Absage von „%(title)s“ ist zurückgenommen.\n\n"
        "Der nächste Termin: %(when)s\n"
        "Wo: %(where)s"
    ),
    action=_("Veranstaltung ansehen"),
)


def neighbours_of(event: Event, _params: Params) -> Iterable[Recipient]:
    """For a new one: the nearest first, never whoever wrote it."""
    topics = event.topics.values_list("pk", "parent_id")
    ids = {pk for pair in topics for pk in pair}
    several = (
        listeners_of("actor", [event.actor_id]),
        listeners_of("network", [event.network_id]),
        listeners_of("region", [event.region_id], default_reason=REGION),
        listeners_of("topic", ids, default_reason=TOPIC),
    )
    for found in several:
        for who in found:
            if who.user_id != event.author_id:
                yield who


def followers_of(event: Event, _params: Params) -> Iterable[Recipient]:
    """For a change: whoever follows just this one."""
    return listeners(event)


def tell_follower(
    letter: Letter, event: Event, _params: Params, _who: Recipient
) -> Told | None:
    """Nothing of what has left the public, or has passed meanwhile."""
    occurrence = next_of(event)
    is_shown = event.is_public and not event.is_vanished
    if not is_shown or occurrence is None or occurrence.is_over:
        return None
    occurrence.event = event
    words = {
        "title": event.title,
        "who": event.organiser_name,
        "when": when(occurrence),
        "where": place_of(occurrence),
        "reason": event.cancel_reason,
    }
    return told(letter, words, url=event.get_absolute_url())


def heard_through(event: Event) -> list[tuple[str, int | None]]:
    """Through which follows somebody may hear of it, the nearest first."""
    topics = event.topics.values_list("pk", "parent_id")
    return [
        ("event", event.pk),
        ("actor", event.actor_id),
        ("network", event.network_id),
        ("region", event.region_id),
        *(("topic", pk) for pair in topics for pk in pair),
    ]
