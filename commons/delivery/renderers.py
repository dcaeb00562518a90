"""How a delivery becomes a message; the app that owns the words registers it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from commons.delivery.models import Delivery


@dataclass(frozen=True)
class Rendered:
    """A message without its recipient. `html` is optional; `headers` are extra ones."""

    subject: str
    text: str
    html: str = ""
    reply_to: str = ""
    headers: tuple[tuple[str, str], ...] = ()


class Withdrawn(Exception):  # noqa: N818 -- the message is no longer wanted
    """A renderer raises it when its subject is gone; the delivery is recalled."""


Renderer = Callable[[Delivery], Rendered]
_renderers: dict[str, Renderer] = {}
_labels: dict[str, str | Promise] = {}


def register(key: str, render: Renderer, *, label: str | Promise = "") -> None:
    """`label` says in German what is sent; staff read it in the list of failures."""
    _renderers[key] = render
    _labels[key] = label or key


def get(key: str) -> Renderer:
    """Raises KeyError for a renderer that no app registered."""
    return _renderers[key]


def label_of(key: str) -> str:
    return str(_labels.get(key, key))


def all_keys() -> list[str]:
    return sorted(_renderers)
