"""Which kinds of contributions come to the desk; their apps register them.

The desk knows contributions only through `Moderated` and these functions.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from commons import kinds
from participation.moderation.enums import Verdict


@dataclass(frozen=True)
class DeskKind:
    """How the desk shows, reads and changes one kind of contribution.

    `template` shows the contribution at the desk (context: `contribution`);
    `text_of` gives title and text for screening; `apply(contribution, decision,
    by=…)` changes its state by the kind's own service, inside the desk's
    transaction with the row locked; `verdicts` are those the kind knows.
    `number_of` is the reference number shown in the queue, or "".
    """

    kind: str
    template: str
    title_of: Callable[[Any], str]
    text_of: Callable[[Any], str]
    number_of: Callable[[Any], str]
    apply: Callable[..., None]
    verdicts: tuple[Verdict, ...]


_kinds: dict[str, DeskKind] = {}


def register(desk_kind: DeskKind) -> None:
    _kinds[desk_kind.kind] = desk_kind


def get(kind: str) -> DeskKind:
    return _kinds[kind]


def of(contribution: Model) -> DeskKind:
    return _kinds[kinds.of(contribution).key]


def all_kinds() -> list[DeskKind]:
    return [desk_kind for _, desk_kind in sorted(_kinds.items())]
