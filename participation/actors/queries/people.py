"""Who works for an actor."""

from dataclasses import dataclass

from commons.accounts.visitors import Visitor
from participation.actors import rules
from participation.actors.enums import SPEAKING, InvitationState, Level
from participation.actors.models import (
    Actor,
    ActorInvitation,
    ActorMembership,
    levels,
)

ORDER = list(Level)


@dataclass(frozen=True)
class Crew:
    """Everybody who works for an actor, owners first, and who is asked to."""

    members: list[ActorMembership]
    invitations: list[ActorInvitation]

    @property
    def owners(self) -> list[ActorMembership]:
        return [each for each in self.members if each.level == Level.OWNER]

    @property
    def wants_owners(self) -> bool:
        """Whether one person alone holds it, or nobody, and nobody else is asked."""
        asked = [each for each in self.invitations if each.level == Level.OWNER]
        return len(self.owners) + len(asked) < rules.WANTED_OWNERS


def crew_of(actor: Actor) -> Crew:
    """Two queries."""
    held = ActorMembership.objects.active().filter(actor=actor).select_related("user")
    asked = ActorInvitation.objects.filter(actor=actor, state=InvitationState.OPEN)
    return Crew(
        members=sorted(
            held, key=lambda each: (ORDER.index(Level(each.level)), each.pk)
        ),
        invitations=list(asked.order_by("pk")),
    )


def owner_ids(actor: Actor) -> list[int]:
    return _ids(actor, Level.OWNER)


def speaker_ids(actor: Actor) -> list[int]:
    """Owners and editors."""
    return _ids(actor, *SPEAKING)


def member_ids(actor: Actor) -> list[int]:
    """Everybody who works for it, whatever their task."""
    return _ids(actor, *Level)


def _ids(actor: Actor, *wanted: Level) -> list[int]:
    held = ActorMembership.objects.active().filter(actor=actor, level__in=wanted)
    return list(held.order_by("pk").values_list("user_id", flat=True))


def own_actors(visitor: Visitor) -> list[tuple[Actor, Level]]:
    """What somebody works for, by name, and as what; one query."""
    known = levels(visitor)
    rows = Actor.objects.filter(pk__in=sorted(known)).select_related("region")
    return [(actor, known[actor.pk]) for actor in rows.order_by("sort_key", "pk")]
