"""Completing and finding addresses, without a geocoder."""

from dataclasses import dataclass

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import CharField, F, Q, QuerySet
from django.db.models.functions import Cast

from neighbourhood.regions.enums import PlaceKind
from neighbourhood.regions.models import Address, PlaceName
from neighbourhood.regions.queries.names import (
    WrittenAddress,
    compact,
    read_address,
    without_postcode,
)

SHORTEST_BEGINNING = 2
LEAST_LIKENESS = 0.4


@dataclass(frozen=True)
class Suggestion:
    """One line below an address field.

    `value` is what the field then holds; a street alone leaves room for a number.
    """

    value: str
    note: str
    address_id: int | None = None
    region_id: int | None = None

    @property
    def is_complete(self) -> bool:
        return self.address_id is not None


def suggest_addresses(text: str, *, limit: int = 8) -> list[Suggestion]:
    """What somebody may mean who has typed this much."""
    whole = compact(without_postcode(text))
    if len(whole) < SHORTEST_BEGINNING:
        return []
    streets = _streets(Q(norm__startswith=whole), limit)
    if len(streets) == 1 or any(street.norm == whole for street in streets):
        houses = _houses(WrittenAddress(whole), limit - len(streets))
    else:
        houses = []
    if not streets:
        houses = _houses(read_address(text), limit)
    if not streets and not houses:
        streets = _alike(read_address(text).street, limit)
    return [*map(_of_street, streets), *map(_of_house, houses)]


def _streets(condition: Q, limit: int) -> list[PlaceName]:
    streets = PlaceName.objects.filter(condition, kind=PlaceKind.STREET)
    return list(streets.with_shares().order_by("sort_key")[:limit])


def _alike(street: str, limit: int) -> list[PlaceName]:
    """Streets that are spelt alike, for typing errors."""
    streets = PlaceName.objects.with_shares().annotate(
        likeness=TrigramSimilarity("norm", street)
    )
    alike = streets.filter(
        kind=PlaceKind.STREET,
        norm__trigram_similar=street,
        likeness__gte=LEAST_LIKENESS,
    )
    return list(alike.order_by("-likeness", "sort_key")[:limit])


def _houses(written: WrittenAddress, limit: int) -> list[Address]:
    """Houses of a street, whose numbers begin as written."""
    houses = _on_street(written)
    if not houses.exists():
        houses = Address.objects.filter(street_norm__startswith=written.street)
        if written.number is None:
            return []
        houses = houses.filter(number=written.number)
    elif written.number is not None:
        houses = houses.annotate(digits=Cast("number", CharField())).filter(
            digits__startswith=str(written.number)
        )
    if written.suffix:
        houses = houses.filter(number=written.number, suffix=written.suffix)
    return list(_in_order(houses)[: max(limit, 0)])


def _on_street(written: WrittenAddress) -> QuerySet[Address]:
    houses = Address.objects.filter(street_norm=written.street)
    if written.postcode:
        houses = houses.filter(postcode=written.postcode)
    return houses


def _in_order(houses: QuerySet[Address]) -> QuerySet[Address]:
    return houses.select_related("region", "planning_area").order_by(
        "street_norm", F("number").asc(nulls_first=True), "suffix", "postcode"
    )


def _of_street(street: PlaceName) -> Suggestion:
    regions = [share.region for share in street.shares.all()]
    return Suggestion(
        value=f"{street.name} ",
        note=", ".join(region.name for region in regions),
        region_id=regions[0].pk if len(regions) == 1 else None,
    )


def _of_house(house: Address) -> Suggestion:
    return Suggestion(
        value=str(house),
        note=f"{house.region.name} · {house.planning_area.name}",
        address_id=house.pk,
        region_id=house.region_id,
    )


def find_address(text: str) -> list[Address]:
    """The houses this text names exactly: none, one, or one a postcode.

    A suffix that nobody knows falls back to the other houses of that number.
    """
    whole = WrittenAddress(
        compact(without_postcode(text)), postcode=read_address(text).postcode
    )
    if not whole.street:
        return []
    squares = list(_in_order(_on_street(whole).filter(number__isnull=True)))
    written = read_address(text)
    if squares or written.number is None:
        return squares
    houses = list(_in_order(_on_street(written).filter(number=written.number)))
    return [house for house in houses if house.suffix == written.suffix] or houses
