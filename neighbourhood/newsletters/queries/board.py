"""A draft as its editors see it: what is in, what is not, and what fell away."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from commons import kinds
from commons.plainness import Finding, stumbles
from neighbourhood.newsletters.models import Item, Newsletter
from neighbourhood.newsletters.queries.content import pieces_of, section_labels
from neighbourhood.newsletters.sources import Piece


@dataclass(frozen=True)
class Row:
    """A piece as it would be read now; `summary` is what its source says."""

    item: Item
    title: str
    url: str
    summary: str
    day: date | None

    @property
    def text(self) -> str:
        return self.item.text or self.summary


@dataclass(frozen=True)
class Part:
    key: str
    label: str | Promise
    included: tuple[Row, ...]
    left_out: tuple[Row, ...]


@dataclass(frozen=True)
class Board:
    """`gone` names pieces that were taken in and nobody may read any more."""

    parts: tuple[Part, ...]
    gone: tuple[str, ...]

    @property
    def total(self) -> int:
        return sum(len(part.included) for part in self.parts)

    @property
    def is_empty(self) -> bool:
        return not any(part.included or part.left_out for part in self.parts)


def board_of(newsletter: Newsletter) -> Board:
    """One query, one for each source, and one for each kind that has pieces gone."""
    items = list(newsletter.items.order_by("position", "pk"))
    pieces = pieces_of(newsletter, items)
    shown = [item for item in items if item.is_own or item.pk in pieces]
    gone = [item for item in items if item.is_included and item not in shown]
    parts = []
    for key, label in section_labels():
        rows = [_row(item, pieces) for item in shown if item.section == key]
        taken = tuple(row for row in rows if row.item.is_included)
        rest = tuple(row for row in rows if not row.item.is_included)
        parts.append(Part(key, label, taken, rest))
    return Board(tuple(parts), tuple(names_of(gone)))


def row_of(newsletter: Newsletter, item: Item) -> Row | None:
    """One piece as it would be read now; None where it is gone."""
    pieces = pieces_of(newsletter, [item])
    if not item.is_own and item.pk not in pieces:
        return None
    return _row(item, pieces)


def names_of(items: Iterable[Item]) -> list[str]:
    """What pieces are called that are not public; a query for each kind."""
    by_kind: dict[str, list[int]] = {}
    for item in items:
        by_kind.setdefault(item.kind, []).append(item.target_id or 0)
    names = []
    for key, ids in by_kind.items():
        kind = kinds.get(key)
        found = kinds.load_many(key, ids)
        names += [
            kind.title(found[pk]) if pk in found else _("inzwischen gelöscht")
            for pk in ids
        ]
    return names


def hard_to_read(newsletter: Newsletter, board: Board) -> list[Finding]:
    """What readers stumble over in the words that are the editors' own."""
    own = [row.item.text for part in board.parts for row in part.included]
    return stumbles("\n\n".join([newsletter.intro, *filter(None, own)]))


def _row(item: Item, pieces: dict[int, Piece]) -> Row:
    piece = pieces.get(item.pk)
    if piece is None:
        return Row(item, item.title, item.link, "", item.day)
    return Row(item, piece.title, piece.url, piece.summary, piece.day)
