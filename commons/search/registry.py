"""What search reads of a thing; the app that owns the kind registers it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Document:
    """`audience` is "public" until an app brings in things for fewer people."""

    title: str
    text: str
    region_id: int | None = None
    audience: str = "public"


@dataclass(frozen=True)
class Source:
    """`everything()` gives the rows to index anew, in any order."""

    document_of: Callable[[Any], Document]
    everything: Callable[[], Iterable[Any]]


_sources: dict[str, Source] = {}


def register(
    kind: str,
    *,
    document_of: Callable[[Any], Document],
    everything: Callable[[], Iterable[Any]],
) -> None:
    _sources[kind] = Source(document_of, everything)


def get(kind: str) -> Source:
    return _sources[kind]


def all_kinds() -> list[str]:
    return sorted(_sources)
