"""What kind of place an idea is about: said by a moderator, or read from a map."""

from dataclasses import dataclass

import shapely
from shapely import STRtree
from shapely.geometry import Point, shape
from shapely.geometry.base import BaseGeometry

from neighbourhood.departments.queries.held import HeldInMemory
from participation.ideas.models import Idea
from participation.referrals.enums import SiteKind
from participation.referrals.models import Site, SiteAnswer

GENERATION = "sites"
# Maps are exact to some metres; a pin beside a park still means the park.
AREA_TOLERANCE = 5
# From the middle of a carriageway to the front of the houses.
STREET_REACH = 20
# Where a pin lies as near to two streets, the larger one decides.
ORDER = {kind: place for place, kind in enumerate(SiteKind)}


@dataclass(frozen=True)
class KnownSite:
    """`is_said`: by a moderator, else read from the map, where it is called `name`."""

    kind: SiteKind
    is_said: bool
    name: str = ""


@dataclass(frozen=True)
class _Map:
    """All areas and streets in a search tree, in metres."""

    tree: STRtree
    shapes: list[BaseGeometry]
    sites: list[tuple[SiteKind, str]]

    def at(self, east: float, north: float) -> KnownSite | None:
        point = Point(east, north)
        found = self.tree.query(point, predicate="dwithin", distance=STREET_REACH)
        ranked = sorted(
            (self._rank(int(at), point), int(at))
            for at in found
            if self._counts(at, point)
        )
        if not ranked:
            return None
        kind, name = self.sites[ranked[0][1]]
        return KnownSite(kind, is_said=False, name=name)

    def _counts(self, at: int, point: Point) -> bool:
        area = self.shapes[at]
        return area.geom_type not in AREAS or area.distance(point) <= AREA_TOLERANCE

    def _rank(self, at: int, point: Point) -> tuple[bool, float, float]:
        """Areas before streets, the nearest, the smaller area, the larger street."""
        found = self.shapes[at]
        is_street = found.geom_type not in AREAS
        size = ORDER[self.sites[at][0]] if is_street else found.area
        return is_street, round(found.distance(point), 1), size


AREAS = frozenset({"Polygon", "MultiPolygon"})


def _load() -> _Map | None:
    rows = list(Site.objects.order_by("pk"))
    if not rows:
        return None
    shapes = [shape(row.outline) for row in rows]
    shapely.prepare(shapes)
    sites = [(SiteKind(row.kind), row.name) for row in rows]
    return _Map(STRtree(shapes), shapes, sites)


_map = HeldInMemory(_load, GENERATION)


def on_map(idea: Idea) -> KnownSite | None:
    """What the imported layers say about the idea's point."""
    if idea.east_m is None or idea.north_m is None:
        return None
    known = _map.get()
    return known.at(idea.east_m, idea.north_m) if known else None


def site_of(idea: Idea) -> KnownSite | None:
    """The moderator's word counts before the map."""
    said = SiteAnswer.objects.filter(idea_id=idea.pk).first()
    if said is not None:
        return KnownSite(SiteKind(said.kind), is_said=True)
    return on_map(idea)
