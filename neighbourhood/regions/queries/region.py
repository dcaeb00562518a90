"""What the pages of a region tell."""

from dataclasses import dataclass

from django.db.models import Prefetch, Sum

from neighbourhood.regions.enums import LorVersion, PlaceKind
from neighbourhood.regions.models import PlaceShare, PlanningArea, Region
from neighbourhood.regions.queries.generation import HeldInMemory
from neighbourhood.regions.queries.shares import share_in_words


@dataclass(frozen=True)
class OrtsteilHere:
    """An Ortsteil with addresses in a region, and how many of all its addresses."""

    name: str
    addresses: int
    total: int

    @property
    def share(self) -> str:
        return share_in_words(self.addresses, self.total)


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


def planning_areas_of(region: Region) -> dict[str, list[PlanningArea]]:
    """The planning areas by version: `since_2021`, `until_2020`; one query."""
    areas = region.planning_areas.order_by("key")
    by_version: dict[str, list[PlanningArea]] = {
        version.name.lower(): [] for version in LorVersion
    }
    for area in areas:
        by_version[LorVersion(area.lor_version).name.lower()].append(area)
    return by_version


def regions_with_ortsteile() -> list[Region]:
    """All regions by number, each with `ortsteile`: the names, largest part first."""
    shares = (
        PlaceShare.objects.filter(place__kind=PlaceKind.ORTSTEIL)
        .select_related("place")
        .order_by("-addresses", "place__sort_key")
    )
    regions = Region.objects.order_by("number")
    return list(
        regions.prefetch_related(
            Prefetch("place_shares", queryset=shares, to_attr="ortsteile")
        )
    )


def _ids_by_slug() -> dict[str, int]:
    return dict(Region.objects.values_list("slug", "pk"))


_ids = HeldInMemory(_ids_by_slug)


def generations_of(slug: str) -> list[str]:
    """What a cached page of a region depends on, known without a query.

    What is for the whole district stands there too, with the name of who invites.
    """
    pk = _ids.get().get(slug)
    names = ["regions", "actors", "networks"]
    return names if pk is None else [*names, f"region:{pk}"]
