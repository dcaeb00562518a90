"""Open pages of whoever may not read any more go silent at once; rows are committed."""

import uuid

import pytest
from asgiref.sync import sync_to_async
from channels.routing import URLRouter
from channels.sessions import CookieMiddleware

from participation.actors.models import ActorMembership
from participation.actors.services import people, publication
from participation.discussion.routing import urlpatterns as talks
from participation.discussion.services.writing import write as comment_on
from participation.moderation import services as moderation
from participation.moderation.enums import Verdict
from participation.networks.enums import Joining, Visibility
from participation.networks.routing import urlpatterns as spaces
from participation.networks.services import closing, founding, membership
from participation.networks.services.founding import Charter
from tests.commons.test_sockets import ORIGIN, Socket, cookie_of, run
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.networks import make_house, make_network, member_of, speaker_of
from tests.factories.posts import said
from tests.participation.deciding import ruling

pytestmark = pytest.mark.usefixtures("own_database")
NOT_ALLOWED = 4403


def listening(network, user):
    """Sockets of somebody's two open pages: the space, and one post with its talk."""
    post = network.posts.get()
    paths = f"/ws/netzwerke/{network.pk}/", f"/ws/diskussion/network_post/{post.pk}/"
    headers = [(b"origin", ORIGIN.encode())]
    if user is not None:
        headers.append((b"cookie", f"session={cookie_of(user)}".encode()))
    application = CookieMiddleware(URLRouter([*spaces, *talks]))
    sockets = [Socket(application, headers) for _path in paths]
    for socket, path in zip(sockets, paths, strict=True):
        socket.scope["path"] = path
    return sockets


def codes_after(network, user, act):
    """How the two end once `act` is done; 0 where one stays open."""
    sockets = listening(network, user)

    async def scenario():
        for socket in sockets:
            await socket.connect()
        await sync_to_async(act)()
        return [await _code_of(socket) for socket in sockets]

    return run(scenario)


async def _code_of(socket):
    if await socket.receive_nothing(1):
        await socket.leave()
        return 0
    return await socket.end()


def talked_about(visibility):
    network, coordinator = make_network(visibility)
    post = said(network, by=coordinator)
    comment_on(post, "Ja.", draft_id=uuid.uuid4(), by=coordinator)
    return network, coordinator


def row_of(network, user):
    return network.memberships.get(user=user)


def test_who_leaves_hears_nothing_more():
    network, _coordinator = talked_about(Visibility.MEMBERS)
    member = member_of(network)

    def leave():
        membership.leave(row_of(network, member), by=member)

    assert codes_after(network, member, leave) == [NOT_ALLOWED, NOT_ALLOWED]


def test_who_is_removed_hears_nothing_more_and_others_do():
    network, coordinator = talked_about(Visibility.HIDDEN)
    one, other = member_of(network), member_of(network)

    def remove(user):
        return lambda: membership.remove(row_of(network, user), by=coordinator)

    assert codes_after(network, one, remove(one)) == [NOT_ALLOWED, NOT_ALLOWED]
    third = member_of(network)
    assert codes_after(network, other, remove(third)) == [0, 0]


def test_whose_actor_is_removed_from_a_network_hears_nothing_more():
    network, coordinator = talked_about(Visibility.MEMBERS)
    house = make_house()
    member_of(network, actor=house)
    row, speaker = network.memberships.get(actor=house), speaker_of(house)

    def remove():
        membership.remove(row, by=coordinator)

    assert codes_after(network, speaker, remove) == [NOT_ALLOWED, NOT_ALLOWED]


@pytest.mark.parametrize("way", ("let_go", "withdrawn", "removed"))
def test_who_heard_by_an_actor_hears_nothing_without_it(way):
    network, _coordinator = talked_about(Visibility.MEMBERS)
    house = make_house()
    member_of(network, actor=house)
    owner, speaker = speaker_of(house), speaker_of(house)
    moderator = make_staff()
    ways = {
        "let_go": lambda: people.let_go(
            ActorMembership.objects.get(user=speaker), by=owner
        ),
        "withdrawn": lambda: publication.withdraw(house, by=owner),
        "removed": lambda: moderation.decide_directly(
            house, **ruling(Verdict.REMOVE), by=moderator
        ),
    }

    assert codes_after(network, speaker, ways[way]) == [NOT_ALLOWED, NOT_ALLOWED]


def test_strangers_hear_nothing_of_a_network_that_is_hidden_from_now_on():
    network, coordinator = talked_about(Visibility.OPEN)
    member = member_of(network)

    def hide():
        charter = Charter(
            network.name,
            network.purpose,
            visibility=Visibility.HIDDEN,
            joining=Joining.INVITATION,
        )
        network.refresh_from_db()
        founding.change(network, charter, version=network.version, by=coordinator)

    assert codes_after(network, None, hide) == [NOT_ALLOWED, NOT_ALLOWED]
    assert codes_after(network, member, hide) == [0, 0]


def test_nobody_hears_of_a_network_that_the_desk_has_hidden():
    network, _coordinator = talked_about(Visibility.OPEN)
    moderator = make_staff()

    def hide():
        moderation.decide_directly(network, **ruling(Verdict.HIDE), by=moderator)

    assert codes_after(network, UserFactory(), hide) == [NOT_ALLOWED, NOT_ALLOWED]


def test_who_listens_to_a_network_that_ends_is_asked_anew():
    network, coordinator = talked_about(Visibility.MEMBERS)
    member = member_of(network)
    rows = network.memberships.filter(user=member)

    def close():
        # Lost its message: what ends a network catches up on it.
        rows.update(left_at=network.submitted_at)
        closing.close(network, reason="Fertig.", by=coordinator)

    assert codes_after(network, member, close) == [NOT_ALLOWED, NOT_ALLOWED]
