"""The base of every socket: who may listen, checked again and again.

A socket says only that something changed (a verb and a group); what a person may see
is decided by the page that is fetched then. It ends when the session ends or a role
is withdrawn: at once if a message in the group `visitor.<id>` says so, else with the
next check.
"""

import asyncio
import json
import random
import time
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable
from functools import partial
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

import structlog
from asgiref.sync import async_to_sync
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.layers import get_channel_layer
from django.conf import settings
from django.contrib.auth import get_user
from django.db import DatabaseError, transaction
from django.http import HttpRequest
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)

# From 4000 on browsers are told not to come back (static/js/live_region.js).
SIGNED_OUT = 4401
NOT_ALLOWED = 4403
TOO_MUCH = 4429
TRY_LATER = 1013

CHECK_EVERY = 60  # seconds, give or take a fifth so that not all ask at once
LONGEST_MESSAGE = 4096  # characters
MOST_MESSAGES = 30  # in
MESSAGE_WINDOW = 10  # seconds
ACCOUNT_VERBS = "account."


class LiveConsumer(AsyncWebsocketConsumer, ABC):
    """Subclasses say in `groups_for` who may listen to what.

    A public socket sets `is_public`; its `groups_for` gets None for nobody.
    """

    is_public = False

    @abstractmethod
    def groups_for(self, user: Any) -> Collection[str] | None:
        """The groups that `user` may listen to here, or None if this is not allowed.

        Runs in a thread; it is asked at connect and at every check.
        """

    async def on_message(self, content: dict[str, Any]) -> None:
        """What a client sends; most sockets only speak."""

    async def connect(self) -> None:
        self._joined: set[str] = set()
        self._user_id: int | None = None
        self._checks: asyncio.Task[None] | None = None
        self._counted_from, self._counted = time.monotonic(), 0
        if not is_own_origin(self.scope):
            await self.close()
            return
        refusal = await self._refusal()
        # Accepted all the same: a refused handshake has no code for the browser.
        await self.accept()
        if refusal:
            await self.close(refusal)
        else:
            self._checks = asyncio.create_task(self._check_again())

    async def disconnect(self, code: int) -> None:  # noqa: ARG002 -- channels calls it so
        if self._checks is not None:
            self._checks.cancel()
        for group in self._joined:
            await self.stop_listening(group)

    async def receive(
        self, text_data: str | None = None, bytes_data: bytes | None = None
    ) -> None:
        text = text_data or ""
        is_too_long = bytes_data is not None or len(text) > LONGEST_MESSAGE
        if is_too_long or self._is_flooding():
            await self.close(TOO_MUCH)
        elif (content := _message(text)) is not None:
            await self.on_message(content)

    async def happened(self, event: dict[str, Any]) -> None:
        """Something changed in a group (see `notifications.broadcast`)."""
        if event["verb"].startswith(ACCOUNT_VERBS) and not await self._may_stay():
            return
        await self.say({"verb": event["verb"], "group": event["group"]})

    async def visitor_changed(self, _event: dict[str, Any]) -> None:
        await self._may_stay()

    async def say(self, content: dict[str, Any]) -> None:
        await self.send(text_data=json.dumps(content))

    async def _check_again(self) -> None:
        while True:
            await asyncio.sleep(CHECK_EVERY * random.uniform(0.8, 1.2))  # noqa: S311 -- spreads load
            if not await self.look_again():
                return

    async def look_again(self) -> bool:
        """Whether they may stay; hangs up if not, or if that can't be looked up."""
        try:
            return await self._may_stay()
        except (DatabaseError, RedisError, OSError) as error:
            # Unchecked rights are none; the browser comes back by itself.
            log.warning("sockets.check_failed", error=type(error).__name__)
            await self.close(TRY_LATER)
            return False

    async def _may_stay(self) -> bool:
        refusal = await self._refusal()
        if refusal:
            await self.close(refusal)
        return not refusal

    async def _refusal(self) -> int:
        """Look anew who this is and join what they may hear; 0, or a close code."""
        user, groups = await self._looked_up()
        if user is None and not self.is_public:
            return SIGNED_OUT
        if groups is None:
            return NOT_ALLOWED
        wanted = set(groups) | ({visitor_group(user.pk)} if user else set())
        for group in wanted - self._joined:
            await self.listen(group)
        for group in self._joined - wanted:
            await self.stop_listening(group)
        self._joined = wanted
        return 0

    async def listen(self, group: str) -> None:
        """Join a group; a socket that many share another way needs no channel."""
        await self.channel_layer.group_add(group, self.channel_name)

    async def stop_listening(self, group: str) -> None:
        await self.channel_layer.group_discard(group, self.channel_name)

    @database_sync_to_async
    def _looked_up(self) -> tuple[Any, Collection[str] | None]:
        user = signed_in_user(self.scope)
        if user is not None and self._user_id not in {None, user.pk}:
            return None, None  # the session went on with somebody else
        self._user_id = user.pk if user else self._user_id
        if user is None and not self.is_public:
            return None, None
        return user, self.groups_for(user)

    def _is_flooding(self) -> bool:
        now = time.monotonic()
        if now - self._counted_from > MESSAGE_WINDOW:
            self._counted_from, self._counted = now, 0
        self._counted += 1
        return self._counted > MOST_MESSAGES


def visitor_group(user_id: int) -> str:
    return f"visitor.{user_id}"


def recheck_on_commit(groups: Iterable[str]) -> None:
    """Let sockets that joined a group look anew what they may hear, once it is so."""
    transaction.on_commit(partial(recheck, sorted(groups)))


def recheck(groups: Iterable[str]) -> None:
    try:
        async_to_sync(_tell)(groups)
    except (RedisError, OSError) as error:  # they check themselves within a minute
        log.warning("sockets.recheck_lost", error=type(error).__name__)


async def _tell(groups: Iterable[str]) -> None:
    layer = get_channel_layer()
    for group in groups:
        await layer.group_send(group, {"type": "visitor.changed"})


def is_own_origin(scope: dict[str, Any]) -> bool:
    """Browsers always send an Origin; pages of other sites must not listen."""
    origins = [value for name, value in scope["headers"] if name == b"origin"]
    if len(origins) != 1:
        return False
    return origins[0].decode("latin-1") in {
        _origin(address)
        for address in (settings.BASE_URL, *settings.CSRF_TRUSTED_ORIGINS)
    }


def stored_request(scope: dict[str, Any]) -> HttpRequest:
    """A request with the session as it is stored now; an empty one without a cookie."""
    key = scope["cookies"].get(settings.SESSION_COOKIE_NAME) or None
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    return request


def signed_in_user(scope: dict[str, Any]) -> Any:
    """The active user of the session as it is stored now, or None."""
    if not scope["cookies"].get(settings.SESSION_COOKIE_NAME):
        return None
    request = stored_request(scope)
    user = get_user(request)
    return user if user.is_authenticated and user.is_active else None


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _message(text: str) -> dict[str, Any] | None:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) else None
