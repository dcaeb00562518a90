"""What can be talked about: higher apps register their kinds as hosts of a thread.

A host's model has a `thread`, a OneToOneField to Thread that is null until somebody
writes. Who may see a thread is asked of the host's kind (`commons.kinds`).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons import kinds
from commons.accounts.visitors import Visitor
from commons.verbs.registry import Recipient

Recipients = Iterable[Recipient]
YOUR_IDEA = _("Ihrer Idee")


def _everybody(_host: Any, _visitor: Visitor) -> bool:
    return True


def _always(_host: Any) -> bool:
    return True


def _never(_host: Any) -> bool:
    return False


def _all_of_them(_host: Any, recipients: Recipients) -> Recipients:
    return recipients


def _nothing(_host: Any) -> Iterable[Any]:
    return ()


@dataclass(frozen=True)
class Host:
    """How the discussion of one kind of thing behaves.

    `accessor` is the name by which a Thread reaches its host (`related_name` of the
    host's key). `is_open(host)` says whether comments may be written now;
    `number_of(host)` is its reference number or "", `generations(host)` name the
    cached pages that show the comments, besides the thread's own; `groups(host)` are
    live groups that hear of comments, besides the thread's own.

    `may_write(host, visitor)` says who may; where `is_looked_at(host)` says no, each
    comment appears at once. What only some may read `is_private`: nothing said there
    is found by anybody, and the desk reads a comment only once somebody reported it.
    `circles` names the generation that is renewed when others may read its hosts than
    before. `heard_through(host)` names what else one may follow to hear of comments,
    as kind and id; `still_reading(host, recipients)` gives those of them who may read
    it now. `doors(host)` are live groups in which open pages are told to ask anew
    whether they may listen. `yours` is what its author calls it.
    """

    kind: str
    accessor: str
    is_open: Callable[[Any], bool]
    number_of: Callable[[Any], str]
    generations: Callable[[Any], Iterable[str]]
    groups: Callable[[Any], Iterable[str]] = _nothing
    may_write: Callable[[Any, Visitor], bool] = _everybody
    is_looked_at: Callable[[Any], bool] = _always
    is_private: Callable[[Any], bool] = _never
    heard_through: Callable[[Any], Iterable[tuple[str, int]]] = _nothing
    still_reading: Callable[[Any, Recipients], Recipients] = _all_of_them
    doors: Callable[[Any], Iterable[str]] = _nothing
    yours: str | Promise = YOUR_IDEA
    marks_author: bool = True
    circles: str = ""

    @property
    def model_class(self) -> type[Model]:
        return kinds.get(self.kind).model_class


_hosts: dict[str, Host] = {}


def register(host: Host) -> None:
    _hosts[host.kind] = host


def get(kind: str) -> Host:
    return _hosts[kind]


def find(kind: str) -> Host | None:
    """The host's registration, or None for a word from an address that names none."""
    return _hosts.get(kind)


def all_hosts() -> list[Host]:
    return [host for _, host in sorted(_hosts.items())]


def related(prefix: str = "thread") -> tuple[str, ...]:
    """The keys to follow so that hosts come along with rows that have a thread."""
    start = f"{prefix}__" if prefix else ""
    return tuple(f"{start}{host.accessor}" for host in all_hosts())


def circles() -> list[str]:
    """Generations of pages that only some may read from one moment to the next."""
    return [host.circles for host in all_hosts() if host.circles]


def group_of(kind: str, pk: int) -> str:
    """The live group in which everybody hears that a discussion has changed."""
    return f"talk.{kind}.{pk}"


def generation_of(kind: str, pk: int) -> str:
    """The generation of cached pages that show the comments of a host."""
    return f"talk:{kind}:{pk}"
