"""Where the pieces of a Rundbrief come from; higher apps register theirs.

A source says what it has of a Stadtteil in a span of days, and finds single pieces
again: title and words are read each time, so what is hidden or gone falls away.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from neighbourhood.regions.models import Region


@dataclass(frozen=True)
class Piece:
    """Something public, as a Rundbrief tells it: plain words, an address, its day.

    `kind` is a registered kind; `url` may be a path of this site.
    """

    kind: str
    target_id: int
    title: str
    url: str
    summary: str
    day: date


Collect = Callable[[Region, date, date], Sequence[Piece]]
Find = Callable[[Region, Sequence[int]], Sequence[Piece]]


@dataclass(frozen=True)
class Source:
    """One section of a Rundbrief.

    `collect(region, from, to)` gives what everybody may read of these days, both
    included; what is ahead (events, plans) looks beyond them. `find(region, ids)` gives
    those of the pieces that are still public, wherever they are in time; without it
    `collect` is asked. `usual` is how many of the newest a new Rundbrief takes in.
    """

    key: str
    label: str | Promise
    order: int
    collect: Collect
    find: Find | None = None
    usual: int = 5


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    _sources[source.key] = source


def all_sources() -> list[Source]:
    return sorted(_sources.values(), key=lambda known: (known.order, known.key))


def find(key: str) -> Source | None:
    """The source, or None for one that an old row names and nobody registers."""
    return _sources.get(key)


def pieces(
    source: Source,
    region: Region,
    days: tuple[date, date],
    ids: Iterable[int],
) -> dict[tuple[str, int], Piece]:
    """Those of `ids` that are public now, by kind and id."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    if source.find is not None:
        found = source.find(region, wanted)
    else:
        found = source.collect(region, *days)
    return {
        (piece.kind, piece.target_id): piece
        for piece in found
        if piece.target_id in wanted
    }
