"""From a happening to the bell of an open page: rows are committed here."""

import pytest
from asgiref.sync import sync_to_async

from commons.notifications import services, tasks
from commons.notifications.consumers import BellConsumer
from commons.verbs.services import happened
from tests.commons.test_sockets import cookie_of, run, socket_of
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.usefixtures("own_database", "greeting")


def woken_broadcasts(monkeypatch):
    """Run the broadcasts that would go through the broker, in this process."""
    sent = []

    def send(name, countdown, ids):
        if name == "notifications.broadcast":
            sent.append(ids)

    monkeypatch.setattr("commons.wake._send", send)
    return sent


def test_an_open_page_hears_that_its_bell_has_something_new(monkeypatch):
    reader, other = UserFactory(), UserFactory()
    session, foreign = cookie_of(reader), cookie_of(other)
    sent = woken_broadcasts(monkeypatch)
    happening = happened("test.greeted", other, by=other, users=[reader.pk])
    services.expand(happening.pk)

    async def scenario():
        socket, silent = (
            socket_of(BellConsumer, session),
            socket_of(BellConsumer, foreign),
        )
        await socket.connect()
        await silent.connect()
        for ids in sent:
            await sync_to_async(tasks.broadcast)(**ids)
        said, is_quiet = await socket.hear(), await silent.receive_nothing()
        await socket.leave()
        await silent.leave()
        return said, is_quiet

    assert run(scenario) == (
        {"verb": "notification.written", "group": f"visitor.{reader.pk}"},
        True,
    )


def test_nobody_rings_for_people_who_are_not_signed_in():
    async def scenario():
        socket = socket_of(BellConsumer)
        await socket.connect()
        return await socket.end()

    assert run(scenario) == 4401
