"""A bare broadcast to compare with: each socket in a group of the channel layer."""

from typing import Any

from channels.generic.websocket import AsyncWebsocketConsumer

GROUP = "bench"


class BareConsumer(AsyncWebsocketConsumer):
    groups = (GROUP,)

    async def connect(self) -> None:
        await self.accept()
        await self.send(text_data='{"number":0}')

    async def bench_word(self, event: dict[str, Any]) -> None:
        await self.send(text_data=event["text"])
