"""What the pages of a region tell."""

from dataclasses import dataclass

from django.db.models import Sum

from neighbourhood.regions.enums import LorVersion, PlaceKind
from neighbourhood.regions.models import PlaceShare, PlanningArea, Region


@dataclass(frozen=True)
class OrtsteilHere:
    """An Ortsteil with addresses in a region, and how many of all its addresses."""

    name: str
    addresses: int
    total: int

    @property
    def is_whole(self) -> bool:
        return self.addresses == self.total

    @property
    def percent(self) -> int:
        return round(100 * self.addresses / self.total)


def region_choices() -> list[tuple[int, str]]:
    """Choices for a form field, in the order of the numbers."""
    regions = Region.objects.order_by("number").only("name", "roman")
    return [(region.pk, region.name) for region in regions]


def home_region_of(user_id: int | None) -> Region | None:
    if user_id is None:
        return None
    return Region.objects.filter(residences__user_id=user_id).first()


def ortsteile_of(region: Region) -> list[OrtsteilHere]:
    """The Ortsteile with addresses in the region, the largest part first."""
    here = (
        PlaceShare.objects.filter(region=region, place__kind=PlaceKind.ORTSTEIL)
        .annotate(total=Sum("place__shares__addresses"))
        .order_by("-addresses", "place__sort_key")
        .values_list("place__name", "addresses", "total")
    )
    return [OrtsteilHere(name, count, total) for name, count, total in here if total]


def planning_areas_of(region: Region, version: LorVersion) -> list[PlanningArea]:
    areas = region.planning_areas.filter(lor_version=version)
    return list(areas.only("key", "name", "area_m2").order_by("key"))
