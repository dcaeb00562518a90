"""What can be followed: each app says it of its own kinds, and what one then hears.

The pages that ask, list, mute and leave know nothing of the things themselves.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise

from commons import kinds
from commons.notifications import subjects


def _alone(_target: Any) -> Iterable[Model]:
    return ()


def _always(_target: Any) -> bool:
    return True


@dataclass(frozen=True, kw_only=True)
class Followable:
    """`told` says in a sentence what whoever follows such a thing hears.

    `many` names the kind where the list is narrowed to it. `url` is where the thing is
    read, `label` what stands above its title; without them the kind's own hold.
    `family` gives the things that are left, muted and paced along with one. `subject`
    is what news of it are about, so that the page can say how often one hears. What is
    no longer open (`is_open`) brings no news: whoever follows it can only leave.
    """

    kind: str
    told: str | Promise
    many: str | Promise
    url: Callable[[Any], str] | None = None
    label: Callable[[Any], str] | None = None
    family: Callable[[Any], Iterable[Model]] = _alone
    is_open: Callable[[Any], bool] = _always
    subject: str = subjects.FOLLOWED
    order: int = 50

    def url_of(self, target: Any) -> str:
        return (self.url or kinds.get(self.kind).url)(target)

    def label_of(self, target: Any) -> str:
        """The kind's name alone where the thing is gone."""
        if self.label is None or target is None:
            return str(kinds.get(self.kind).label)
        return self.label(target)


_followables: dict[str, Followable] = {}


def register(*followables: Followable) -> None:
    for followable in followables:
        _followables[followable.kind] = followable


def get(kind: str) -> Followable:
    return _followables[kind]


def find(kind: str) -> Followable | None:
    """None for what cannot be followed: anybody can type an address."""
    return _followables.get(kind)


def all_followables() -> list[Followable]:
    return sorted(_followables.values(), key=lambda each: (each.order, each.kind))
