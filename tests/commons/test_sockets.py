"""Sockets speak to those who may listen, for as long as they may."""

import asyncio
import json

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from asgiref.testing import ApplicationCommunicator
from channels.layers import get_channel_layer
from channels.sessions import CookieMiddleware
from django.contrib.sessions.backends.cached_db import SessionStore
from django.db import OperationalError
from django.test import Client

from commons import sockets
from commons.sockets import LiveConsumer
from tests.clients import sign_in
from tests.factories.accounts import UserFactory

# Channels closes connections after each call, and with them a test's transaction.
pytestmark = pytest.mark.usefixtures("own_database")
ORIGIN = "http://localhost:8000"


class Socket(ApplicationCommunicator):
    """What channels.testing has, without the server that it needs."""

    def __init__(self, application, headers):
        scope = {
            "type": "websocket",
            "path": "/live/",
            "query_string": b"",
            "headers": headers,
        }
        super().__init__(application, scope)

    async def connect(self):
        await self.send_input({"type": "websocket.connect"})
        return (await self.receive_output(3))["type"] == "websocket.accept"

    async def send(self, message):
        kind = "bytes" if isinstance(message, bytes) else "text"
        await self.send_input({"type": "websocket.receive", kind: message})

    async def hear(self):
        answer = await self.receive_output(3)
        assert answer["type"] == "websocket.send", answer
        return json.loads(answer["text"])

    async def end(self):
        """The code with which the other side closes, after whatever it still says."""
        answer = await self.receive_output(3)
        while answer["type"] == "websocket.send":
            answer = await self.receive_output(3)
        await self.leave()
        return answer["code"]

    async def leave(self):
        await self.send_input({"type": "websocket.disconnect", "code": 1000})
        await self.wait(3)


class DeskConsumer(LiveConsumer):
    """May be heard by people whose name is on the list."""

    allowed: dict[int, list[str]] = {}
    heard: list[dict] = []

    def groups_for(self, user):
        return self.allowed.get(user.pk)

    async def on_message(self, content):
        self.heard.append(content)
        await self.say({"echo": content})


class HallConsumer(LiveConsumer):
    is_public = True

    def groups_for(self, user):
        return ["hall"] if user is None else ["hall", "members"]


@pytest.fixture(autouse=True)
def _fresh(settings):
    settings.BASE_URL = ORIGIN
    settings.CSRF_TRUSTED_ORIGINS = ["https://bindeglied.example"]
    DeskConsumer.allowed = {}
    DeskConsumer.heard = []


@pytest.fixture
def clerk():
    user = UserFactory()
    DeskConsumer.allowed[user.pk] = ["desk"]
    return user


def cookie_of(user):
    return sign_in(Client(), user).cookies["session"].value


def socket_of(consumer, session="", origin=ORIGIN, headers=()):
    sent = list(headers)
    if origin:
        sent.append((b"origin", origin.encode()))
    if session:
        sent.append((b"cookie", f"session={session}".encode()))
    return Socket(CookieMiddleware(consumer.as_asgi()), sent)


def run(scenario):
    """Run an async scenario; its database calls come back to this thread."""
    return async_to_sync(scenario)()


async def tell(group, verb="idea.published"):
    event = {"type": "happened", "verb": verb, "group": group}
    await get_channel_layer().group_send(group, event)


def test_who_may_listen_hears_verb_and_group(clerk):
    session = cookie_of(clerk)

    async def scenario():
        socket = socket_of(DeskConsumer, session)
        await socket.connect()
        await tell("desk")
        said = await socket.hear()
        await socket.leave()
        return said

    assert run(scenario) == {"verb": "idea.published", "group": "desk"}


def test_what_is_told_to_others_is_not_heard(clerk):
    session = cookie_of(clerk)

    async def scenario():
        socket = socket_of(DeskConsumer, session)
        await socket.connect()
        await tell("elsewhere")
        is_silent = await socket.receive_nothing(0.3)
        await socket.leave()
        return is_silent

    assert run(scenario)


@pytest.mark.parametrize(
    "origin",
    (
        "",
        "null",
        "http://evil.example",
        "http://localhost:8000.evil.example",
        "https://localhost:8000",
        "http://localhost",
    ),
)
def test_pages_of_other_sites_are_refused_at_the_door(clerk, origin):
    session = cookie_of(clerk)

    async def scenario():
        return await socket_of(DeskConsumer, session, origin=origin).connect()

    assert run(scenario) is False


def test_two_origins_are_as_bad_as_none(clerk):
    session = cookie_of(clerk)
    second = [(b"origin", b"http://evil.example")]

    async def scenario():
        return await socket_of(DeskConsumer, session, headers=second).connect()

    assert run(scenario) is False


def test_a_trusted_origin_beside_our_own_is_let_in(clerk):
    session = cookie_of(clerk)

    async def scenario():
        socket = socket_of(DeskConsumer, session, origin="https://bindeglied.example")
        is_connected = await socket.connect()
        await socket.leave()
        return is_connected

    assert run(scenario)


def refusal_of(consumer, session):
    async def scenario():
        socket = socket_of(consumer, session)
        await socket.connect()
        return await socket.end()

    return run(scenario)


def test_nobody_and_forged_sessions_are_told_to_sign_in():
    assert refusal_of(DeskConsumer, "") == 4401
    assert refusal_of(DeskConsumer, "x" * 32) == 4401


def test_somebody_without_the_right_is_told_so():
    assert refusal_of(DeskConsumer, cookie_of(UserFactory())) == 4403


def test_an_inactive_account_is_signed_out(clerk):
    session = cookie_of(clerk)
    clerk.is_active = False
    clerk.save()

    assert refusal_of(DeskConsumer, session) == 4401


def code_after(change, session, *, then):
    """How a connected socket ends after `change`, told by `then`."""

    async def scenario():
        socket = socket_of(DeskConsumer, session)
        await socket.connect()
        await asyncio.sleep(0)
        change()
        if then is not None:
            await then()
        return await socket.end()

    return run(scenario)


@pytest.mark.parametrize("is_told", (True, False))
def test_a_withdrawn_right_ends_the_socket(clerk, monkeypatch, is_told):
    session = cookie_of(clerk)
    if not is_told:
        monkeypatch.setattr(sockets, "CHECK_EVERY", 0.05)

    async def then():
        await tell(sockets.visitor_group(clerk.pk), "account.role_withdrawn")

    code = code_after(
        DeskConsumer.allowed.clear, session, then=then if is_told else None
    )
    assert code == 4403


def test_a_session_that_ends_ends_the_socket(clerk, monkeypatch):
    session = cookie_of(clerk)
    monkeypatch.setattr(sockets, "CHECK_EVERY", 0.05)

    async def scenario():
        socket = socket_of(DeskConsumer, session)
        await socket.connect()
        await SessionStore(session).adelete()
        return await socket.end()

    assert run(scenario) == 4401


def test_a_check_that_fails_ends_the_socket_until_later(clerk, monkeypatch):
    session = cookie_of(clerk)
    monkeypatch.setattr(sockets, "CHECK_EVERY", 0.05)

    async def scenario():
        socket = socket_of(DeskConsumer, session)
        await socket.connect()
        monkeypatch.setattr(DeskConsumer, "groups_for", unreachable)
        return await socket.end()

    def unreachable(self, user):
        raise OperationalError

    assert run(scenario) == 1013


def test_recheck_reaches_all_sockets_of_a_person(clerk):
    session = cookie_of(clerk)

    async def scenario():
        both = [socket_of(DeskConsumer, session) for _ in range(2)]
        for socket in both:
            await socket.connect()
        DeskConsumer.allowed.clear()
        await sync_to_async(sockets.recheck)([sockets.visitor_group(clerk.pk)])
        return [await socket.end() for socket in both]

    assert run(scenario) == [4403, 4403]


def test_recheck_never_fails_the_request(settings):
    settings.CHANNEL_LAYERS = {
        "default": settings.CHANNEL_LAYERS["default"]
        | {"CONFIG": {"hosts": ["redis://127.0.0.1:1/0"]}}
    }

    sockets.recheck([sockets.visitor_group(1)])


def test_a_right_gained_is_heard_after_the_check(clerk):
    session = cookie_of(clerk)

    async def scenario():
        socket = socket_of(DeskConsumer, session)
        await socket.connect()
        DeskConsumer.allowed[clerk.pk] = ["other"]
        await tell(sockets.visitor_group(clerk.pk), "account.role_granted")
        first = await socket.hear()
        await tell("desk")
        await tell("other")
        second = await socket.hear()
        await socket.leave()
        return [first["verb"], second["group"]]

    assert run(scenario) == ["account.role_granted", "other"]


@pytest.mark.parametrize("is_signed_in", (True, False))
def test_a_public_socket_is_for_everybody(clerk, is_signed_in):
    session = cookie_of(clerk) if is_signed_in else ""

    async def scenario():
        socket = socket_of(HallConsumer, session)
        await socket.connect()
        await tell("hall")
        heard = [(await socket.hear())["group"]]
        await tell("members")
        if not await socket.receive_nothing(0.3):
            heard.append((await socket.hear())["group"])
        await socket.leave()
        return heard

    assert run(scenario) == (["hall", "members"] if is_signed_in else ["hall"])


def test_messages_are_json_objects_and_anything_else_is_left_alone(clerk):
    session = cookie_of(clerk)

    async def scenario():
        socket = socket_of(DeskConsumer, session)
        await socket.connect()
        for text in ("{", "[1]", "3", '"x"', "[" * 2000):
            await socket.send(text)
        await socket.send(json.dumps({"a": 1}))
        said = await socket.hear()
        await socket.leave()
        return said

    assert run(scenario) == {"echo": {"a": 1}}
    assert DeskConsumer.heard == [{"a": 1}]


@pytest.mark.parametrize("flood", (["{}"] * 31, ["x" * 5000], [b"x"]))
def test_a_flood_ends_the_socket(clerk, flood):
    session = cookie_of(clerk)

    async def scenario():
        socket = socket_of(DeskConsumer, session)
        await socket.connect()
        for message in flood:
            await socket.send(message)
        return await socket.end()

    assert run(scenario) == 4429
