"""Keep the names by which people look for their region in step with the areas."""

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.db import transaction
from django.db.models import Count

from commons.text import sort_key
from neighbourhood.regions.enums import PlaceKind
from neighbourhood.regions.models import (
    Address,
    PlaceName,
    PlaceShare,
    PlanningArea,
    Region,
)
from neighbourhood.regions.queries.names import compact

# A name's addresses in each region, by the region's id.
Shares = Mapping[str, Mapping[int, int]]
COUNTED = {
    PlaceKind.STREET: "street",
    PlaceKind.POSTCODE: "postcode",
    PlaceKind.ORTSTEIL: "ortsteil",
}


def name_places(kind: PlaceKind, shares: Shares) -> int:
    """Add names and their shares where they are missing; returns the new shares."""
    PlaceName.objects.bulk_create(
        [
            PlaceName(kind=kind, name=name, norm=compact(name), sort_key=sort_key(name))
            for name in shares
        ],
        ignore_conflicts=True,
    )
    places = dict(
        PlaceName.objects.filter(kind=kind, name__in=shares).values_list("name", "pk")
    )
    before = PlaceShare.objects.filter(place__kind=kind).count()
    PlaceShare.objects.bulk_create(
        [
            PlaceShare(place_id=places[name], region_id=region_id, addresses=addresses)
            for name, regions in shares.items()
            for region_id, addresses in regions.items()
        ],
        ignore_conflicts=True,
    )
    return PlaceShare.objects.filter(place__kind=kind).count() - before


def name_kieze() -> int:
    """Let the names of planning areas, old and new, lead to their regions."""
    shares: dict[str, dict[int, int]] = {}
    areas = PlanningArea.objects.filter(region__district_key=settings.DISTRICT_KEY)
    for name, region_id in areas.values_list("name", "region_id"):
        shares.setdefault(name, {})[region_id] = 0
    return name_places(PlaceKind.KIEZ, shares)


@transaction.atomic
def count_addresses() -> None:
    """Compute all shares of streets, postcodes and Ortsteile from the addresses."""
    regions = set(Region.objects.values_list("pk", flat=True))
    for kind, column in COUNTED.items():
        counted: dict[str, dict[int, int]] = {}
        for name, region_id, addresses in _counts(column):
            if region_id in regions:
                counted.setdefault(name, {})[region_id] = addresses
        PlaceShare.objects.filter(place__kind=kind).delete()
        name_places(kind, counted)
        PlaceName.objects.filter(kind=kind, shares__isnull=True).delete()


def _counts(column: str) -> Iterable[tuple[str, int, int]]:
    return (
        Address.objects.order_by()
        .values_list(column, "region_id")
        .annotate(addresses=Count("pk"))
    )
