from collections.abc import Collection
from typing import Any

from commons.sockets import LiveConsumer


class BellConsumer(LiveConsumer):
    """Rings the bell on somebody's open pages; the base listens to their own group."""

    def groups_for(self, user: Any) -> Collection[str]:  # noqa: ARG002 -- no other group
        return ()
