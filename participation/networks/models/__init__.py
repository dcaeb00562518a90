from participation.networks.models.joining import JoinRequest, NetworkInvitation
from participation.networks.models.network import (
    Network,
    NetworkMembership,
    NetworkQuerySet,
    NetworkSnapshot,
    memberships_of,
)
from participation.networks.models.post import (
    MeetingDecision,
    MeetingTask,
    Post,
    PostDocument,
    PostQuerySet,
    PostSnapshot,
)
from participation.networks.models.space import (
    CalendarKey,
    Concern,
    NetworkDate,
    NetworkVisit,
)
from participation.networks.models.terms import NetworkTerms

__all__ = [
    "CalendarKey",
    "Concern",
    "JoinRequest",
    "MeetingDecision",
    "MeetingTask",
    "Network",
    "NetworkDate",
    "NetworkInvitation",
    "NetworkMembership",
    "NetworkQuerySet",
    "NetworkSnapshot",
    "NetworkTerms",
    "NetworkVisit",
    "Post",
    "PostDocument",
    "PostQuerySet",
    "PostSnapshot",
    "memberships_of",
]
