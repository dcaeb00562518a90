"""Who is responsible for a place that is not in the district.

Berlin's districts are known by their Ortsteile and by the rounded middles of their
parts: enough to name a neighbour with "wahrscheinlich" (94 of 100 points around
Pankow), not to draw a border.
"""

import json
import math
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from commons.text import normalise

FACTS = Path(__file__).resolve().parent.parent / "facts" / "berlin.json"
METRES_PER_DEGREE = 111_320
# A point belongs to Berlin up to so many radii from the middle of one of its parts.
REACH = 1.6


@dataclass(frozen=True)
class Elsewhere:
    """A neighbour of the district; `site` and `telephone` are the way to go on."""

    name: str
    site: str
    telephone: str


@dataclass(frozen=True)
class _Part:
    """A region of another district as a circle of its size, in degrees and metres."""

    lon: float
    lat: float
    radius: float

    def metres_from(self, lon: float, lat: float) -> float:
        east = (lon - self.lon) * METRES_PER_DEGREE * math.cos(math.radians(lat))
        north = (lat - self.lat) * METRES_PER_DEGREE
        return math.hypot(east, north)


@dataclass(frozen=True)
class _District:
    neighbour: Elsewhere
    names: re.Pattern[str]
    parts: tuple[_Part, ...]


def district_at(lon: float, lat: float) -> Elsewhere | None:
    """The district of Berlin that a point outside ours most likely lies in."""
    reached = [
        (distance**2 - part.radius**2, district.neighbour)
        for district in _districts()
        for part in district.parts
        if (distance := part.metres_from(lon, lat)) < REACH * part.radius
    ]
    return min(reached, key=lambda found: found[0])[1] if reached else None


def district_named(text: str) -> Elsewhere | None:
    """The district that an address names by itself or by one of its Ortsteile."""
    words = normalise(text)
    named = [district for district in _districts() if district.names.search(words)]
    return named[0].neighbour if len(named) == 1 else None


@lru_cache(maxsize=1)
def _districts() -> tuple[_District, ...]:
    """All but our own; in another city than Berlin there are none."""
    facts = json.loads(FACTS.read_text(encoding="utf-8"))
    rows = facts["districts"]
    if settings.DISTRICT_KEY not in {row["key"] for row in rows}:
        return ()
    return tuple(
        _District(
            Elsewhere(row["name"], row["site"], facts["telephone"]),
            _pattern([row["name"], *row["ortsteile"]]),
            tuple(_Part(*around) for around in row["around"]),
        )
        for row in rows
        if row["key"] != settings.DISTRICT_KEY
    )


def _pattern(names: list[str]) -> re.Pattern[str]:
    known = sorted({normalise(name) for name in names}, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, known))})\b")
