"""Open pages hear that somebody has written; rows are committed here."""

import uuid

import pytest
from asgiref.sync import sync_to_async
from channels.routing import URLRouter
from channels.sessions import CookieMiddleware

from commons.notifications import tasks
from participation.discussion import consumers
from participation.discussion.routing import urlpatterns
from participation.discussion.services.writing import write
from participation.moderation.enums import Publication
from tests.commons.test_notification_sockets import woken_broadcasts
from tests.commons.test_sockets import ORIGIN, Socket, cookie_of, run
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.usefixtures("own_database")


def socket_at(path, session="", origin=ORIGIN):
    headers = [(b"origin", origin.encode())]
    if session:
        headers.append((b"cookie", f"session={session}".encode()))
    socket = Socket(CookieMiddleware(URLRouter(urlpatterns)), headers)
    socket.scope["path"] = path
    return socket


def talk_of(idea, **options):
    return socket_at(f"/ws/diskussion/idea/{idea.pk}/", **options)


def ended_with(idea, **options):
    async def scenario():
        socket = talk_of(idea, **options)
        await socket.connect()
        return await socket.end()

    return run(scenario)


def test_everybody_who_reads_hears_that_somebody_has_written(monkeypatch):
    idea, author = IdeaFactory(), UserFactory()
    IdeaFactory(author=author)
    sent = woken_broadcasts(monkeypatch)
    write(idea, "Das ist gut.", draft_id=uuid.uuid4(), by=author)

    async def scenario():
        stranger = talk_of(idea)
        await stranger.connect()
        for ids in sent:
            await sync_to_async(tasks.broadcast)(**ids)
        said = await stranger.hear()
        await stranger.leave()
        return said

    assert run(scenario) == {
        "verb": "comment.published",
        "group": f"talk.idea.{idea.pk}",
    }


@pytest.mark.parametrize("state", (Publication.SUBMITTED, Publication.HIDDEN))
def test_nobody_listens_to_what_they_may_not_see(state):
    idea = IdeaFactory(publication=state)

    assert ended_with(idea) == 4403
    assert ended_with(idea, session=cookie_of(UserFactory())) == 4403


def test_the_author_listens_where_the_idea_waits():
    idea = IdeaFactory(publication=Publication.HIDDEN)
    session = cookie_of(idea.author)

    async def scenario():
        socket = talk_of(idea, session=session)
        await socket.connect()
        is_quiet = await socket.receive_nothing()
        await socket.leave()
        return is_quiet

    assert run(scenario)


def test_pages_of_other_sites_do_not_listen():
    idea = IdeaFactory()

    async def scenario():
        socket = talk_of(idea, origin="https://evil.example")
        return await socket.connect()

    assert run(scenario) is False


def test_a_word_that_is_no_host_ends_the_socket():
    async def scenario():
        socket = socket_at("/ws/diskussion/user/1/")
        await socket.connect()
        return await socket.end()

    assert run(scenario) == 4403


def test_a_crowd_of_strangers_is_bounded_and_people_with_accounts_still_listen(
    monkeypatch,
):
    monkeypatch.setattr(consumers, "MOST_STRANGERS", 1)
    idea = IdeaFactory()
    session = cookie_of(UserFactory())

    async def scenario():
        first, second = talk_of(idea), talk_of(idea)
        await first.connect()
        await second.connect()
        refused = await second.end()
        known = talk_of(idea, session=session)
        await known.connect()
        is_quiet = await known.receive_nothing()
        await known.leave()
        await first.leave()
        third = talk_of(idea)
        await third.connect()
        is_free = await third.receive_nothing()
        await third.leave()
        return refused, is_quiet, is_free

    assert run(scenario) == (4429, True, True)
    assert consumers.TalkConsumer.strangers == 0
