"""Who may do what with an event and its dates; states are the services' business."""

from django.db.models import Q

from commons.accounts.enums import Role
from commons.accounts.visitors import Visitor
from commons.files.models import StoredFile
from events.calendar.enums import Organiser
from events.calendar.models import (
    Aftermath,
    Event,
    EventQuerySet,
    Occurrence,
    Registration,
)
from events.calendar.registration_states import RegistrationState
from participation.actors.models import Actor, spoken_for
from participation.moderation.rules import MODERATING, covers_region
from participation.networks import rules as networks
from participation.networks.enums import Visibility
from participation.networks.models import Network, NetworkQuerySet


def can_manage(visitor: Visitor, event: Event) -> bool:
    """Change, move and cancel: whoever may speak for the body that invites.

    As `Event.objects.managed_by` says. Who wrote it and has left may no longer.
    """
    if visitor.user_id is None:
        return False
    if event.actor_id is not None:
        return event.actor_id in spoken_for(visitor)
    if event.network is not None:
        return networks.can_coordinate(visitor, event.network)
    if event.department_id in visitor.department_ids:
        return True
    return covers_region(visitor, event.region_id)


def speaks_for(visitor: Visitor, event: Event) -> bool:
    """Invites oneself, for the actor, network or Amt; for the SPK nobody does.

    Less than `can_manage`: the SPK looks after events of an Amt and is not part of it.
    """
    if visitor.user_id is None:
        return False
    if event.actor_id is not None:
        return event.actor_id in spoken_for(visitor)
    if event.network is not None:
        return networks.can_coordinate(visitor, event.network)
    return event.department_id in visitor.department_ids


def can_release(visitor: Visitor, aftermath: Aftermath) -> bool:
    """Let through what was written after a date; needs its event.

    The SPK of the Stadtteil, where it sees the event; but nobody lets through their own
    words, or those of a body that they speak for.
    """
    event = aftermath.occurrence.event
    is_own = visitor.user_id is None or aftermath.author_id == visitor.user_id
    return (
        not is_own
        and covers_region(visitor, event.region_id)
        and not speaks_for(visitor, event)
    )


def is_staff(visitor: Visitor) -> bool:
    """The SPK: it invites for itself and for an Amt."""
    return visitor.has_role(*MODERATING)


def is_trusted(organiser: str, actor: Actor | None) -> bool:
    """Whether the desk need not read it first.

    The SPK and the Ämter speak for the house; an actor if the SPK vouches for it. A
    network is many, and vouched for by nobody.
    """
    if organiser in {Organiser.SPK, Organiser.DEPARTMENT}:
        return True
    return actor is not None and actor.is_public and actor.is_verified


def can_see_online_url(visitor: Visitor, occurrence: Occurrence) -> bool:
    """Those who look after it and those who have a seat; needs the event.

    Whoever was offered one has to say yes first.
    """
    event = occurrence.event
    if not event.online_url or visitor.user_id is None:
        return False
    if can_manage(visitor, event):
        return True
    mine = Registration.objects.filter(occurrence=occurrence, user_id=visitor.user_id)
    return mine.filter(state=RegistrationState.HELD).exists()


def can_see_file(visitor: Visitor, file: StoredFile) -> bool:
    """A picture or paper: whoever sees the event."""
    return _bearing(file).visible_to(visitor).exists()


def is_public_file(file: StoredFile) -> bool:
    return _bearing(file).listed().exists()


def _bearing(file: StoredFile) -> EventQuerySet:
    """The events that show it; a file is a picture or a paper, and stays it."""
    bears = Q(photos__stored_file=file) | Q(documents__stored_file=file)
    found = Event.objects.filter(bears).values("pk")
    return Event.objects.filter(pk__in=found)


def can_invite(network: Network) -> bool:
    """An event of a hidden network would tell its name."""
    return networks.goes_on(network) and network.visibility != Visibility.HIDDEN


def can_propose(visitor: Visitor) -> bool:
    """Announce something, for whichever body; two queries more for residents."""
    if is_staff(visitor) or visitor.department_ids or spoken_for(visitor):
        return True
    return visitor.is_signed_in and may_invite(visitor).exists()


def may_invite(visitor: Visitor) -> NetworkQuerySet:
    """Networks whose dates the visitor may announce."""
    rows = Network.objects.going_on().coordinated_by(visitor)
    return rows.exclude(visibility=Visibility.HIDDEN)


def can_change_terms(visitor: Visitor) -> bool:
    """The rules of the house for registrations."""
    return visitor.has_role(Role.COORDINATOR)
