"""Find your Stadtteil: by street, postcode, Ortsteil or Kiez.

Most addresses of some Ortsteile lie outside the region that bears the name (58 % of
Rosenthal's). So a name is only taken as an answer if every address of everything
that bears it lies in one region; otherwise the page asks for the street.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Q
from django.db.models.functions import Length

from commons.text import normalise
from neighbourhood.regions.enums import PlaceKind
from neighbourhood.regions.models import Address, PlaceName, Region
from neighbourhood.regions.queries.addresses import find_address
from neighbourhood.regions.queries.names import (
    compact,
    postcode_in,
    read_address,
    stem_of_kiez,
    without_postcode,
)
from neighbourhood.regions.queries.shares import share_in_words

MOST_ALIKE = 8
SHORTEST_BEGINNING = 3


class Outcome(Enum):
    """What the page says: nothing yet, an answer, a question, or that it knows none."""

    EMPTY = "empty"
    DECIDED = "decided"
    ASK_STREET = "ask_street"
    ASK_NUMBER = "ask_number"
    ASK_POSTCODE = "ask_postcode"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Candidate:
    """A region in question, and how many of the place's addresses lie there."""

    region: Region
    addresses: int
    total: int

    @property
    def share(self) -> str:
        return share_in_words(self.addresses, self.total)


@dataclass(frozen=True)
class Finding:
    """`names` is what was understood, `alike` what may have been meant."""

    outcome: Outcome
    names: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    address: Address | None = None
    alike: tuple[str, ...] = ()

    @property
    def region(self) -> Region | None:
        if self.outcome is not Outcome.DECIDED:
            return None
        return self.candidates[0].region

    @property
    def is_postcode(self) -> bool:
        return bool(self.names) and postcode_in(self.names[0]) == self.names[0]


def find_region(text: str) -> Finding:
    """Which region is meant, or what has to be asked."""
    text = " ".join(text.split())
    if not text:
        return Finding(Outcome.EMPTY)
    steps = (_by_house, _by_name, _by_postcode, _by_kiez_stem)
    found = (step(text) for step in steps)
    return next((finding for finding in found if finding), _unknown(text))


def _by_house(text: str) -> Finding | None:
    houses = find_address(text)
    if not houses:
        return None
    names = tuple(dict.fromkeys(str(house) for house in houses))
    counted = Counter(house.region for house in houses)
    if len(counted) == 1:
        return Finding(Outcome.DECIDED, names, _candidates(counted), houses[0])
    return Finding(Outcome.ASK_POSTCODE, names, _candidates(counted))


def _by_name(text: str) -> Finding | None:
    """Everything that bears the name, and streets that were written with a number."""
    whole = compact(without_postcode(text))
    if not whole:
        return None
    written = read_address(text)
    places = _places(Q(norm=whole)) or _places(
        Q(norm=written.street, kind=PlaceKind.STREET)
    )
    has_number = written.number is not None
    wider = [] if has_number else _ortsteile_with_the_word(text)
    regions = [] if has_number else _regions_named(whole)
    if not places and not wider and not regions:
        return None
    known = {place.pk for place in places}
    return _weighed([*places, *(p for p in wider if p.pk not in known)], regions, whole)


def _weighed(
    places: Sequence[PlaceName], regions: Sequence[Region], whole: str
) -> Finding:
    counted = _counted(places)
    counted.update(dict.fromkeys(regions, 0))
    names = tuple(
        dict.fromkeys(
            [
                *map(_described, places),
                *(f"Stadtteil {region.name}" for region in regions),
            ]
        )
    )
    is_certain = bool(regions) or any(place.norm == whole for place in places)
    only_streets = all(place.kind == PlaceKind.STREET for place in places)
    if len(counted) == 1 and (is_certain or only_streets):
        return Finding(Outcome.DECIDED, names, _candidates(counted))
    ask = Outcome.ASK_NUMBER if only_streets and places else Outcome.ASK_STREET
    return Finding(ask, names, _candidates(counted))


def _described(place: PlaceName) -> str:
    if place.kind == PlaceKind.STREET:
        return place.name
    return f"{place.get_kind_display()} {place.name}"


def _by_postcode(text: str) -> Finding | None:
    """A postcode never decides: it may go on in the next district."""
    postcode = postcode_in(text)
    places = _places(Q(name=postcode, kind=PlaceKind.POSTCODE)) if postcode else []
    if not places:
        return None
    return Finding(Outcome.ASK_STREET, (postcode,), _candidates(_counted(places)))


def _by_kiez_stem(text: str) -> Finding | None:
    """ "Arnimviertel" is a guess at Arnimplatz: shown, never decided."""
    stem = stem_of_kiez(text)
    places = _places(Q(norm__startswith=stem, kind=PlaceKind.KIEZ)) if stem else []
    if not places:
        return None
    names = tuple(dict.fromkeys(place.name for place in places))
    return Finding(Outcome.ASK_STREET, names, _candidates(_counted(places)))


def _unknown(text: str) -> Finding:
    whole = compact(without_postcode(text))
    if len(whole) < SHORTEST_BEGINNING:
        return Finding(Outcome.UNKNOWN)
    names = PlaceName.objects.exclude(kind=PlaceKind.POSTCODE)
    begins = names.filter(norm__startswith=whole).order_by(Length("norm"), "sort_key")
    alike = list(begins.values_list("name", flat=True)[:MOST_ALIKE])
    if not alike:
        written = read_address(text).street or whole
        similar = names.filter(norm__trigram_similar=written)
        alike = list(
            similar.annotate(likeness=TrigramSimilarity("norm", written))
            .order_by("-likeness", "sort_key")
            .values_list("name", flat=True)[:MOST_ALIKE]
        )
    return Finding(Outcome.UNKNOWN, alike=tuple(dict.fromkeys(alike)))


def _places(condition: Q) -> list[PlaceName]:
    return list(
        PlaceName.objects.filter(condition).with_shares().order_by("kind", "sort_key")
    )


def _ortsteile_with_the_word(text: str) -> list[PlaceName]:
    """ "Buchholz" may also mean Französisch Buchholz."""
    asked = f" {normalise(without_postcode(text))} "
    ortsteile = _places(Q(kind=PlaceKind.ORTSTEIL))
    return [place for place in ortsteile if asked in f" {normalise(place.name)} "]


def _regions_named(whole: str) -> list[Region]:
    """Regions that bear the name as a whole or as one of several."""
    return [
        region
        for region in Region.objects.order_by("number")
        if whole in {compact(part) for part in [region.name, *region.name.split("/")]}
    ]


def _counted(places: Iterable[PlaceName]) -> Counter[Region]:
    counted: Counter[Region] = Counter()
    for place in places:
        for share in place.shares.all():
            counted[share.region] += share.addresses
    return counted


def _candidates(counted: Counter[Region]) -> tuple[Candidate, ...]:
    total = counted.total()
    in_order = sorted(counted.items(), key=lambda item: (-item[1], item[0].number))
    return tuple(Candidate(region, count, total) for region, count in in_order)
