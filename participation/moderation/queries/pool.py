"""Who may decide on complaints: the pool, or the desk as long as nobody is named."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from commons.accounts.enums import Role
from commons.accounts.models import PlatformGrant, User
from neighbourhood.regions.models import RegionGrant
from participation.moderation.coverage import MODERATING
from participation.moderation.models import Complaint, PoolMember

Ids = frozenset[int]


@dataclass(frozen=True)
class Bench:
    """Everyone who decides on complaints just now; loaded once, asked for each.

    Once somebody is named, the pool alone decides: whoever the coordination chose.
    """

    pool: Ids = frozenset()
    everywhere: Ids = frozenset()
    local: Mapping[int, Ids] = field(default_factory=dict)

    def deciders_of(self, complaint: Complaint) -> Ids:
        """Neither who decided first, nor who wrote it, nor who objects."""
        barred = {
            complaint.first_decided_by_id,
            complaint.author_id,
            complaint.complained_by_id,
        }
        return (self.pool or self._desk_of(complaint.region_id)) - barred

    def _desk_of(self, region_id: int | None) -> Ids:
        if region_id is None:
            return self.everywhere.union(*self.local.values())
        return self.everywhere | self.local.get(region_id, frozenset())


def bench() -> Bench:
    """Three queries; one if a pool is named."""
    pool = frozenset(PoolMember.objects.active().values_list("user", flat=True))
    if pool:
        return Bench(pool)
    moderating = {"role__in": MODERATING, "user__is_active": True}
    everywhere = PlatformGrant.objects.active().filter(**moderating)
    local: dict[int, set[int]] = defaultdict(set)
    grants = RegionGrant.objects.active().filter(**moderating)
    for region_id, user_id in grants.values_list("region", "user"):
        local[region_id].add(user_id)
    return Bench(
        everywhere=frozenset(everywhere.values_list("user", flat=True)),
        local={region_id: frozenset(ids) for region_id, ids in local.items()},
    )


def is_in_pool(user_id: int | None) -> bool:
    if user_id is None:
        return False
    return PoolMember.objects.active().filter(user=user_id).exists()


def standing_members() -> Sequence[PoolMember]:
    """Everyone named, also for later, by name."""
    rows = PoolMember.objects.standing().select_related("user", "named_by")
    return list(rows.order_by("user__display_name", "pk"))


def coordinators_of(region_id: int | None) -> Ids:
    """Active accounts that name the pool, for a complaint of this region."""
    role = {"role": Role.COORDINATOR, "user__is_active": True}
    everywhere = PlatformGrant.objects.active().filter(**role)
    local = RegionGrant.objects.active().filter(**role)
    if region_id is not None:
        local = local.filter(region=region_id)
    ids = everywhere.values_list("user", flat=True)
    return frozenset(ids.union(local.values_list("user", flat=True)))


def people(ids: Ids) -> Sequence[User]:
    return list(User.objects.filter(pk__in=ids, is_active=True).order_by("pk"))
