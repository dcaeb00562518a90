"""An account goes: its memberships end, and the networks live on without it."""

from typing import Any

from django.db import transaction

from participation.networks.models import JoinRequest, NetworkMembership
from participation.networks.services import membership


@transaction.atomic
def leave_all(user: Any) -> None:
    """Leave every network properly, so that a deputy steps up; then forget it."""
    held = NetworkMembership.objects.filter(user=user, left_at__isnull=True)
    for row in held.select_related("network").order_by("network", "pk"):
        membership.leave(row, by=None)
    NetworkMembership.objects.filter(user=user).delete()


def forget_requests(user: Any) -> None:
    """One's own go; those that one answered lose the name alone."""
    JoinRequest.objects.filter(ended_by=user).update(ended_by=None)
    JoinRequest.objects.filter(user=user).delete()
