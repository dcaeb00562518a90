from collections.abc import Collection
from typing import Any

from commons.followups import registry
from commons.sockets import LiveConsumer


class TodayConsumer(LiveConsumer):
    """Tells an open "Heute" that it should look again; the page says what came."""

    def groups_for(self, user: Any) -> Collection[str] | None:
        return registry.groups_for(user) or None
