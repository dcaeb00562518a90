"""The receipt of an idea: by mail to its author, with the day of the first news."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from commons.delivery import services as delivery

RENDERER = "notices.receipt"
# Whose ideas are public at once hears that instead.
PAUSE = timedelta(minutes=2)


def follow(*, verb: Any, target: Any, happening: Any) -> None:  # noqa: ARG001 -- an effect's shape
    """In the transaction in which the idea is handed in.

    Somebody without an account has the receipt on the page, or on paper.
    """
    if verb.key != "idea.submitted" or target.author_id is None:
        return
    delivery.enqueue(
        key=f"receipt:{target.pk}",
        renderer=RENDERER,
        params={"idea": target.pk},
        to_user=target.author,
        not_before=timezone.now() + PAUSE,
    )
