"""What calendars to follow hold: what was lately, what comes, what was called off.

Calendar programs take out what a file no longer names. So a Termin that was called off
stays and says so, and one that has passed stays for a while.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from commons.accounts.models import User
from commons.accounts.visitors import visitor_for
from commons.notifications.models import Follow
from commons.tokens import hash_of, is_token
from events.calendar.models import (
    Occurrence,
    OccurrenceQuerySet,
    PersonalCalendar,
    Registration,
)
from events.calendar.queries.listing import about, here_or_everywhere, with_words
from events.calendar.registration_states import RegistrationState
from neighbourhood.departments.models import Topic
from neighbourhood.regions.models import Region
from participation.actors.models import Actor
from participation.networks.models import Network

LOOKING_BACK = timedelta(days=60)
# The longest file is some three megabytes.
MOST = 2_000


@dataclass(frozen=True)
class OwnTermine:
    """What a person's own calendar holds; `waiting` are ids of Termine."""

    occurrences: list[Occurrence]
    waiting: frozenset[int]


def everything() -> list[Occurrence]:
    return _rows(Q())


def of_region(region: Region) -> list[Occurrence]:
    """What is in a Stadtteil, and what is for the whole district."""
    return _rows(here_or_everywhere(region.pk))


def of_topic(topic: Topic) -> list[Occurrence]:
    """A topic takes in those below it."""
    below = Topic.objects.filter(parent=topic).values_list("pk", flat=True)
    return _rows(about([topic.pk, *below]))


def of_actor(actor: Actor) -> list[Occurrence]:
    return _rows(Q(event__actor=actor))


def of_network(network: Network) -> list[Occurrence]:
    return _rows(Q(event__network=network))


def single(occurrence: Occurrence) -> list[Occurrence]:
    return list(with_words(Occurrence.objects.filter(pk=occurrence.pk)))


def of_person(user: User) -> OwnTermine:
    """What they registered for, and what those announce whom they follow.

    Seen as they see it: what is not for them is in no calendar of theirs.
    """
    mine = Registration.objects.filter(user=user).live()
    states = dict(mine.values_list("occurrence_id", "state"))
    visible = Occurrence.objects.visible_to(visitor_for(user))
    condition = Q(pk__in=list(states)) | _followed_by(user)
    rows = _recent(visible).filter(condition)
    waiting = {pk for pk, state in states.items() if state == RegistrationState.WAITING}
    return OwnTermine(_in_order(rows), frozenset(waiting))


def owner_of(token: str) -> User | None:
    """Whose calendar a secret address opens; None for everything else."""
    if not is_token(token):
        return None
    rows = PersonalCalendar.objects.filter(
        token_hash=hash_of(token), user__is_active=True
    )
    key = rows.select_related("user").first()
    return key.user if key else None


def key_of(user: User) -> PersonalCalendar | None:
    return PersonalCalendar.objects.filter(user=user).first()


def _followed_by(user: User) -> Q:
    """Public Termine of what they follow and have not muted."""
    rows = Follow.objects.filter(user=user, muted_at__isnull=True)
    ids: dict[str, list[int]] = {}
    for kind, pk in rows.values_list("kind", "target_id"):
        ids.setdefault(kind, []).append(pk)
    wanted = Q(event__in=ids.get("event", []))
    wanted |= Q(event__actor__in=ids.get("actor", []))
    wanted |= Q(event__network__in=ids.get("network", []))
    wanted |= Q(event__region__in=ids.get("region", []))
    if "topic" in ids:
        wanted |= about(ids["topic"])
    return wanted & Q(pk__in=Occurrence.objects.listed().values("pk"))


def _rows(condition: Q) -> list[Occurrence]:
    return _in_order(_recent(Occurrence.objects.listed()).filter(condition))


def _recent(rows: OccurrenceQuerySet) -> OccurrenceQuerySet:
    return rows.filter(ends_at__gte=timezone.now() - LOOKING_BACK)


def _in_order(rows: OccurrenceQuerySet) -> list[Occurrence]:
    return list(with_words(rows).order_by("starts_at", "pk")[:MOST])
