"""What is said in a closed circle: not found, and read at the desk only if reported."""

import uuid

import pytest
from django.urls import reverse

from commons.search import services as search
from commons.search.models import SearchRow
from commons.verbs.services import happened
from participation.discussion.services.writing import write as comment_on
from participation.moderation.services import reports
from participation.moderation.services.reports import Notice
from participation.networks.enums import Visibility
from participation.networks.models import Network
from tests.factories.accounts import make_staff
from tests.factories.networks import make_network, member_of
from tests.factories.posts import said

pytestmark = pytest.mark.django_db


def reported(post, *, by):
    notice = Notice(reason="insult", text="Das beleidigt.")
    return reports.report(post, notice, by=by)


@pytest.mark.parametrize(
    ("visibility", "is_found"), ((Visibility.OPEN, True), (Visibility.MEMBERS, False))
)
def test_search_finds_only_what_everybody_reads(visibility, is_found):
    network, coordinator = make_network(visibility)
    post = said(network, by=coordinator, text="Quittenernte")
    comment_on(post, "Quittenmus", draft_id=uuid.uuid4(), by=coordinator)
    search.reindex("network_post")
    search.reindex("comment")

    rows = SearchRow.objects.filter(kind__in=("network_post", "comment"))

    assert rows.count() == (2 if is_found else 0)


@pytest.mark.parametrize("visibility", (Visibility.MEMBERS, Visibility.HIDDEN))
def test_the_desk_reads_a_closed_post_only_once_it_is_reported(
    client, sign_in, visibility
):
    network, coordinator = make_network(visibility)
    post, other = said(network, by=coordinator), said(network, by=coordinator)
    moderator = make_staff()
    sign_in(client, moderator)
    desk = reverse("moderation:contribution", args=["network_post", post.pk])

    before = client.get(desk)
    reported(post, by=member_of(network))
    after = client.get(desk, follow=True)
    beside = client.get(
        reverse("moderation:contribution", args=["network_post", other.pk])
    )

    assert before.status_code == 404
    assert post.text in after.content.decode()
    is_named = network.name in after.content.decode()
    assert is_named == (visibility == Visibility.MEMBERS)
    assert beside.status_code == 404
    assert client.get(post.get_absolute_url()).status_code == 404


def test_a_network_that_closes_its_doors_shows_its_talk_to_nobody_outside(
    client, django_capture_on_commit_callbacks
):
    network, coordinator = make_network()
    post = said(network, by=coordinator)
    comment_on(post, "Ich komme.", draft_id=uuid.uuid4(), by=coordinator)
    post.refresh_from_db()
    url = reverse("discussion:thread-show", args=[post.thread_id])
    before = client.get(url).status_code

    Network.objects.filter(pk=network.pk).update(visibility=Visibility.MEMBERS)
    network.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        happened("network.changed", network, by=coordinator)

    assert (before, client.get(url).status_code) == (200, 404)


def test_what_a_closing_circle_said_is_found_no_more():
    network, coordinator = make_network()
    post = said(network, by=coordinator, text="Quittenernte")
    comment_on(post, "Quittenmus", draft_id=uuid.uuid4(), by=coordinator)
    rows = SearchRow.objects.filter(kind__in=("network_post", "comment"))
    before = rows.count()

    network.refresh_from_db()
    network.visibility = Visibility.MEMBERS
    network.save(update_fields=["visibility"])
    happened("network.changed", network, by=coordinator)

    assert (before, rows.count()) == (2, 0)
