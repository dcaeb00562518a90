"""Which Stadtteil a text names, by streets, Kieze and Ortsteile of our own lists.

Only names that leave no doubt count: what lies in several regions, sounds like an
everyday word ("Hauptstraße", "ein Buch") or like the whole district is left alone.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce

from django.utils.translation import gettext as _

from commons.search.enums import SynonymKind
from commons.search.models import SynonymGroup
from commons.search.services.indexing import GENERATION
from commons.text import normalise, slugify_german
from neighbourhood.departments.queries.held import HeldInMemory
from neighbourhood.regions.enums import PlaceKind
from neighbourhood.regions.models import PlaceName, Region
from neighbourhood.regions.queries import district_named
from participation.moderation import desk
from participation.moderation.enums import HintCode, Strength
from participation.moderation.screening.registry import Finding, Screened, Spot

LONGEST_NAME = 4  # words
_WORD = re.compile(r"[^\W_]+")
_STREET = re.compile(
    r"(?:strasse|allee|damm|platz|weg|ufer|promenade|ring|steig|chaussee|gasse|zeile|"
    r"pfad|bruecke|anger|steg)$"
)
# Streets that every village has: "an der Hauptstraße" is no name.
_EVERYDAY = frozenset(
    {"hauptstrasse", "bahnhofstrasse", "dorfstrasse", "lindenallee", "mittelstrasse"}
    | {"parkstrasse", "gartenstrasse", "waldstrasse", "schulstrasse", "kirchstrasse"}
)
# An Ortsteil that is a word of its own is one behind these only.
_AMBIGUOUS = frozenset({"buch", "mitte"})
_BEFORE_PLACES = frozenset(
    {"in", "nach", "aus", "berlin", "ortsteil", "stadtteil", "bahnhof", "alt"}
)
_MITTE = re.compile(r"(?<!berlin )(?<!bezirk )\bmitte\b")


@dataclass(frozen=True)
class Place:
    """A name with all regions it reaches into; `is_area` is more than a street."""

    rule: str
    regions: frozenset[int]
    is_area: bool


@dataclass(frozen=True)
class Named:
    place: Place
    start: int
    end: int


def named_in(text: str) -> list[Named]:
    """The names of places in a text, longest first at each word."""
    return list(_named(text, _book.get()))


def region(screened: Screened) -> Iterator[Finding]:
    """A hint if every place that is named lies in one region, and not in this one."""
    chosen = screened.contribution.region_id
    if chosen is None or not desk.get(screened.kind).is_placed:
        return
    named = [each.place for each in named_in(screened.text)]
    if not named:
        yield from _other_district(screened.text)
        return
    if any(chosen in place.regions for place in named):
        return
    likely = reduce(frozenset.intersection, (place.regions for place in named))
    if len(likely) != 1:
        return
    is_sure = any(place.is_area for place in named) or len(set(named)) > 1
    yield Finding(
        HintCode.REGION,
        _("ein Ort im Text liegt in einem anderen Stadtteil"),
        "region",
        next(iter(likely)),
        rule=named[0].rule,
        strength=Strength.STRONG if is_sure else Strength.MEDIUM,
    )


def spots(text: str) -> Iterator[Spot]:
    for each in named_in(text):
        yield Spot(each.start, each.end, HintCode.REGION, each.place.rule)


def _other_district(text: str) -> Iterator[Finding]:
    words = _MITTE.sub(" ", normalise(text))
    elsewhere = district_named(words)
    if elsewhere is not None:
        reason = _("ein Ort im Text liegt vermutlich im Bezirk %(name)s")
        yield Finding(
            HintCode.REGION,
            reason % {"name": elsewhere.name},
            rule=f"bezirk-{slugify_german(elsewhere.name, 40)}",
            strength=Strength.WEAK,
        )


def _named(text: str, book: dict[str, Place]) -> Iterator[Named]:
    words = list(_WORD.finditer(text))
    spelt = [normalise(word[0]).replace(" ", "") for word in words]
    at = 0
    while at < len(words):
        length = _length_of_name(text, words, spelt, at, book)
        if length:
            place = book["".join(spelt[at : at + length])]
            yield Named(place, words[at].start(), words[at + length - 1].end())
        at += length or 1


def _length_of_name(
    text: str,
    words: list[re.Match[str]],
    spelt: list[str],
    at: int,
    book: dict[str, Place],
) -> int:
    """How many words from here on are a name; a sentence's end parts names."""
    if not text[words[at].start()].isupper():
        return 0
    for length in range(min(LONGEST_NAME, len(words) - at), 0, -1):
        name = "".join(spelt[at : at + length])
        if name not in book:
            continue
        last = at + length - 1
        gaps = text[words[at].end() : words[last].start()] if length > 1 else ""
        is_apart = any(mark in gaps for mark in ",;:!?\n")
        before = spelt[at - 1] if at else ""
        if not is_apart and (name not in _AMBIGUOUS or before in _BEFORE_PLACES):
            return length
    return 0


def _made() -> dict[str, Place]:
    """Every name by its letters; four queries, in memory for a minute at most."""
    book: dict[str, Place] = {}
    names = PlaceName.objects.exclude(kind=PlaceKind.POSTCODE).with_shares()
    for name in names.order_by("pk"):
        is_street = name.kind == PlaceKind.STREET
        if not is_street or _is_telling(name.norm):
            regions = (share.region_id for share in name.shares.all())
            _add(book, name.norm, f"ort-{name.pk}", regions, is_area=not is_street)
    groups = SynonymGroup.objects.filter(kind=SynonymKind.PLACE, is_active=True)
    for group in groups.order_by("pk"):
        for term in group.terms:
            spelt = normalise(term).replace(" ", "")
            is_area = _STREET.search(spelt) is None
            _add(book, spelt, f"wort-{group.pk}", group.region_ids, is_area=is_area)
    own = {each.pk: each.name for each in Region.objects.all()}
    for pk, full_name in own.items():
        for part in {full_name, *full_name.split("/")}:
            spelt = normalise(part).replace(" ", "")
            _add(book, spelt, f"stadtteil-{pk}", [pk], is_area=True)
    return {name: place for name, place in book.items() if place.regions != set(own)}


def _is_telling(spelt: str) -> bool:
    return bool(_STREET.search(spelt)) and spelt not in _EVERYDAY


def _add(
    book: dict[str, Place],
    spelt: str,
    rule: str,
    regions: Iterable[int],
    *,
    is_area: bool,
) -> None:
    """A name that several things bear reaches as far as all of them."""
    known = book.get(spelt)
    reach = frozenset(regions) | (known.regions if known else frozenset())
    if spelt and reach:
        is_wide = is_area or (known is not None and known.is_area)
        book[spelt] = Place(known.rule if known else rule, reach, is_wide)


_book = HeldInMemory(_made, GENERATION)
