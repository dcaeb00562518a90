from channels.generic.websocket import AsyncWebsocketConsumer


class NowhereConsumer(AsyncWebsocketConsumer):
    """Answers sockets to paths that do not exist; without it they are server errors."""

    async def connect(self) -> None:
        await self.close()
