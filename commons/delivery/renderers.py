"""How a delivery becomes a message; the app that owns the words registers it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from commons.delivery.models import Delivery


@dataclass(frozen=True)
class Enclosed:
    """A file made with the words, so that it is as true as they are when it goes.

    What must stay as it was is a stored file of the delivery instead.
    """

    name: str
    content: bytes
    mime: str
    params: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Rendered:
    """A message without its recipient. `html` is optional; `headers` are extra ones.

    `language` is that of the words, for a letter's own date and greeting. `payload` is
    what an endpoint gets instead of words.
    """

    subject: str
    text: str
    html: str = ""
    reply_to: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    language: str = "de"
    payload: Mapping[str, Any] = field(default_factory=dict)
    enclosed: tuple[Enclosed, ...] = ()


class Withdrawn(Exception):  # noqa: N818 -- the message is no longer wanted
    """A renderer raises it when its subject is gone; the delivery is recalled."""


class NotKnown(KeyError):  # noqa: N818 -- says what the message is
    """This version has no words for it; the next one, or the one before, may have.

    During an update a worker of the old version meets what the new one wrote.
    """

    def __str__(self) -> str:
        return f"Diese Version kennt die Vorlage {self.args[0]} nicht"


Renderer = Callable[[Delivery], Rendered]
_renderers: dict[str, Renderer] = {}
Lines = Callable[[Iterable[Delivery]], dict[int, str]]
_labels: dict[str, str | Promise] = {}
_lines: dict[str, Lines] = {}


def register(
    key: str,
    render: Renderer,
    *,
    label: str | Promise = "",
    lines: Lines | None = None,
) -> None:
    """Let rows of the outbox with this key become messages.

    Args:
        label: says in German what is sent; staff read it in the list of failures.
        lines: what a list of many shows of each, by id, in few queries.
    """
    _renderers[key] = render
    _labels[key] = label or key
    if lines is not None:
        _lines[key] = lines


def get(key: str) -> Renderer:
    """Raises NotKnown for a renderer that no app registered."""
    try:
        return _renderers[key]
    except KeyError:
        raise NotKnown(key) from None


def label_of(key: str) -> str:
    return str(_labels.get(key, key))


def lines_of(deliveries: Iterable[Delivery]) -> dict[int, str]:
    """A line for each delivery: what it says, or at least what sort it is."""
    by_key: dict[str, list[Delivery]] = defaultdict(list)
    for row in deliveries:
        by_key[row.renderer].append(row)
    lines = {row.pk: label_of(key) for key, rows in by_key.items() for row in rows}
    for key, rows in by_key.items():
        if key in _lines:
            lines.update(_lines[key](rows))
    return lines


def all_keys() -> list[str]:
    return sorted(_renderers)
