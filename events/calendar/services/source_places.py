"""In which Stadtteil something is, by the place that a calendar writes."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.crypto import salted_hmac

from events.calendar.models import CalendarSource, SourcePlace
from events.calendar.models.source import LONGEST_PLACE
from events.calendar.source_states import Placing
from neighbourhood.regions.models import PlanningArea, Region
from neighbourhood.regions.queries import (
    OutsideDistrict,
    find_address,
    find_region,
    locate,
)
from neighbourhood.regions.queries.names import postcode_in

SALT = "calendar.source-place"
MOST_PLACES = 60
MOST_PARTS = 6
_BETWEEN = re.compile(r"\s*(?:[,;|·•()]|\s[-–—]\s)\s*")


@dataclass(frozen=True)
class Site:
    """Where an event is, as its columns say it."""

    region: Region | None = None
    lon: float | None = None
    lat: float | None = None
    planning_area: PlanningArea | None = None


def keep(source: CalendarSource, texts: Iterable[str]) -> dict[str, SourcePlace]:
    """Rows for the places of a reading, by the words there; new ones are looked for.

    Places that are written no longer stay, for what was chosen may come again. One that
    was blackened is found by its digest, and not looked for by its words.
    """
    known = {place.digest: place for place in source.places.select_related(*_SITE)}
    wanted = list(dict.fromkeys(cut(text) for text in texts if text))[:MOST_PLACES]
    named: dict[str, SourcePlace] = {}
    for text in wanted:
        place = known.get(digest_of(text))
        if place is None:
            place = _found(
                SourcePlace(source=source, text=text, digest=digest_of(text))
            )
        elif not (place.is_chosen or place.region_id or place.is_blackened):
            _found(place)
        named[text] = place
    current = [place.pk for place in named.values()]
    source.places.filter(pk__in=current).update(is_current=True)
    source.places.exclude(pk__in=current).update(is_current=False)
    return named


def digest_of(text: str) -> str:
    """With the key of the house, so that nobody guesses the words behind it."""
    return salted_hmac(SALT, text, algorithm="sha256").hexdigest()


_SITE = ("region", "planning_area")


def cut(text: str) -> str:
    return text[:LONGEST_PLACE].strip()


def site_of(
    source: CalendarSource,
    place: SourcePlace | None,
    point: tuple[float, float] | None,
) -> Site:
    """What was chosen goes before the pin of the calendar, and that before a guess.

    A place without its words has no point on the map, either.
    """
    site = _site_of(source, place, point)
    is_black = place is not None and place.is_blackened
    return Site(site.region) if is_black else site


def _site_of(
    source: CalendarSource,
    place: SourcePlace | None,
    point: tuple[float, float] | None,
) -> Site:
    by_pin = _at(point) if point else None
    if place is not None and place.is_chosen:
        region = place.region
    elif source.placing == Placing.CHOSEN:
        region = source.region
    elif by_pin is not None:
        return by_pin
    elif place is not None and place.region is not None:
        return Site(place.region, place.lon, place.lat, place.planning_area)
    else:
        region = source.region
    if by_pin is not None and by_pin.region == region:
        return by_pin
    return Site(region)


def _found(place: SourcePlace) -> SourcePlace:
    """By the address that stands in it, else by a name that decides."""
    for words in _readings_of(place.text):
        houses = find_address(words)
        if len(houses) == 1:
            house = houses[0]
            place.region, place.planning_area = house.region, house.planning_area
            place.lon, place.lat = house.point or (None, None)
            break
        if region := find_region(words).region:
            place.region = region
            break
    place.save()
    return place


def _readings_of(text: str) -> Iterator[str]:
    """As a whole, then part by part: "Haus am Park, Florastr. 12, 13187 Berlin"."""
    yield text
    postcode = postcode_in(text)
    parts = [part for part in _BETWEEN.split(text) if part][:MOST_PARTS]
    if len(parts) == 1:
        return
    for part in parts:
        is_address = any(sign.isdigit() for sign in part)
        if is_address and postcode and postcode not in part:
            yield f"{part}, {postcode} Berlin"
        yield part


def _at(point: tuple[float, float]) -> Site | None:
    """None for what lies elsewhere."""
    answer = locate(*point)
    if isinstance(answer, OutsideDistrict):
        return None
    region = Region.objects.get(pk=answer.region_id)
    area = PlanningArea.objects.filter(pk=answer.planning_area_id or 0).first()
    return Site(region, *point, area)
