"""Open pages of a network: who hears, and that nothing is lost or doubled."""

import pytest
from asgiref.sync import sync_to_async
from channels.routing import URLRouter
from channels.sessions import CookieMiddleware

from commons.notifications import tasks
from participation.networks.enums import Visibility
from participation.networks.models import NetworkMembership
from participation.networks.routing import urlpatterns
from participation.networks.services import posting
from tests.commons.test_notification_sockets import woken_broadcasts
from tests.commons.test_sockets import ORIGIN, Socket, cookie_of, run
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.networks import make_network, member_of
from tests.factories.posts import said

pytestmark = pytest.mark.usefixtures("own_database")


def socket_of(network, session="", origin=ORIGIN):
    headers = [(b"origin", origin.encode())]
    if session:
        headers.append((b"cookie", f"session={session}".encode()))
    socket = Socket(CookieMiddleware(URLRouter(urlpatterns)), headers)
    socket.scope["path"] = f"/ws/netzwerke/{network.pk}/"
    return socket


def code_for(network, **options):
    """How the socket ends; 0 where it stays open."""

    async def scenario():
        socket = socket_of(network, **options)
        await socket.connect()
        if await socket.receive_nothing():
            await socket.leave()
            return 0
        return await socket.end()

    return run(scenario)


def heard(network, sent, session=""):
    async def scenario():
        socket = socket_of(network, session=session)
        await socket.connect()
        said_so = []
        for ids in sent:
            await sync_to_async(tasks.broadcast)(**ids)
            said_so.append(await socket.hear())
        await socket.leave()
        return said_so

    return run(scenario)


@pytest.mark.parametrize(
    ("visibility", "expected"),
    (
        (Visibility.OPEN, [0, 0, 0, 0]),
        (Visibility.MEMBERS, [0, 4403, 4403, 4403]),
        (Visibility.HIDDEN, [0, 4403, 4403, 4403]),
    ),
)
def test_who_may_read_may_listen(visibility, expected):
    network, _coordinator = make_network(visibility)
    left = member_of(network)
    rows = NetworkMembership.objects.filter(user=left)
    rows.update(left_at=network.submitted_at)
    sessions = [cookie_of(member_of(network)), cookie_of(left), "", ""]
    sessions[3] = cookie_of(make_staff())

    assert [code_for(network, session=each) for each in sessions] == expected


def test_pages_of_other_sites_do_not_listen():
    network, _coordinator = make_network()

    async def scenario():
        return await socket_of(network, origin="https://evil.example").connect()

    assert run(scenario) is False


def test_each_word_bears_the_number_of_the_newest_post_and_no_content(monkeypatch):
    network, coordinator = make_network(Visibility.HIDDEN)
    sent = woken_broadcasts(monkeypatch)
    group = f"network.{network.pk}"
    post = said(network, by=coordinator)
    posting.pin(post, by=coordinator)

    words = heard(network, sent, session=cookie_of(coordinator))

    assert words == [
        {"verb": f"network_post.{what}", "group": group, "sequence": 1}
        for what in ("published", "pinned")
    ]


def numbers_in(response):
    return [entry.post.number for entry in response.context["posts"].entries]


def test_a_gap_is_filled_by_the_number_that_a_page_knows(client):
    network, coordinator = make_network()
    for _ in range(4):
        said(network, by=coordinator)
    url = f"/netzwerke/beitraege/{network.pk}/neues/"

    after_two = client.get(url, {"nach": "2"})
    after_all = client.get(url, {"nach": "4"})
    whole = client.get(url)

    assert numbers_in(after_two) == [4, 3]
    assert numbers_in(after_all) == []
    assert numbers_in(whole) == [4, 3, 2, 1]
    assert 'data-sequence="4" data-first="3"' in after_two.content.decode()
    assert 'data-sequence="4" data-first="1"' in whole.content.decode()


def test_after_a_long_absence_the_list_begins_anew(client):
    network, coordinator = make_network()
    for _ in range(22):
        said(network, by=coordinator)

    page = client.get(f"/netzwerke/beitraege/{network.pk}/neues/", {"nach": "1"})

    assert numbers_in(page) == list(range(22, 12, -1))
    assert 'data-first="13"' in page.content.decode()


def test_the_page_that_is_swapped_in_is_the_one_that_is_loaded(client):
    network, coordinator = make_network()
    said(network, by=coordinator)

    page = client.get(network.get_absolute_url()).content.decode()
    news = client.get(f"/netzwerke/beitraege/{network.pk}/neues/").content.decode()

    rows = news[news.index("<ol") : news.index("</ol>")]
    assert "".join(rows.split()) in "".join(page.split())


@pytest.mark.parametrize("nach", ("-1", "x", "9" * 30))
def test_a_number_that_is_none_is_refused(client, nach):
    network, _coordinator = make_network()

    response = client.get(f"/netzwerke/beitraege/{network.pk}/neues/", {"nach": nach})

    assert response.status_code == 400


@pytest.mark.parametrize("visibility", (Visibility.MEMBERS, Visibility.HIDDEN))
def test_news_are_for_who_reads(client, sign_in, visibility):
    network, _coordinator = make_network(visibility)
    sign_in(client, UserFactory())

    response = client.get(f"/netzwerke/beitraege/{network.pk}/neues/")

    assert response.status_code == (403 if visibility == Visibility.MEMBERS else 404)
