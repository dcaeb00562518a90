"""Who takes a mail in: the app whose address it bears.

A higher app registers a handler in `register.py`. The first one whose `matches` says
yes is asked to `handle`; it files the mail with a case of its own or says why it must
be kept aside for a person. It never answers a mail by itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from commons.incoming.enums import AsideReason
from commons.incoming.letters import Parsed
from commons.incoming.models import Mail


@dataclass(frozen=True)
class Filed:
    """The mail belongs to `(kind, target_id)`; settled if nobody has to look at it."""

    kind: str
    target_id: int
    region_id: int | None = None
    is_settled: bool = False


@dataclass(frozen=True)
class PutAside:
    """A person has to look; `(kind, target_id)` is where it may belong."""

    reason: AsideReason
    kind: str = ""
    target_id: int | None = None
    region_id: int | None = None


Matches = Callable[[Parsed], bool]


def _for_the_house(_parsed: Parsed) -> bool:
    return False


Handle = Callable[[Mail, Parsed], Filed | PutAside]
Assign = Callable[[Mail, str, Any], Filed]
CanSee = Callable[[Any, Mail], bool]


@dataclass(frozen=True)
class Handler:
    """`assign(mail, number, visitor)` files a mail that is aside with the case a person
    names; it raises RuleViolation with what is wrong. `can_see(visitor, mail)` opens
    the files of a mail to those who see its case. `is_for_machines`: it takes what
    mail servers send, however much of it. `is_private(parsed)`: it is for a
    circle whose words the desk does not read, so they are wiped at once."""

    name: str
    matches: Matches
    handle: Handle
    order: int = 50
    assign: Assign | None = None
    can_see: CanSee | None = None
    is_for_machines: bool = False
    is_private: Matches = _for_the_house


_handlers: dict[str, Handler] = {}


def register(  # noqa: PLR0913 -- a declaration, the rest keyword-only
    name: str,
    matches: Matches,
    handle: Handle,
    *,
    order: int = 50,
    assign: Assign | None = None,
    can_see: CanSee | None = None,
    is_for_machines: bool = False,
    is_private: Matches = _for_the_house,
) -> None:
    _handlers[name] = Handler(
        name, matches, handle, order, assign, can_see, is_for_machines, is_private
    )


def find(parsed: Parsed) -> Handler | None:
    ordered = sorted(_handlers.values(), key=lambda known: (known.order, known.name))
    return next((known for known in ordered if known.matches(parsed)), None)


def assigner() -> Assign | None:
    """What files a mail with a case by its number; one app does."""
    found = (known.assign for known in _handlers.values() if known.assign)
    return next(found, None)


def can_see(visitor: Any, mail: Mail) -> bool:
    return any(
        known.can_see(visitor, mail) for known in _handlers.values() if known.can_see
    )
