"""What search reads of a thing, and what it asks of the apps above it.

An app registers the kinds it wants found. The app of the regions tells their names,
and whoever gives out numbers tells where one leads: search itself knows neither.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from commons import kinds
from commons.accounts.visitors import Visitor

PUBLIC = "public"


@dataclass(frozen=True)
class Document:
    """The words of one thing.

    `audience` is "public" or one that an app registered; `dated_at` is when the thing
    became public, or None for what does not age: a page, a Stadtteil.
    """

    title: str
    text: str
    region_id: int | None = None
    audience: str = PUBLIC
    dated_at: datetime | None = None


@dataclass(frozen=True)
class Source:
    """`document_of` gives None for what nobody may find (any more).

    `everything()` gives the rows to index anew, in any order. `label` names many of
    them ("Ideen"), `slug` stands in addresses. `standing` is added to the rank, which
    lies between 0 and 4. `prepare` adds to rows what their documents need, so that a
    page of results asks once for all.
    """

    kind: str
    document_of: Callable[[Any], Document | None]
    everything: Callable[[], Iterable[Any]]
    label: Any
    slug: str
    standing: float
    url: Callable[[Any], str]
    prepare: Callable[[QuerySet], QuerySet]


@dataclass(frozen=True)
class Area:
    """A region as search speaks of it."""

    pk: int
    slug: str
    name: str
    url: str


_sources: dict[str, Source] = {}
_audiences: dict[str, Callable[[Visitor], bool]] = {}
_shortcuts: list[Callable[[str, Visitor], str]] = []
_areas: list[Callable[[], Sequence[Area]]] = []


def register(  # noqa: PLR0913 -- each says one thing of a kind
    kind: str,
    *,
    document_of: Callable[[Any], Document | None],
    everything: Callable[[], Iterable[Any]],
    label: Any = None,
    slug: str = "",
    standing: float = 0.0,
    url: Callable[[Any], str] | None = None,
    prepare: Callable[[QuerySet], QuerySet] | None = None,
) -> None:
    """Let things of a kind be found.

    Args:
        label: for many of them; without it the kind's own.
        slug: in addresses (`?art=ideen`); without it the kind's key.
        standing: how much more than its words a thing counts; 1 is a whole title.
        url: where the thing is read, if not where its kind leads.
        prepare: adds to a queryset what documents need, as related rows.
    """
    _sources[kind] = Source(
        kind=kind,
        document_of=document_of,
        everything=everything,
        label=label,
        slug=slug or kind,
        standing=standing,
        url=url or (lambda instance: kinds.get(kind).url(instance)),
        prepare=prepare or (lambda rows: rows),
    )


def get(kind: str) -> Source:
    return _sources[kind]


def all_kinds() -> list[str]:
    return sorted(_sources)


def all_sources() -> list[Source]:
    """What stands higher comes first."""
    return sorted(_sources.values(), key=lambda source: (-source.standing, source.kind))


def label_of(kind: str) -> str:
    return str(_sources[kind].label or kinds.get(kind).label)


def register_audience(key: str, may_see: Callable[[Visitor], bool]) -> None:
    """Let documents be found only by visitors for whom the rule holds."""
    _audiences[key] = may_see


def audiences_of(visitor: Visitor | None) -> list[str]:
    if visitor is None or not visitor.is_signed_in:
        return [PUBLIC]
    held = [key for key, may_see in sorted(_audiences.items()) if may_see(visitor)]
    return [PUBLIC, *held]


def register_areas(areas: Callable[[], Sequence[Area]]) -> None:
    """Tell the names of the regions; `synonyms.areas` holds what is told."""
    _areas[:] = [areas]


def areas() -> Sequence[Area]:
    return _areas[0]() if _areas else ()


def register_shortcut(leads_to: Callable[[str, Visitor], str]) -> None:
    """`leads_to(text, visitor)` gives the address that a number in a search means."""
    if leads_to not in _shortcuts:
        _shortcuts.append(leads_to)


def shortcut(text: str, visitor: Visitor) -> str:
    """Where the text leads at once; empty if it is no number of anything visible."""
    return next((url for each in _shortcuts if (url := each(text, visitor))), "")
