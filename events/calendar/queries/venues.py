"""Where an event is: an address, a pin, a Stadtteil, or the whole district."""

from dataclasses import dataclass

from neighbourhood.regions.models import PlanningArea, Region
from neighbourhood.regions.queries import find_address
from participation.actors.queries.sites import LONGEST_ADDRESS, Site, site_of


@dataclass(frozen=True)
class Venue:
    """`region` is empty for what is in the whole district, or nowhere in it."""

    region: Region | None
    text: str = ""
    lon: float | None = None
    lat: float | None = None
    planning_area: PlanningArea | None = None


def venue_of(
    text: str, *, region: Region | None, pin: tuple[float, float] | None = None
) -> Venue:
    """The place that somebody typed; what lies nowhere certain has no point.

    Args:
        region: the Stadtteil that was chosen, if any; a house that is known decides.
        pin: longitude and latitude, if somebody set one; it decides.

    Raises:
        RuleViolation: the pin lies outside the district (`outside_district`).
    """
    text = " ".join(text.split())[:LONGEST_ADDRESS]
    if region is not None:
        return _at(site_of(text, works_in=[region], pin=pin))
    houses = find_address(text) if text and pin is None else []
    if pin is not None:
        anywhere = list(Region.objects.order_by("number")[:1])
        return _at(site_of(text, works_in=anywhere, pin=pin))
    if len(houses) == 1:
        return _at(site_of(text, works_in=[houses[0].region]))
    return Venue(None, text)


def _at(site: Site) -> Venue:
    return Venue(site.region, site.text, site.lon, site.lat, site.planning_area)
