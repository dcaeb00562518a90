"""What a room shows at a moment, and how one moment differs from another."""

import hashlib
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import translation

from events.live import parts
from events.live.models import Room
from events.live.parts import Item

Shown = tuple[Item, ...]
DIGEST_LENGTH = 16
# Characters. Each socket keeps the memory that its longest frame took.
LONGEST_FRAME = 8_000
_TAG = r'<[^<>]*\bdata-value="{name}"[^<>]*>[^<]*'
_ATTRIBUTE = re.compile(r'\svalue="[^"]*"')


@dataclass(frozen=True)
class State:
    """All parts of a room, in one language, the same for everybody.

    `version` is older than what is shown, never newer: it is read first. Whether two
    people see the same is told by `digest`.
    """

    version: int
    parts: Mapping[str, Shown]

    @cached_property
    def digest(self) -> str:
        said = hashlib.blake2b(digest_size=DIGEST_LENGTH // 2)
        for name, items in sorted(self.parts.items()):
            said.update(f"\0{name}".encode())
            for item in items:
                said.update(f"\1{item.key}\2{item.html}".encode())
        return said.hexdigest()

    @property
    def stand(self) -> str:
        """What a page says when it comes: how far it knows the room."""
        return f"{self.version}-{self.digest}"


def state_of(
    room_id: int,
    language: str,
    *,
    names: Collection[str] | None = None,
    before: State | None = None,
) -> State:
    """Render a room; where `before` is given only the parts in `names` are new.

    Raises:
        Room.DoesNotExist: it was deleted.
    """
    room = Room.objects.with_event().get(pk=room_id)
    known = before.parts if before else {}
    wanted = parts.names() if names is None else parts.names() & set(names)
    with translation.override(language):
        shown = {
            name: parts.rendered(room, name)
            if name in wanted or name not in known
            else known[name]
            for name in parts.names()
        }
    return State(room.version, shown)


def items(room: Room, name: str) -> Shown:
    """One part as a page shows it, in the language of the page."""
    return parts.rendered(room, name)


def whole(state: State) -> dict[str, Any]:
    """Everything, for a page that missed something."""
    return {
        "version": state.version,
        "is": state.digest,
        "parts": {
            name: {
                "order": [item.key for item in shown],
                "put": {item.key: item.html for item in shown},
            }
            for name, shown in state.parts.items()
        },
    }


def in_frames(state: State) -> tuple[str, ...]:
    """The whole as texts of bounded length.

    Those with `more` bring items that a page keeps until the last one says where they
    stand; so whoever was cut off in between shows what they showed before.
    """
    *first, rest = _bundles(state)
    last = whole(state)
    for name, part in last["parts"].items():
        part["put"] = rest.get(name, {})
    ahead = [
        {"more": True, "parts": {name: {"put": put} for name, put in bundle.items()}}
        for bundle in first
    ]
    return tuple(dumped(frame) for frame in [*ahead, last])


def patch(old: State, new: State) -> dict[str, Any]:
    """What turns `old` into `new`; empty where they show the same."""
    if old.digest == new.digest:
        return {}
    changes = {
        name: change
        for name, shown in new.parts.items()
        if (change := _change(old.parts.get(name, ()), shown))
    }
    return {
        "version": new.version,
        "is": new.digest,
        "was": old.digest,
        "parts": changes,
    }


def dumped(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _bundles(state: State) -> list[dict[str, dict[str, str]]]:
    """All items by part and key, as many together as a frame holds."""
    bundles: list[dict[str, dict[str, str]]] = [{}]
    size = 0
    for name, shown in state.parts.items():
        for item in shown:
            if size and size + len(item.html) > LONGEST_FRAME:
                bundles.append({})
                size = 0
            bundles[-1].setdefault(name, {})[item.key] = item.html
            size += len(item.html)
    return bundles


def _change(old: Shown, new: Shown) -> dict[str, Any]:
    """Of one part: the order, items put anew, and values alone."""
    known = {item.key: item for item in old}
    change: dict[str, Any] = {}
    order = [item.key for item in new]
    if order != list(known):
        change["order"] = order
    for item in new:
        before = known.get(item.key)
        if before is None or _frame(before) != _frame(item):
            change.setdefault("put", {})[item.key] = item.html
        elif before.html != item.html:
            values = {
                name: value
                for name, value in item.values.items()
                if before.values.get(name) != value
            }
            change.setdefault("set", {})[item.key] = values
    return change


def _frame(item: Item) -> str:
    """The item without its values: an item of which only these differ stays."""
    html = item.html
    for name in item.values:
        html = re.sub(_TAG.format(name=re.escape(name)), _without_value, html)
    return html


def _without_value(found: re.Match[str]) -> str:
    tag, _end, _text = found[0].partition(">")
    return _ATTRIBUTE.sub("", tag) + ">"
