"""What can be talked about: higher apps register their kinds as hosts of a thread.

A host's model has a `thread`, a OneToOneField to Thread that is null until somebody
writes. Who may see a thread is asked of the host's kind (`commons.kinds`).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from commons import kinds


@dataclass(frozen=True)
class Host:
    """How the discussion of one kind of thing behaves.

    `accessor` is the name by which a Thread reaches its host (`related_name` of the
    host's key). `is_open(host)` says whether comments may be written now;
    `number_of(host)` is its reference number or "", `generations(host)` name the
    cached pages that show the comments, besides the thread's own.
    """

    kind: str
    accessor: str
    is_open: Callable[[Any], bool]
    number_of: Callable[[Any], str]
    generations: Callable[[Any], Iterable[str]]

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


def group_of(kind: str, pk: int) -> str:
    """The live group in which everybody hears that a discussion has changed."""
    return f"talk.{kind}.{pk}"


def generation_of(kind: str, pk: int) -> str:
    """The generation of cached pages that show the comments of a host."""
    return f"talk:{kind}:{pk}"
