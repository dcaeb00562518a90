"""Open pages of a round hear that something came; rows are committed here."""

import pytest
from asgiref.sync import sync_to_async
from channels.routing import URLRouter
from channels.sessions import CookieMiddleware
from django.test import Client
from django.urls import reverse

from commons.links import services as links
from commons.notifications import tasks
from neighbourhood.rounds.routing import urlpatterns
from neighbourhood.rounds.services import talking
from tests.commons.test_notification_sockets import woken_broadcasts
from tests.commons.test_sockets import ORIGIN, Socket, cookie_of, run
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.rounds import make_member, make_round, party_of

pytestmark = pytest.mark.usefixtures("own_database")


def socket_of(row, session=""):
    headers = [(b"origin", ORIGIN.encode())]
    if session:
        headers.append((b"cookie", f"session={session}".encode()))
    socket = Socket(CookieMiddleware(URLRouter(urlpatterns)), headers)
    socket.scope["path"] = f"/ws/runde/{row.pk}/"
    return socket


def on_link(party):
    """The session of somebody who opened the link of a mail."""
    client = Client()
    client.post(reverse("rounds:link-show", args=[links.token_of(party.link)]))
    return client.session.session_key


def ended_with(row, session=""):
    async def scenario():
        socket = socket_of(row, session)
        await socket.connect()
        return await socket.end()

    return run(scenario)


def test_desk_member_and_link_hear_of_a_word_and_read_none(monkeypatch):
    office = DepartmentFactory()
    row = make_round(office, DepartmentFactory())
    sessions = [
        cookie_of(make_staff()),
        cookie_of(make_member(office)),
        on_link(party_of(row, office)),
    ]
    sent = woken_broadcasts(monkeypatch)
    talking.say(row, text="Ein Geheimnis.", by=make_staff())

    async def scenario():
        sockets = [socket_of(row, session) for session in sessions]
        for socket in sockets:
            await socket.connect()
        for ids in sent:
            await sync_to_async(tasks.broadcast)(**ids)
        heard = [await socket.hear() for socket in sockets]
        for socket in sockets:
            await socket.leave()
        return heard

    word = {"verb": "round.message", "group": f"round.{row.pk}"}
    assert run(scenario) == [word] * 3


def test_nobody_else_listens():
    row, other = make_round(), make_round()

    assert ended_with(row) == 4403
    assert ended_with(row, cookie_of(UserFactory())) == 4403
    assert ended_with(row, cookie_of(make_member())) == 4403
    assert ended_with(row, on_link(party_of(other))) == 4403


def test_a_link_that_ended_hears_nothing():
    row = make_round()
    party = party_of(row)
    session = on_link(party)
    links.revoke(party.link)

    assert ended_with(row, session) == 4403
