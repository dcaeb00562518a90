from collections.abc import Collection
from typing import Any

from channels.db import database_sync_to_async

from commons import kinds
from commons.accounts.visitors import ANONYMOUS, visitor_for
from participation.discussion.consumers import TalkConsumer
from participation.networks import rules
from participation.networks.models import Network
from participation.networks.verbs.groups import door_group, live_group


class NetworkConsumer(TalkConsumer):
    """Tells an open page of a network that something happened there.

    As with talk: strangers may listen to an open one, so many of them in all.

    Each frame bears the number of the newest post: a page that knows a lower one has
    missed something and asks for all after it. The frame carries no content.
    """

    async def happened(self, event: dict[str, Any]) -> None:
        if event["group"] != self._live:
            await super().happened(event)
            return
        sequence = await self._newest()
        await self.say(
            {"verb": event["verb"], "group": event["group"], "sequence": sequence}
        )

    def groups_for(self, user: Any) -> Collection[str] | None:
        visitor = visitor_for(user) if user else ANONYMOUS
        network = kinds.load_visible("network", self._network_id, visitor)
        if not isinstance(network, Network) or not rules.can_read(visitor, network):
            return None
        return {self._live, door_group(self._network_id)}

    @property
    def _network_id(self) -> int:
        return int(self.scope["url_route"]["kwargs"]["pk"])

    @property
    def _live(self) -> str:
        return live_group(self._network_id)

    @database_sync_to_async
    def _newest(self) -> int:
        counts = Network.objects.filter(pk=self._network_id)
        return counts.values_list("post_count", flat=True).first() or 0
