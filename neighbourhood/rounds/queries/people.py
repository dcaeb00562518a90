"""Who hears of a round: those who decide it, and the members of its departments."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from commons.accounts.models import PlatformGrant, User
from neighbourhood.departments.models import DepartmentMembership
from neighbourhood.regions.models import RegionGrant
from neighbourhood.rounds import registry
from neighbourhood.rounds.models import Round


def deciders_of(row: Round) -> list[User]:
    """Whoever convened it, if they may decide; else all who may."""
    holders = _holding(row)
    convener = [user for user in holders if user.pk == row.convened_by_id]
    return convener or list(holders)


def members_in(row: Round, *, party: int | None = None) -> Iterator[tuple[User, bool]]:
    """Members of the departments, and whether a mailbox hears of it anyway."""
    places = row.parties.present()
    if party is not None:
        places = places.filter(pk=party)
    memberships = (
        DepartmentMembership.objects.active()
        .filter(department__in=places.values("department"), user__is_active=True)
        .select_related("user", "department")
        .order_by("user_id", "pk")
    )
    told: set[int] = set()
    for membership in memberships:
        if membership.user_id not in told:
            told.add(membership.user_id)
            yield membership.user, membership.department.has_mailbox


def _holding(row: Round) -> QuerySet[User]:
    roles = registry.get(row.kind).deciders
    everywhere = PlatformGrant.objects.active().filter(role__in=roles)
    local = RegionGrant.objects.active().filter(role__in=roles)
    if row.region_id is not None:
        local = local.filter(region=row.region_id)
    return (
        User.objects.filter(is_active=True)
        .filter(Q(pk__in=everywhere.values("user")) | Q(pk__in=local.values("user")))
        .order_by("pk")
    )
