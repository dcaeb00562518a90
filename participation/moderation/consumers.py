from collections.abc import Collection
from typing import Any

from commons.accounts.visitors import visitor_for
from commons.sockets import LiveConsumer
from participation.moderation import rules
from participation.moderation.services.queue import LIVE_GROUP


class DeskConsumer(LiveConsumer):
    """Tells an open desk that something came, was claimed or decided."""

    def groups_for(self, user: Any) -> Collection[str] | None:
        return {LIVE_GROUP} if rules.can_see_desk(visitor_for(user)) else None
