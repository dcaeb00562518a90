from collections.abc import Collection
from typing import Any, ClassVar

from commons import kinds
from commons.accounts.visitors import ANONYMOUS, visitor_for
from commons.sockets import TOO_MUCH, LiveConsumer
from participation.discussion import hosts

# An open page costs some 40 kB and a question a minute. Whoever comes when so many
# listen in this process already reads the same page; it only does not stir by itself.
MOST_STRANGERS = 2_000


class TalkConsumer(LiveConsumer):
    """Tells an open page that somebody has written about what it shows.

    Everybody may listen who may see the host; the message carries no content.
    """

    is_public = True
    strangers: ClassVar[int] = 0

    async def connect(self) -> None:
        self._is_counted = False
        await super().connect()
        if self._user_id is not None or self._checks is None:
            return
        if TalkConsumer.strangers >= MOST_STRANGERS:
            await self.close(TOO_MUCH)
            return
        TalkConsumer.strangers += 1
        self._is_counted = True

    async def disconnect(self, code: int) -> None:
        if self._is_counted:
            TalkConsumer.strangers -= 1
            self._is_counted = False
        await super().disconnect(code)

    def groups_for(self, user: Any) -> Collection[str] | None:
        arguments = self.scope["url_route"]["kwargs"]
        kind, pk = arguments["kind"], arguments["pk"]
        registered = hosts.find(kind)
        if registered is None:
            return None
        visitor = visitor_for(user) if user else ANONYMOUS
        host = kinds.load_visible(kind, pk, visitor)
        if host is None:
            return None
        return {hosts.group_of(kind, pk), *registered.doors(host)}
