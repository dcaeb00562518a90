from participation.actors.models.actor import (
    Actor,
    ActorLink,
    ActorQuerySet,
    ActorSnapshot,
    actor_ids,
)
from participation.actors.models.changing import ActorChange
from participation.actors.models.conduct import ConductTerms
from participation.actors.models.directory import DirectoryTerms
from participation.actors.models.people import (
    ActorHandover,
    ActorHint,
    ActorInvitation,
    ActorMembership,
    levels,
    spoken_for,
)

__all__ = [
    "Actor",
    "ActorChange",
    "ActorHandover",
    "ActorHint",
    "ActorInvitation",
    "ActorLink",
    "ActorMembership",
    "ActorQuerySet",
    "ActorSnapshot",
    "ConductTerms",
    "DirectoryTerms",
    "actor_ids",
    "levels",
    "spoken_for",
]
