"""What endpoints may hear of: apps offer verbs, and a call carries ids and codes.

Never words and never persons: whoever needs more follows the address, as a visitor.
"""

from typing import Any

from django.utils.functional import Promise

from commons import kinds
from commons.delivery import renderers
from commons.delivery.mails import absolute
from commons.delivery.models import Delivery
from commons.delivery.renderers import Rendered, Withdrawn
from commons.verbs.models import Happening

RENDERER = "delivery.event"
TEST_RENDERER = "delivery.endpoint_test"
TEST_EVENT = "test"
_offered: dict[str, str | Promise] = {}


def offer(verb: str, label: str | Promise) -> None:
    """Let endpoints listen to a verb; coordinators choose by the label."""
    _offered[verb] = label


def is_offered(verb: str) -> bool:
    return verb in _offered


def choices() -> list[tuple[str, str | Promise]]:
    return sorted(_offered.items())


def register_renderers(event_label: str | Promise, test_label: str | Promise) -> None:
    renderers.register(RENDERER, render, label=event_label)
    renderers.register(TEST_RENDERER, render_test, label=test_label)


def render(delivery: Delivery) -> Rendered:
    happening = Happening.objects.filter(pk=delivery.params["happening"]).first()
    if happening is None or happening.withdrawn_at is not None:
        raise Withdrawn
    payload = {
        "event": happening.verb,
        "id": happening.pk,
        "at": happening.happened_at.isoformat(),
        "object": {
            "kind": happening.kind,
            "id": happening.target_id,
            "url": _address_of(happening),
        },
        "params": happening.params,
    }
    return Rendered(subject="", text="", payload=payload)


def render_test(_delivery: Delivery) -> Rendered:
    return Rendered(subject="", text="", payload={"event": TEST_EVENT})


def _address_of(happening: Happening) -> str:
    kind = kinds.get(happening.kind)
    target: Any = kinds.load(happening.kind, happening.target_id)
    return absolute(kind.url(target)) if target is not None else ""
