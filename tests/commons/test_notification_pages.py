"""The bell, its number, the wish about mail, the link that stops mail."""

import re
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from commons.notifications import unsubscribing
from commons.notifications.enums import Pace
from commons.notifications.models import MailPreference, MutedAddress, Notification
from commons.notifications.queries.wishes import wishes_of
from tests.clients import STRICT_QUERIES
from tests.factories.accounts import UserFactory
from tests.factories.notifications import HappeningFactory, NotificationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("greeting")]
BELL = "/mitteilungen/"


@pytest.fixture
def reader(client, sign_in):
    user = UserFactory()
    sign_in(client, user)
    return user


def lines(response):
    found = r'class="bell-line">(?:<span[^>]*>ungelesen: </span>)?(Gruß von [^<]+)<'
    return re.findall(found, response.content.decode())


def next_in(response):
    mark = response.context["next"]
    return f"{BELL}?{urlencode({'vor': mark})}" if mark else ""


def test_the_bell_shows_one_s_own_newest_first(client, reader):
    old, new = NotificationFactory.create_batch(2, user=reader)
    NotificationFactory()

    response = client.get(BELL)

    assert [entry.pk for entry in response.context["page"].entries] == [new.pk, old.pk]
    assert len(lines(response)) == 2


def test_an_empty_bell_says_what_will_stand_there(client, reader):
    response = client.get(BELL)

    assert "Noch keine Mitteilungen" in response.content.decode()
    assert "gelesen markieren" not in response.content.decode()


@pytest.mark.parametrize("rows", (1, 30))
def test_the_bell_costs_the_same_for_one_row_and_thirty(
    rows, client, reader, django_assert_num_queries
):
    NotificationFactory.create_batch(rows, user=reader)

    with django_assert_num_queries(6 + STRICT_QUERIES):
        response = client.get(BELL)

    assert len(lines(response)) == min(rows, 20)


def test_the_bell_continues_below_without_gap_or_repeat(client, reader):
    written = NotificationFactory.create_batch(45, user=reader)
    shown, url = [], BELL
    while url:
        response = client.get(url)
        shown += [entry.pk for entry in response.context["page"].entries]
        url = next_in(response)

    assert shown == [notification.pk for notification in reversed(written)]


def test_a_senseless_page_mark_starts_from_the_top(client, reader):
    notification = NotificationFactory(user=reader)

    response = client.get(BELL, {"vor": "x"})

    assert [entry.pk for entry in response.context["page"].entries] == [notification.pk]


def test_what_is_gone_is_left_out(client, reader):
    NotificationFactory(user=reader, happening=HappeningFactory(verb="test.forgotten"))

    assert lines(client.get(BELL)) == []


def test_looking_marks_nothing_as_read(client, reader):
    NotificationFactory(user=reader)

    client.get(BELL)

    assert wishes_of([reader.pk])[reader.pk].wants_mail
    assert Notification.objects.filter(read_at=None).count() == 1


def test_opening_marks_as_read_and_leads_there(client, reader):
    notification = NotificationFactory(user=reader)

    response = client.post(f"{BELL}{notification.pk}/oeffnen/")

    notification.refresh_from_db()
    assert (response.status_code, response["Location"]) == (302, "/konto/")
    assert notification.read_at is not None


def test_nobody_opens_another_s(client, reader):
    foreign = NotificationFactory()

    response = client.post(f"{BELL}{foreign.pk}/oeffnen/")

    foreign.refresh_from_db()
    assert (response.status_code, foreign.read_at) == (404, None)


def test_marking_all_leaves_what_came_meanwhile_and_what_is_another_s(client, reader):
    seen = NotificationFactory.create_batch(2, user=reader)
    newer, foreign = NotificationFactory(user=reader), NotificationFactory()

    response = client.post(
        f"{BELL}gelesen/", {"up_to": seen[-1].created_at.isoformat()}
    )

    assert response.status_code == 302
    unread = Notification.objects.filter(read_at=None).order_by("pk")
    assert list(unread) == [newer, foreign]


@pytest.mark.parametrize(
    ("unread", "words"), ((0, ""), (1, "1"), (99, "99"), (120, "99+"))
)
def test_the_number_at_the_bell(unread, words, client, reader):
    Notification.objects.bulk_create(
        NotificationFactory.build(
            user=reader, happening=HappeningFactory(target=reader)
        )
        for _ in range(unread)
    )

    response = client.get(f"{BELL}zahl/")

    assert response.context["count"] == words
    assert response["Cache-Control"].startswith("max-age=0, no-cache, no-store")


@pytest.mark.parametrize(
    ("method", "path"),
    (
        ("get", BELL),
        ("get", f"{BELL}zahl/"),
        ("post", f"{BELL}gelesen/"),
        ("post", f"{BELL}1/oeffnen/"),
    ),
)
def test_the_bell_is_for_people_who_are_signed_in(method, path, client):
    response = getattr(client, method)(path)

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_the_link_in_a_mail_asks_first_and_stops_on_post(client):
    notification = NotificationFactory()
    path = unsubscribing.url_for(notification).partition("8000")[2]

    asked = client.get(path)
    assert (asked.status_code, MailPreference.objects.count()) == (200, 0)

    # As a mail program does it: no cookie, no token of ours.
    done = Client(enforce_csrf_checks=True).post(
        path, {"List-Unsubscribe": "One-Click"}
    )

    assert done.status_code == 200
    wishes = wishes_of([notification.user_id])[notification.user_id]
    assert (wishes.wants_mail, wishes.paces) == (True, {"followed": Pace.BELL})


def test_the_link_mutes_an_address_without_account(client):
    notification = NotificationFactory(user=None, address="nachbarin@example.org")

    client.post(unsubscribing.url_for(notification).partition("8000")[2])

    assert MutedAddress.objects.count() == 1
    assert "nachbarin" not in MutedAddress.objects.get().address_hash


@pytest.mark.parametrize("token", ("x", "MTIz:1abc:forged"))
def test_a_forged_link_leads_nowhere(token, client):
    assert client.post(f"{BELL}abbestellen/{token}/").status_code == 404
