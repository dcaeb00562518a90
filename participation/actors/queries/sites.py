"""Where an actor sits: from its address, from a pin, or from where it works."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from commons.errors import RuleViolation
from neighbourhood.regions.models import Address, PlanningArea, Region
from neighbourhood.regions.queries import (
    OutsideDistrict,
    find_address,
    find_region,
    locate,
)

LONGEST_ADDRESS = 160


@dataclass(frozen=True)
class Site:
    """`region` is whose desk and whose pages the actor belongs to."""

    region: Region
    text: str = ""
    lon: float | None = None
    lat: float | None = None
    planning_area: PlanningArea | None = None


def site_of(
    text: str, *, works_in: Sequence[Region], pin: tuple[float, float] | None = None
) -> Site:
    """The place of an address; whoever sits in another district may work here, too.

    Args:
        works_in: where the actor works, by number; the first one counts where the
            address says nothing.
        pin: longitude and latitude, if somebody set one; it decides.

    Raises:
        RuleViolation: the pin lies outside the district (`outside_district`).
    """
    text = " ".join(text.split())[:LONGEST_ADDRESS]
    if pin is not None:
        return _at_pin(text, *pin)
    houses = find_address(text) if text else []
    if len(houses) == 1:
        return _at_house(houses[0])
    found = {house.region for house in houses} or _regions_named(text)
    region = next((each for each in works_in if each in found), works_in[0])
    return Site(region, text)


def _at_pin(text: str, lon: float, lat: float) -> Site:
    answer = locate(lon, lat)
    if isinstance(answer, OutsideDistrict):
        raise RuleViolation(
            _("Dieser Punkt liegt nicht im Bezirk. Lassen Sie ihn bitte weg."),
            code="outside_district",
        )
    region = Region.objects.get(pk=answer.region_id)
    areas = PlanningArea.objects.filter(pk=answer.planning_area_id or 0)
    return Site(region, text, lon, lat, areas.first())


def _at_house(house: Address) -> Site:
    lon, lat = house.point or (None, None)
    return Site(house.region, str(house), lon, lat, house.planning_area)


def _regions_named(text: str) -> set[Region]:
    """A house that no list knows, in a street or with a postcode that is known."""
    return {each.region for each in find_region(text).candidates} if text else set()
