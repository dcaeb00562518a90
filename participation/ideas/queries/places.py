"""Where an idea lies: from an address, a pin or a chosen Stadtteil."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from commons.errors import RuleViolation
from neighbourhood.regions.enums import PlaceKind as NameKind
from neighbourhood.regions.models import Address, PlaceName, PlanningArea, Region
from neighbourhood.regions.queries import (
    Elsewhere,
    OutsideDistrict,
    district_at,
    district_named,
    find_address,
    find_region,
    locate,
)
from neighbourhood.regions.queries.geometry import to_metres
from neighbourhood.regions.queries.names import postcode_in
from participation.ideas.enums import PlaceKind

LONGEST_PLACE = 160


@dataclass(frozen=True)
class Place:
    """A place that was found; `lon` and `lat` come together or not at all."""

    kind: PlaceKind
    region: Region
    text: str = ""
    lon: float | None = None
    lat: float | None = None
    planning_area: PlanningArea | None = None

    @property
    def metres(self) -> tuple[float, float] | None:
        if self.lon is None or self.lat is None:
            return None
        return to_metres(self.lon, self.lat)


class PlaceElsewhere(RuleViolation):
    """The place is not in the district; `neighbour` is who is responsible there."""

    def __init__(self, neighbour: Elsewhere | None) -> None:
        super().__init__(_words_elsewhere(neighbour), code="outside_district")
        self.neighbour = neighbour


def without_place(region: Region) -> Place:
    return Place(PlaceKind.NONE, region)


def place_at_pin(lon: float, lat: float, *, text: str = "") -> Place:
    """The region around a point in WGS84.

    Raises:
        RuleViolation: the point lies outside the district.
    """
    answer = locate(lon, lat)
    if isinstance(answer, OutsideDistrict):
        raise PlaceElsewhere(district_at(lon, lat))
    region = Region.objects.get(pk=answer.region_id)
    areas = PlanningArea.objects.filter(region=region)
    area = areas.filter(pk=answer.planning_area_id or 0).first()
    return Place(PlaceKind.PIN, region, text, lon, lat, area)


def place_at_address(text: str, *, chosen: Region | None = None) -> Place:
    """The region of an address as somebody writes it.

    Args:
        chosen: the Stadtteil that the person picked; it decides only where the
            address leaves several open or is in no list.

    Raises:
        RuleViolation: the address lies elsewhere, in several Stadtteile, or nobody
            knows it and no Stadtteil is chosen.
    """
    text = " ".join(text.split())[:LONGEST_PLACE]
    houses = find_address(text)
    if houses:
        return _at_house(text, houses, chosen)
    if _is_foreign(postcode_in(text)):
        raise PlaceElsewhere(district_named(text))
    finding = find_region(text)
    regions = [candidate.region for candidate in finding.candidates]
    region = finding.region or _chosen_among(regions, chosen)
    if region is None:
        if not regions and (neighbour := district_named(text)):
            raise PlaceElsewhere(neighbour)
        raise _open_between(regions) if regions else _unknown_address()
    return Place(PlaceKind.ADDRESS, region, text)


def _at_house(text: str, houses: list[Address], chosen: Region | None) -> Place:
    regions = list(dict.fromkeys(house.region for house in houses))
    region = regions[0] if len(regions) == 1 else _chosen_among(regions, chosen)
    if region is None:
        raise _open_between(regions)
    here = [house for house in houses if house.region == region]
    areas = {house.planning_area for house in here}
    lon, lat = (here[0].point if len(here) == 1 else None) or (None, None)
    return Place(
        PlaceKind.ADDRESS,
        region,
        str(here[0]) if len(here) == 1 else text,
        lon,
        lat,
        planning_area=areas.pop() if len(areas) == 1 else None,
    )


def _chosen_among(regions: list[Region], chosen: Region | None) -> Region | None:
    return chosen if not regions or chosen in regions else None


def _is_foreign(postcode: str) -> bool:
    """Whether addresses with this postcode lie in another district only."""
    if not postcode:
        return False
    known = PlaceName.objects.filter(kind=NameKind.POSTCODE)
    return known.exists() and not known.filter(name=postcode).exists()


def _words_elsewhere(neighbour: Elsewhere | None) -> str:
    if neighbour is None:
        message = _(
            "Dieser Ort liegt nicht im Bezirk %(district)s. Hier können Sie nur Ideen "
            "für %(district)s einbringen. Für andere Orte ist das dortige Bezirksamt "
            "oder die Gemeinde da; das Behördentelefon 115 hilft weiter."
        )
        return message % {"district": settings.DISTRICT_NAME}
    message = _(
        "Dieser Ort liegt nicht im Bezirk %(district)s, sondern wahrscheinlich in "
        "%(neighbour)s. Für Ideen dort ist das Bezirksamt %(neighbour)s da, Telefon "
        "%(telephone)s."
    )
    return message % {
        "district": settings.DISTRICT_NAME,
        "neighbour": neighbour.name,
        "telephone": neighbour.telephone,
    }


def _open_between(regions: Iterable[Region]) -> RuleViolation:
    message = _(
        "Dort treffen mehrere Stadtteile zusammen: %(regions)s. Ergänzen Sie "
        "Hausnummer und Postleitzahl, oder wählen Sie unten den Stadtteil."
    )
    names = ", ".join(region.name for region in regions)
    return RuleViolation(message % {"regions": names}, code="address_ambiguous")


def _unknown_address() -> RuleViolation:
    message = _(
        "Diese Adresse steht in keinem Verzeichnis des Bezirks %(district)s. Prüfen "
        "Sie die Schreibweise. Wenn sie stimmt, wählen Sie unten den Stadtteil."
    )
    return RuleViolation(
        message % {"district": settings.DISTRICT_NAME}, code="address_unknown"
    )
