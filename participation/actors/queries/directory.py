"""The directory: who is in it, page by page by name, and on the map.

2,000 actors are few: filters are conditions on one table and two of links, and the
number of all that fit is counted.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Q
from django.db.models.fields.tuple_lookups import (
    Tuple,
    TupleGreaterThan,
    TupleLessThan,
)

from commons.accounts.visitors import ANONYMOUS
from commons.lenient import Choice
from commons.search import queries as search
from neighbourhood.departments.models import Topic
from neighbourhood.regions.models import Region
from neighbourhood.regions.queries.map_view import (
    EVERYWHERE,
    POINTS_FROM,
    Box,
    Shown,
    Spot,
    in_cells,
)
from participation.actors.models import Actor, ActorQuerySet
from participation.actors.queries.wishes import ACCESS, KINDS, Wish

PAGE_SIZE = 24
ROWS_IN_TABLE = 60
MOST_ROWS = 10_000
# So few are pins from the beginning; a cell would only hide them.
FEW = 60
MOST_PINS = 500
BATCH = 500


@dataclass(frozen=True)
class Page:
    """One page of the directory; `number` is how many fit in all."""

    actors: list[Actor] = field(default_factory=list)
    number: int = 0
    next_cursor: str = ""
    previous_cursor: str = ""


def region_choices() -> list[Choice]:
    rows = Region.objects.order_by("number")
    return [Choice(row.pk, row.slug, row.name) for row in rows]


def topic_choices() -> list[Choice]:
    rows = Topic.objects.order_by("position", "name", "pk")
    return [
        Choice(row.pk, row.key, row.name, row.parent_id, row.is_active) for row in rows
    ]


def narrowed(wish: Wish, rows: ActorQuerySet | None = None) -> ActorQuerySet:
    """What fits a wish among the listed, or among `rows`; a query more for words."""
    rows = Actor.objects.listed() if rows is None else rows
    rows = rows.filter(_within(wish), _about(wish))
    if wish.kinds:
        rows = rows.filter(kind__in=[KINDS[key] for key in wish.kinds])
    if wish.access:
        rows = rows.filter(access__contains=[ACCESS[key] for key in wish.access])
    if wish.languages:
        rows = rows.filter(languages__overlap=list(wish.languages))
    if wish.text:
        found = search.search(ANONYMOUS, wish.text, kinds=["actor"])
        rows = rows.filter(pk__in=[hit.target_id for hit in found.hits])
    return rows


def in_region(*region_ids: int) -> Q:
    """Sits or works there."""
    works = Actor.regions.through.objects.filter(region_id__in=region_ids)
    return Q(region_id__in=region_ids) | Q(pk__in=works.values("actor_id"))


def listed(wish: Wish, *, size: int = PAGE_SIZE) -> Page:
    """One page by name; four queries, one more for words.

    A cursor that does not parse starts from the beginning.
    """
    rows = narrowed(wish)
    is_back = bool(wish.before) and not wish.cursor
    cursor = _read(wish.before if is_back else wish.cursor)
    is_back = is_back and cursor is not None
    sign = "-" if is_back else ""
    part = with_words(_from(rows, cursor, is_back=is_back))
    found = list(part.order_by(f"{sign}sort_key", f"{sign}pk")[: size + 1])
    has_more, shown = len(found) > size, found[:size]
    if is_back:
        shown.reverse()
    has_next = has_more or is_back
    has_previous = has_more if is_back else cursor is not None
    return Page(
        shown,
        rows.count(),
        next_cursor=_cursor(shown[-1]) if shown and has_next else "",
        previous_cursor=_cursor(shown[0]) if shown and has_previous else "",
    )


def everything(wish: Wish) -> Iterator[Actor]:
    """All that fit, by name; for files."""
    rows = with_words(narrowed(wish)).order_by("sort_key", "pk")[:MOST_ROWS]
    yield from rows.iterator(chunk_size=BATCH)


def with_words(rows: ActorQuerySet) -> ActorQuerySet:
    """With what lists and papers say of each: two queries more."""
    return rows.select_related("region", "logo").prefetch_related("topics", "regions")


def on_map(wish: Wish, box: Box = EVERYWHERE) -> Page:
    """The first by name that have a place in a part of the map; four queries."""
    rows = _in(narrowed(wish), box)
    shown = rows.select_related("region").order_by("sort_key", "pk")[:PAGE_SIZE]
    return Page(list(shown), rows.count())


def spots(wish: Wish, box: Box, zoom: int) -> Shown:
    """Pins where there are few or one is near, else counted cells; one query."""
    rows = _in(narrowed(wish), box).order_by("sort_key", "pk")
    found = list(rows.values_list("lon", "lat", "name", "pk", "slug")[:MOST_ROWS])
    if zoom < POINTS_FROM and len(found) > FEW:
        return Shown(in_cells(((lon, lat) for lon, lat, *_rest in found), zoom))
    pins = [
        Spot(lon, lat, 1, name, Actor(pk=pk, slug=slug).get_absolute_url())
        for lon, lat, name, pk, slug in found[:MOST_PINS]
    ]
    return Shown(pins, has_more=len(found) > MOST_PINS)


def _in(rows: ActorQuerySet, box: Box) -> ActorQuerySet:
    return rows.filter(
        lon__range=(box.west, box.east), lat__range=(box.south, box.north)
    )


def _within(wish: Wish) -> Q:
    ids = [region.pk for region in wish.regions]
    return in_region(*ids) if ids else Q()


def _about(wish: Wish) -> Q:
    if not wish.topics:
        return Q()
    tied = Actor.topics.through.objects.filter(topic_id__in=wish.topic_ids)
    return Q(pk__in=tied.values("actor_id"))


def _from(
    rows: ActorQuerySet, cursor: tuple[str, int] | None, *, is_back: bool
) -> ActorQuerySet:
    if cursor is None:
        return rows
    compared = TupleLessThan if is_back else TupleGreaterThan
    return rows.filter(compared(Tuple(F("sort_key"), F("pk")), cursor))


def _cursor(actor: Actor) -> str:
    return f"{actor.sort_key}~{actor.pk}"


def _read(cursor: str) -> tuple[Any, int] | None:
    key, tilde, pk = cursor.rpartition("~")
    if not (tilde and pk.isascii() and pk.isdecimal()) or int(pk) >= 2**63:
        return None
    return key, int(pk)
