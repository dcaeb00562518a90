"""One click stops the sort of mail it stands in, and can be taken back."""

import re
from urllib.parse import urlsplit

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from commons.notifications import services, subjects, unsubscribing
from commons.notifications.enums import Pace
from commons.notifications.models import (
    Digest,
    Follow,
    MailPreference,
    MutedAddress,
    Notification,
    SubjectPreference,
)
from commons.notifications.queries.wishes import wishes_of
from commons.notifications.services import addresses, preferences
from tests.factories.accounts import UserFactory
from tests.factories.notifications import NotificationFactory
from tests.keys import empty_keys

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("greeting")]
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture(autouse=True)
def _nobody_clicked_yet():
    empty_keys()


@pytest.fixture
def mailer():
    """As a mail program comes: no cookie, no token of ours."""
    return Client(enforce_csrf_checks=True)


def path_of(row):
    return urlsplit(unsubscribing.url_for(row)).path


def paces(user):
    return wishes_of([user.pk])[user.pk].paces


def undo_in(response):
    found = re.search(r'name="before" value="([^"]+)"', response.content.decode())
    return {"before": found[1]}


def digest_of(user, pace, *told):
    digest = Digest.objects.create(
        user=user, pace=pace, due_at=timezone.now(), created_at=timezone.now()
    )
    Notification.objects.filter(pk__in=[row.pk for row in told]).update(digest=digest)
    Digest.objects.filter(pk=digest.pk).update(closed_at=timezone.now())
    digest.refresh_from_db()
    return digest


def test_asking_says_what_would_stop_and_stops_nothing(client):
    row = NotificationFactory(subject=subjects.PLACES)

    shown = client.get(path_of(row)).content.decode()
    client.head(path_of(row))

    assert "Diese Mails abbestellen?" in shown
    assert str(subjects.get(subjects.PLACES).label) in shown
    assert (MailPreference.objects.count(), SubjectPreference.objects.count()) == (0, 0)


def test_a_single_mail_stops_its_subject_alone(mailer):
    row = NotificationFactory(subject=subjects.PLACES)

    done = mailer.post(path_of(row), ONE_CLICK)

    assert done.status_code == 200
    assert "Abbestellt" in done.content.decode()
    assert paces(row.user) == {subjects.PLACES: Pace.BELL}
    assert wishes_of([row.user_id])[row.user_id].wants_mail


def test_a_mail_of_a_follow_with_its_own_pace_stops_just_that(mailer):
    row = NotificationFactory(reason="follower", subject=subjects.FOLLOWED)
    other = UserFactory()
    for target in (row.happening.target_id, other.pk):
        Follow.objects.create(
            user=row.user,
            kind="user",
            target_id=target,
            created_at=timezone.now(),
            pace=Pace.AT_ONCE,
        )

    done = mailer.post(path_of(row), ONE_CLICK)
    stopped = list(Follow.objects.order_by("pk").values_list("pace", flat=True))
    mailer.post(path_of(row), undo_in(done))

    assert stopped == [Pace.BELL, Pace.AT_ONCE]
    assert paces(row.user) == {}
    assert set(Follow.objects.values_list("pace", flat=True)) == {Pace.AT_ONCE}


@pytest.mark.parametrize("number", (1, 30))
def test_a_mail_of_an_hour_asks_as_often_for_one_line_as_for_thirty(
    client, number, django_assert_num_queries
):
    reader = UserFactory()
    told = [
        NotificationFactory(user=reader, subject=subjects.CONVERSATION)
        for _number in range(number)
    ]
    address = path_of(digest_of(reader, Pace.AT_ONCE, *told))

    with django_assert_num_queries(11):
        shown = client.get(address)

    assert str(subjects.get(subjects.CONVERSATION).label) in shown.content.decode()


def test_a_gathered_mail_stops_all_that_comes_at_its_pace(mailer):
    reader = UserFactory()
    preferences.set_paces(
        reader, {subjects.OWN: Pace.WEEKLY, subjects.PLACES: Pace.DAILY}
    )
    services.follow(reader, UserFactory())
    Follow.objects.update(pace=Pace.WEEKLY)
    digest = digest_of(reader, Pace.WEEKLY)
    before = paces(reader)

    done = mailer.post(path_of(digest), ONE_CLICK)

    assert "die Wochenmail" in done.content.decode()
    assert paces(reader)[subjects.PLACES] == Pace.DAILY
    weekly = {
        subject.key
        for subject in subjects.all_subjects()
        if (before.get(subject.key) or subject.default) == Pace.WEEKLY
    }
    stopped = {key for key, pace in paces(reader).items() if pace == Pace.BELL}
    assert stopped == weekly
    assert Follow.objects.get().pace == Pace.BELL
    mailer.post(path_of(digest), undo_in(done))
    assert (paces(reader), Follow.objects.get().pace) == (before, Pace.WEEKLY)


def test_a_daily_mail_after_a_pause_stops_what_waited_in_it(mailer):
    reader = UserFactory()
    told = NotificationFactory(user=reader, subject=subjects.OWN, pace=Pace.AT_ONCE)
    digest = digest_of(reader, Pace.DAILY, told)

    mailer.post(path_of(digest), ONE_CLICK)

    assert paces(reader) == {subjects.OWN: Pace.BELL}


def test_talk_gathered_within_the_hour_stops_talk(mailer):
    reader = UserFactory()
    told = NotificationFactory(user=reader, subject=subjects.CONVERSATION)
    digest = digest_of(reader, Pace.AT_ONCE, told)

    mailer.post(path_of(digest), ONE_CLICK)

    assert paces(reader) == {subjects.CONVERSATION: Pace.BELL}


def test_a_second_click_stops_nothing_more_and_says_so(mailer):
    row = NotificationFactory(subject=subjects.OWN)

    first, second = (mailer.post(path_of(row), ONE_CLICK) for _ in range(2))

    assert "Schon abbestellt" in second.content.decode()
    mailer.post(path_of(row), undo_in(first))
    assert paces(row.user) == {}
    asked = mailer.get(path_of(row)).content.decode()
    assert "Diese Mails abbestellen?" in asked


def test_taking_back_leaves_what_was_chosen_since(mailer):
    row = NotificationFactory(subject=subjects.OWN)
    done = mailer.post(path_of(row), ONE_CLICK)
    preferences.set_pace(row.user, subjects.OWN, Pace.DAILY)

    mailer.post(path_of(row), undo_in(done))

    assert paces(row.user) == {subjects.OWN: Pace.DAILY}


def test_nobody_takes_back_with_words_of_their_own(mailer):
    row = NotificationFactory(subject=subjects.OWN)
    mailer.post(path_of(row), ONE_CLICK)

    mailer.post(path_of(row), {"before": "WzEsMl0:forged:signature"})

    assert paces(row.user) == {subjects.OWN: Pace.BELL}


def test_work_stopped_by_mail_still_stands_on_the_platform(mailer):
    row = NotificationFactory(subject=subjects.WORK)

    shown = mailer.post(path_of(row), ONE_CLICK).content.decode()

    assert paces(row.user) == {subjects.WORK: Pace.BELL}
    assert "Ihre Aufgaben stehen in jedem Fall" in shown


def test_an_address_without_account_stops_and_comes_back(mailer):
    row = NotificationFactory(user=None, address="nachbarin@example.org")

    done = mailer.post(path_of(row), ONE_CLICK)
    muted = addresses.is_muted("Nachbarin@example.org")
    again = mailer.get(path_of(row))
    mailer.post(path_of(row), undo_in(again))

    assert muted
    assert "Rückgängig" in done.content.decode()
    assert "Wieder bekommen" in again.content.decode()
    assert MutedAddress.objects.count() == 0


def test_links_of_mails_sent_long_ago_still_stop(mailer):
    row = NotificationFactory(subject=subjects.PLACES)
    old = signing.dumps(row.pk, salt=unsubscribing.SALT)

    mailer.post(f"/mitteilungen/abbestellen/{old}/", ONE_CLICK)

    assert paces(row.user) == {subjects.PLACES: Pace.BELL}


@pytest.mark.parametrize("sort", ("single", "gathered"))
def test_a_link_outlives_what_it_was_made_from(sort, mailer):
    reader = UserFactory()
    if sort == "single":
        row = NotificationFactory(user=reader, subject=subjects.PLACES)
    else:
        row = digest_of(reader, Pace.WEEKLY)
    path = path_of(row)
    row.delete()

    mailer.post(path, ONE_CLICK)

    assert paces(reader)[subjects.PLACES] == Pace.BELL


def test_the_page_leads_to_the_wishes_without_sign_in(client):
    row = NotificationFactory(subject=subjects.PLACES)
    path = path_of(row)

    now = client.get(path).context["wishes_url"]
    row.user.email = "neu@example.org"
    row.user.save()
    later = client.get(path).context["wishes_url"]

    assert urlsplit(now).path.startswith("/mitteilungen/wuensche/")
    assert later == "/mitteilungen/einstellungen/"
    assert client.get(urlsplit(now).path).status_code == 404


def test_the_page_is_kept_from_caches_and_search_engines(client):
    response = client.get(path_of(NotificationFactory()))

    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
    assert response["Referrer-Policy"] == "strict-origin"


def test_too_many_clicks_on_one_link_are_refused(mailer, monkeypatch):
    monkeypatch.setattr("commons.notifications.views.unsubscribing.RATE", "2/h")
    path = path_of(NotificationFactory())

    statuses = [mailer.post(path, ONE_CLICK).status_code for _ in range(3)]

    assert statuses == [200, 200, 429]
