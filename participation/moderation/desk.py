"""Which kinds of contributions come to the desk; their apps register them.

The desk knows contributions only through `Moderated` and these functions.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Manager, Model, QuerySet

from commons import kinds
from commons.requests import number_in
from commons.verbs.registry import Recipient
from participation.moderation.enums import Verdict
from participation.moderation.models import Moderated
from participation.moderation.redacting import Redacting

Row = TypeVar("Row", bound=Model)
# Title and text, as `title_of` and `text_of` say.
PLAIN = "moderation/_contribution_at_desk.html"


@dataclass(frozen=True)
class Version:
    """What a version of a contribution said; the desk compares two of them."""

    number: int
    at: datetime
    title: str
    text: str


def versions(
    snapshots: Manager[Any],
    *,
    title: str = "title",
    texts: Sequence[str] = ("text",),
) -> list[Version]:
    """What the snapshots of a contribution say, the oldest first.

    Args:
        title: the name of what stands above, empty where nothing does.
        texts: the names of what is read, one below the other.
    """
    return [
        Version(
            number=snapshot.version,
            at=snapshot.created_at,
            title=snapshot.content[title] if title else "",
            text="\n\n".join(filter(None, (snapshot.content[name] for name in texts))),
        )
        for snapshot in snapshots.order_by("version")
    ]


@dataclass(frozen=True)
class Twin:
    """A contribution of the same kind that seems to say the same."""

    target_id: int
    is_nearly_same: bool


def _nothing(_key: Any) -> None:
    return None


def _no_url(_contribution: Any) -> str:
    return ""


def _nobody(_contribution: Any) -> Iterable[Recipient]:
    return ()


def _open_to_desk(_contribution: Any) -> bool:
    return False


def _keeps_nothing(_contribution: Any) -> Mapping[str, Any]:
    return {}


def _no_versions(_contribution: Any) -> Sequence[Version]:
    return ()


@dataclass(frozen=True, kw_only=True)
class DeskKind:
    """How the desk shows, reads and changes one kind of contribution.

    `template` shows the contribution at the desk (context: `contribution`), where its
    title and text alone say too little; `text_of` gives all its words, the title first,
    for screening; `apply(contribution, decision, merge_into=…, by=…)` changes its state
    by the kind's own service, inside the desk's transaction with the row locked;
    `verdicts` are those the kind knows; `number_of` is the reference number shown in
    the queue, or "".

    `withdraw(contribution, by=None)` takes it back when its author does not answer;
    without it the desk only asks again. `topic_of` gives the Topic that departments
    are suggested by, `by_number` the contribution with a reference number,
    `versions_of` all versions, oldest first, `related` the keys that `template`
    follows, so that one query brings them along. `twins_of(contribution, limit)`
    gives likely duplicates; without it those alike in words are taken.

    `partner_of` gives another contribution that undoing the last decision changes
    too, such as the one this was merged into; `merge_url` the page where a merge is
    looked at before it is made, or "". `also_tell` names the person behind a
    contribution without author, whom letters and calls reach. `is_placed` says that
    its author chose a Stadtteil, so that words which name another are worth a hint.

    `keep(contribution)` gives the columns that a decision may change, as ids, codes and
    dates; `undo(contribution, decision, by=…)` brings them back with everything that
    hangs on them, as if nothing had been decided, and tells nobody. Without it a
    decision can only be taken back by another one.

    `redacting` says which of its words and pictures can be blackened.

    Without `is_looked_at` it becomes public without anybody of the desk having read
    it, so it says nothing about whom one need not read first. Where
    `is_closed_to_desk(contribution)`, the desk reads it only once it was reported.
    """

    kind: str
    template: str = PLAIN
    title_of: Callable[[Any], str]
    text_of: Callable[[Any], str]
    number_of: Callable[[Any], str]
    apply: Callable[..., Any]
    verdicts: tuple[Verdict, ...]
    withdraw: Callable[..., Any] | None = None
    topic_of: Callable[[Any], Any] = _nothing
    by_number: Callable[[str], Any] = _nothing
    versions_of: Callable[[Any], Sequence[Version]] = _no_versions
    related: tuple[str, ...] = ()
    also_tell: Callable[[Any], Iterable[Recipient]] = _nobody
    twins_of: Callable[[Any, int], Sequence[Twin]] | None = None
    partner_of: Callable[[Any], Any] = _nothing
    merge_url: Callable[[Any], str] = _no_url
    is_placed: bool = False
    keep: Callable[[Any], Mapping[str, Any]] = _keeps_nothing
    undo: Callable[..., Any] | None = None
    redacting: Redacting | None = None
    is_looked_at: bool = True
    is_closed_to_desk: Callable[[Any], bool] = _open_to_desk

    @property
    def model_class(self) -> type[Model]:
        return kinds.get(self.kind).model_class


_kinds: dict[str, DeskKind] = {}


def register(desk_kind: DeskKind) -> None:
    _kinds[desk_kind.kind] = desk_kind


def get(kind: str) -> DeskKind:
    return _kinds[kind]


def load(kind: str, pk: int) -> Moderated | None:
    """A contribution with what its page at the desk shows, in one query."""
    desk_kind = find(kind)
    if desk_kind is None:
        return None
    rows = desk_kind.model_class._default_manager.select_related(
        "author", "region", *desk_kind.related
    )
    found = rows.filter(pk=pk).first()
    return found if isinstance(found, Moderated) else None


def find(kind: str) -> DeskKind | None:
    """The kind, or None for a word from an address that names none."""
    return _kinds.get(kind)


def of(contribution: Model) -> DeskKind:
    return _kinds[kinds.of(contribution).key]


def all_kinds() -> list[DeskKind]:
    return [desk_kind for _, desk_kind in sorted(_kinds.items())]


def numbered(rows: QuerySet[Row], number: str, letter: str) -> Row | None:
    """The row of a number such as K-17; None where it is that of another kind.

    Each kind whose numbers are made like that has a letter of its own.
    """
    said, _hyphen, ordinal = number.upper().partition("-")
    pk = number_in(ordinal) if said == letter else None
    return None if pk is None else rows.filter(pk=pk).first()
