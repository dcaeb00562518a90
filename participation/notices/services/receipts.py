"""The receipt of an idea: by mail to its author, with the day of the first news."""

from typing import Any

from commons.delivery import services as delivery
from commons.delivery.enums import DeliveryState
from commons.delivery.models import Delivery
from participation.ideas.models import Idea
from participation.notices.services.overtaking import OF_IDEAS

RENDERER = "notices.receipt"


def follow(*, verb: Any, target: Any, happening: Any) -> None:  # noqa: ARG001 -- an effect's shape
    """In the transaction in which the idea is handed in, or decided on.

    Somebody without an account has the receipt on the page, or on paper.
    """
    if verb.key == "idea.submitted" and target.author_id is not None:
        delivery.enqueue(
            key=_key_of(target),
            renderer=RENDERER,
            params={"idea": target.pk},
            to_user=target.author,
        )
    elif verb.key in OF_IDEAS:  # then they hear of that
        waiting = Delivery.objects.filter(
            key=_key_of(target), state=DeliveryState.QUEUED
        )
        for row in waiting:
            delivery.recall(row)


def _key_of(idea: Idea) -> str:
    return f"receipt:{idea.pk}"
