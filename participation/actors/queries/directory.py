"""The directory: who is in it, page by page by name, and on the map.

2,000 actors are few: filters are conditions on one table and two of links, and the
number of all that fit is counted.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Q

from commons.accounts.visitors import ANONYMOUS
from commons.keyset import Key, turned
from commons.search import queries as search
from neighbourhood.regions.queries.map_view import (
    EVERYWHERE,
    MOST_PLACES,
    Box,
    Shown,
    pins_or_cells,
)
from participation.actors.models import Actor, ActorQuerySet
from participation.actors.queries.wishes import ACCESS, KINDS, Wish

PAGE_SIZE = 24
ROWS_IN_TABLE = 60
MOST_ROWS = 10_000
BATCH = 500
BY_NAME = Key("sort_key")


@dataclass(frozen=True)
class Page:
    """One page of the directory; `number` is how many fit in all."""

    actors: list[Actor] = field(default_factory=list)
    number: int = 0
    next_cursor: str = ""
    previous_cursor: str = ""


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
    page = turned(
        with_words(rows), BY_NAME, cursor=wish.cursor, before=wish.before, size=size
    )
    return Page(page.rows, rows.count(), page.next_cursor, page.previous_cursor)


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
    found = rows.values_list("lon", "lat", "name", "pk", "slug")[:MOST_PLACES]
    return pins_or_cells(list(found), zoom, _url_of)


def _url_of(pk: int, slug: str) -> str:
    return Actor(pk=pk, slug=slug).get_absolute_url()


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
