"""Who moderates what."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from commons.accounts.models import PlatformGrant, User
from neighbourhood.regions.models import RegionGrant
from participation.moderation.coverage import MODERATING


def moderators_of(region_ids: Iterable[int | None]) -> QuerySet[User]:
    """Active accounts that moderate at least one of the regions.

    None stands for a contribution without a region: everyone's business.
    """
    regions = set(region_ids)
    everywhere = PlatformGrant.objects.active().filter(role__in=MODERATING)
    local = RegionGrant.objects.active().filter(role__in=MODERATING)
    if None not in regions:
        local = local.filter(region__in=[pk for pk in regions if pk is not None])
    return (
        User.objects.filter(is_active=True)
        .filter(Q(pk__in=everywhere.values("user")) | Q(pk__in=local.values("user")))
        .order_by("pk")
    )
