"""What an open page of a room shows and what of it changes by itself.

A part is a list of items. Each item is said in the same words to everybody in the room,
so that it is rendered once and sent to thousands; what is somebody's own (their vote,
their name) never stands in it. The page is built of the same items.
"""

from collections.abc import Callable, KeysView, Mapping, Sequence
from dataclasses import dataclass, field

from events.live.models import Room


@dataclass(frozen=True)
class Item:
    """One question, one poll, one line.

    Args:
        key: unlike all others of the room, as `q17`; the page names it in `data-item`.
        html: exactly one element, with `data-item`; rendered without a request.
        values: what changes often, as counts: put into `[data-value="<name>"]` of the
            item. An item of which only these change is not sent again.
    """

    key: str
    html: str
    values: Mapping[str, str | int] = field(default_factory=dict)


Render = Callable[[Room], Sequence[Item]]
_renderers: dict[str, Render] = {}


def register(name: str, render: Render) -> None:
    """Let `name` be a part of every room; `render` gives its items in their order."""
    _renderers[name] = render


def names() -> KeysView[str]:
    """All parts, in the order in which they were registered."""
    return _renderers.keys()


def rendered(room: Room, name: str) -> tuple[Item, ...]:
    """The items of one part in the language that is active; nothing if unknown."""
    render = _renderers.get(name)
    return tuple(render(room)) if render else ()
