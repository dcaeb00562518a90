"""What a Rundbrief says: one answer for the page, the mail and the notice."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from neighbourhood.newsletters import sources
from neighbourhood.newsletters.models import Item, Newsletter
from neighbourhood.newsletters.models.items import OWN
from neighbourhood.newsletters.sources import Piece

OWN_LABEL = _("Kurz gemeldet")


@dataclass(frozen=True)
class Entry:
    """One piece as it is read; its `text` is plain, or if `is_worded` our Markdown.

    What residents wrote stays plain: signs that they escaped would make links of it.
    `url` is a path of this site or a whole address; empty for news without a link.
    """

    title: str
    url: str
    text: str
    day: date | None
    is_own: bool
    is_worded: bool
    kind: str = ""
    target_id: int | None = None


@dataclass(frozen=True)
class Section:
    key: str
    label: str | Promise
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Content:
    """`gone` are pieces that were taken in and are not public any more."""

    sections: tuple[Section, ...]
    gone: tuple[Item, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.sections


def content_of(newsletter: Newsletter) -> Content:
    """What is public of it now, section by section; one query a source and one more."""
    items = list(newsletter.items.included().order_by("position", "pk"))
    pieces = pieces_of(newsletter, items)
    gone = tuple(item for item in items if not item.is_own and item.pk not in pieces)
    sections = (
        Section(key, label, tuple(_entries(items, key, pieces)))
        for key, label in section_labels()
    )
    return Content(tuple(part for part in sections if part.entries), gone)


def section_labels() -> list[tuple[str, str | Promise]]:
    """All sections in their order; news of one's own come last."""
    named = [(source.key, source.label) for source in sources.all_sources()]
    return [*named, (OWN, OWN_LABEL)]


def pieces_of(newsletter: Newsletter, items: Iterable[Item]) -> dict[int, Piece]:
    """What the sources say of items now, by the item's id; without those gone."""
    by_section: dict[str, list[Item]] = {}
    for item in items:
        if not item.is_own:
            by_section.setdefault(item.section, []).append(item)
    days = (newsletter.period_from, newsletter.period_to)
    found: dict[int, Piece] = {}
    for key, rows in by_section.items():
        source = sources.find(key)
        if source is None:
            continue
        ids = [row.target_id for row in rows if row.target_id is not None]
        known = sources.pieces(source, newsletter.region, days, ids)
        for row in rows:
            piece = known.get((row.kind, row.target_id or 0))
            if piece is not None:
                found[row.pk] = piece
    return found


def _entries(
    items: Iterable[Item], key: str, pieces: Mapping[int, Piece]
) -> Iterable[Entry]:
    for item in items:
        if item.section != key:
            continue
        piece = pieces.get(item.pk)
        if item.is_own:
            yield _of_own(item)
        elif piece is not None:
            yield Entry(
                piece.title,
                piece.url,
                item.text or piece.summary,
                piece.day,
                is_own=False,
                is_worded=bool(item.text),
                kind=piece.kind,
                target_id=piece.target_id,
            )


def _of_own(item: Item) -> Entry:
    return Entry(
        item.title, item.link, item.text, item.day, is_own=True, is_worded=True
    )
