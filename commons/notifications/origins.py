"""Through which follows somebody may hear of a thing: each app says it of its kinds.

A comment is heard of through its idea; a new idea through its Stadtteil or its topic.
Asked when somebody mutes a line of the bell or stops the mail that told it, and when
wishes change while news wait. What is no follow and has a pace of its own all the same
(a saved search) says it here too, by the reason it gives.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from commons.notifications.models import Follow, Notification
from commons.notifications.targets import target_of, targets_of

Source = tuple[str, int | None]  # kind and id of what is followed; None is no thing
_sources: dict[str, Callable[[Any], Iterable[Source]]] = {}


@dataclass(frozen=True)
class Wish:
    """What is no follow and has a pace of its own; its owner is the first argument.

    `paces` says how soon they want what they are told of each thing, by its id: empty
    stands for the pace of the subject, what is left out is wanted no more. `find` gives
    the ids of those with exactly this pace, of all or of those behind some things.
    `change` gives those among some ids that have the first pace the second, and moves
    nothing that waits. `label` says so and so many in words, without their names.
    """

    verb: str
    paces: Callable[[int, list[int]], Mapping[int, str]]
    find: Callable[[int, str, Sequence[int] | None], Sequence[int]]
    change: Callable[[int, Sequence[int], str, str], None]
    label: Callable[[int], str]


_wishes: dict[str, Wish] = {}


def register(kind: str, sources: Callable[[Any], Iterable[Source]]) -> None:
    """What a thing of this kind is heard through, the nearest first."""
    _sources[kind] = sources


def register_wish(reason: str, wish: Wish) -> None:
    """What brings somebody news for this reason and is no follow."""
    _wishes[reason] = wish


def wish_behind(reason: str) -> Wish | None:
    """None for what is heard through follows, or for no wish at all."""
    return _wishes.get(reason)


def all_wishes() -> Iterable[tuple[str, Wish]]:
    """Each with the reason that it gives."""
    return sorted(_wishes.items())


def of(kind: str, target: Any) -> list[Source]:
    """Without an entry a thing is heard through itself alone."""
    if target is None:
        return []
    find = _sources.get(kind)
    if find is None:
        return [(kind, target.pk)]
    return [source for source in find(target) if source[1] is not None]


def follows_behind(user_id: int, rows: Sequence[Notification]) -> list[list[Follow]]:
    """The reader's own follows through which each may have come, the nearest first.

    One query, and one for each kind of thing among them.
    """
    targets = targets_of(rows, rows[0].user if rows else None)
    several = [of(row.happening.kind, target_of(row, targets)) for row in rows]
    return among(user_id, several)


def among(user_id: int, several: list[list[Source]]) -> list[list[Follow]]:
    """The follows of one person for each of several lists, in one query."""
    wanted = {source for sources in several for source in sources}
    if not wanted:
        return [[] for _sources_of_one in several]
    condition = Q()
    for kind in sorted({kind for kind, _pk in wanted}):
        ids = [pk for of_kind, pk in wanted if of_kind == kind]
        condition |= Q(kind=kind, target_id__in=ids)
    rows = Follow.objects.filter(condition, user_id=user_id)
    found: dict[Source, Follow] = {(row.kind, row.target_id): row for row in rows}
    return [
        [found[source] for source in sources if source in found] for sources in several
    ]
