"""What is new since the last visit; marks go forward only."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commons.accounts.visitors import visitor_for
from participation.discussion.queries.listing import microseconds
from participation.networks.enums import Visibility
from participation.networks.models import NetworkVisit
from participation.networks.queries.posting import posts_of, unread_counts
from participation.networks.services import visiting
from tests.factories.accounts import UserFactory
from tests.factories.networks import make_network, member_of
from tests.factories.posts import PostFactory, said

pytestmark = pytest.mark.django_db
AGO = timedelta(hours=1)


def seen(network, user, *, ago=AGO):
    return NetworkVisit.objects.create(
        user=user, network=network, seen_at=timezone.now() - ago
    )


def test_what_others_wrote_since_is_new_and_ones_own_is_not(client, sign_in):
    network, coordinator = make_network()
    reader = member_of(network)
    PostFactory(network=network, submitted_at=timezone.now() - 2 * AGO)
    seen(network, reader)
    said(network, by=reader)
    fresh = said(network, by=coordinator)
    sign_in(client, reader)

    posts = client.get(f"/netzwerke/beitraege/{network.pk}/").context["posts"]

    assert posts.new_count == 1
    assert [entry.post for entry in posts.entries if entry.is_new] == [fresh]


def test_whoever_comes_for_the_first_time_finds_nothing_marked():
    network, coordinator = make_network()
    said(network, by=coordinator)

    posts = posts_of(network, visitor_for(UserFactory()))

    assert (posts.new_count, posts.entries[0].is_new) == (0, False)


def test_the_page_marks_what_it_shows_by_a_post_alone(client, sign_in):
    network, coordinator = make_network()
    post = said(network, by=coordinator)
    reader = member_of(network)
    sign_in(client, reader)
    page = client.get(network.get_absolute_url())

    client.post(
        f"/netzwerke/gesehen/{network.pk}/", {"seit": microseconds(post.published_at)}
    )

    assert f"/netzwerke/gesehen/{network.pk}/" in page.content.decode()
    assert NetworkVisit.objects.get(user=reader).seen_at == post.published_at


def test_a_mark_never_goes_back_nor_ahead_of_time():
    network, coordinator = make_network()
    now = timezone.now()

    visiting.mark(network, until=now + AGO, by=coordinator)
    visiting.mark(network, until=now - AGO, by=coordinator)

    assert now <= NetworkVisit.objects.get().seen_at <= timezone.now()


def test_who_may_not_read_marks_nothing(client, sign_in):
    network, _coordinator = make_network(Visibility.MEMBERS)
    sign_in(client, UserFactory())

    response = client.post(f"/netzwerke/gesehen/{network.pk}/", {"seit": "1"})

    assert response.status_code == 403
    assert not NetworkVisit.objects.exists()


@pytest.mark.parametrize("given", ("", "x", "9" * 30))
def test_a_mark_that_says_no_time_is_refused(client, sign_in, given):
    network, coordinator = make_network()
    sign_in(client, coordinator)

    response = client.post(f"/netzwerke/gesehen/{network.pk}/", {"seit": given})

    assert response.status_code == 400


def test_counts_for_many_networks_take_one_query(django_assert_num_queries):
    reader = UserFactory()
    networks = [make_network() for _ in range(3)]
    for step, (network, coordinator) in enumerate(networks):
        seen(network, reader)
        for _ in range(step):
            said(network, by=coordinator)
    ids = [network.pk for network, _coordinator in networks]

    with django_assert_num_queries(1):
        counts = unread_counts(visitor_for(reader), ids)

    assert counts == {ids[1]: 1, ids[2]: 2}
