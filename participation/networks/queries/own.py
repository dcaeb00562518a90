"""A person's own rows about networks, for their copy of what is stored.

A row stays theirs when they have left; what a hidden network is called by then does
not. So its name stands there only for who may know of it today.
"""

from typing import Any

from django.db.models import Case, F, QuerySet, Value, When

from commons.accounts.visitors import visitor_for
from commons.owndata import Rows
from participation.networks.models import (
    CalendarKey,
    JoinRequest,
    Network,
    NetworkInvitation,
    NetworkMembership,
)


def memberships(user: Any) -> Rows:
    rows = NetworkMembership.objects.filter(user=user)
    return _named(rows, user).values("network_name", "role", "joined_at", "left_at")


def requests(user: Any) -> Rows:
    """One's own: those that one answered tell of others."""
    rows = _named(JoinRequest.objects.filter(user=user), user)
    return rows.values("network_name", "actor__name", "words", "state", "asked_at")


def invitations(user: Any) -> Rows:
    sent = NetworkInvitation.objects.filter(invited_by=user)
    taken = NetworkInvitation.objects.filter(accepted_by=user)
    rows = _named(sent | taken, user)
    return rows.values("network_name", "role", "state", "created_at")


def calendar_keys(user: Any) -> Rows:
    rows = _named(CalendarKey.objects.filter(user=user), user)
    return rows.values("network_name", "created_at")


def founded(user: Any) -> Rows:
    """Those one may know of still; what one wrote oneself stands in the versions."""
    rows = Network.objects.filter(author=user) | Network.objects.filter(closed_by=user)
    known = rows.filter(pk__in=_known(user)).order_by("pk")
    return known.values("name", "purpose", "submitted_at", "closed_at")


def _named(rows: QuerySet[Any], user: Any) -> QuerySet[Any]:
    name = Case(
        When(network__in=_known(user), then=F("network__name")), default=Value("")
    )
    named: QuerySet[Any] = rows.annotate(network_name=name)
    return named.order_by("pk")


def _known(user: Any) -> Any:
    return Network.objects.visible_to(visitor_for(user)).values("pk")
