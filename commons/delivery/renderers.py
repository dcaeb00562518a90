"""How a delivery becomes a message; the app that owns the words registers it."""

from collections.abc import Callable
from dataclasses import dataclass

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


def register(key: str, render: Renderer) -> None:
    _renderers[key] = render


def get(key: str) -> Renderer:
    return _renderers[key]


def all_keys() -> list[str]:
    return sorted(_renderers)
