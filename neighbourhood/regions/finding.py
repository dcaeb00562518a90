"""Stadtteile in the search: their pages, their names, and where names of places lie."""

from collections import defaultdict
from collections.abc import Iterable
from functools import partial

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from commons import facts
from commons.search import registry as search, services as index
from commons.search.services import synonyms
from neighbourhood.regions.enums import PlaceKind
from neighbourhood.regions.models import PlaceName, PlaceShare, Region

# A region with fewer of a name's addresses is not what is meant by it.
LEAST_SHARE = 0.1
# Streets whose names are squares, and therefore names of where one lives.
SQUARES = ("platz", "anger", "markt")
# Planning areas are often called after a street, which goes on in other regions.
STREETS = ("strasse", "chaussee", "allee", "weg")


def register() -> None:
    search.register_areas(_areas)
    search.register(
        "region",
        document_of=_document,
        everything=_regions,
        label=_("Stadtteile"),
        slug="stadtteile",
        standing=0.6,
        prepare=_with_names,
    )
    facts.register(
        "found_regions", partial(index.index_missing, "region"), after=("places",)
    )
    facts.register("search_places", name_search_places, after=("places",))


def name_search_places() -> int:
    """Let names of Kieze, Ortsteile and squares lead to their regions.

    One group for each set of regions, so that staff have a list they can read.
    """
    keys = {region.pk: region.key_2021 for region in Region.objects.all()}
    groups: dict[tuple[int, ...], set[str]] = defaultdict(set)
    for name, pks in _names_and_regions():
        groups[pks].add(name)
    by_key = {
        "-".join(["orte", *(keys[pk] for pk in pks)]): (sorted(names), pks)
        for pks, names in groups.items()
    }
    return synonyms.name_places(by_key)


def _names_and_regions() -> Iterable[tuple[str, tuple[int, ...]]]:
    squares = Q()
    for ending in SQUARES:
        squares |= Q(norm__endswith=ending)
    asked = Q(kind__in=(PlaceKind.KIEZ, PlaceKind.ORTSTEIL)) | (
        Q(kind=PlaceKind.STREET) & squares
    )
    places = list(PlaceName.objects.filter(asked).with_shares())
    named: dict[str, set[int]] = defaultdict(set)
    for place in places:
        named[place.norm] |= _regions_of(place)
    for place in places:
        if named[place.norm] and not place.norm.endswith(STREETS):
            yield place.name, tuple(sorted(named[place.norm]))


def _regions_of(place: PlaceName) -> set[int]:
    """Where it mostly lies; where nobody counted, everywhere it is said to lie."""
    shares = list(place.shares.all())
    total = sum(share.addresses for share in shares)
    return {
        share.region_id for share in shares if share.addresses >= LEAST_SHARE * total
    }


def _regions() -> QuerySet[Region]:
    return _with_names(Region.objects.order_by("number"))


def _with_names(regions: QuerySet[Region]) -> QuerySet[Region]:
    """Each with the shares of what is called after something in it."""
    shares = PlaceShare.objects.exclude(
        place__kind__in=(PlaceKind.STREET, PlaceKind.POSTCODE)
    )
    named = Prefetch(
        "place_shares", queryset=shares.select_related("place"), to_attr="names"
    )
    return regions.prefetch_related(named)


def _document(region: Region) -> search.Document:
    if not hasattr(region, "names"):
        region = _with_names(Region.objects.filter(pk=region.pk)).get()
    shares: list[PlaceShare] = getattr(region, "names")  # noqa: B009 -- a prefetch
    names = sorted({share.place.name for share in shares} - {region.name})
    return search.Document(region.name, ", ".join(names), region_id=region.pk)


def _areas() -> list[search.Area]:
    return [
        search.Area(region.pk, region.slug, region.name, region.get_absolute_url())
        for region in Region.objects.order_by("number").only("slug", "name")
    ]
