"""The page of wishes about mail: in the account, and by the link in a mail."""

from datetime import date, datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commons.clock import berlin_today
from commons.notifications import saying, services, subjects, unsubscribing
from commons.notifications.enums import Pace
from commons.notifications.models import Follow, MailPreference, SubjectPreference
from commons.notifications.queries.wishes import Wishes, wishes_of
from commons.notifications.services import preferences
from tests.clients import STRICT_QUERIES
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.notifications import NotificationFactory
from tests.keys import empty_keys

pytestmark = pytest.mark.django_db
PAGE = "/mitteilungen/einstellungen/"
MONDAY = datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture
def reader(client, sign_in):
    user = UserFactory()
    sign_in(client, user)
    return user


def as_it_is(**others):
    """What the page sends where nothing has been chosen, but for `others`."""
    paces = {
        f"thema_{subject.key}": subject.default.value
        for subject in subjects.all_subjects()
        if not subject.is_work
    }
    hours = {"daily_hour": "7", "weekly_day": "4", "weekly_hour": "17"}
    return {**paces, **hours, "pause": "keine", "pause_until": "", **others}


def wishes(user):
    return wishes_of([user.pk])[user.pk]


def path_of(user):
    return urlsplit(unsubscribing.preferences_url_for(user)).path


def before_in(response):
    return parse_qs(urlsplit(response["Location"]).query)["vorher"][0]


def test_what_was_left_as_it_was_keeps_following_its_default(client, reader):
    client.post(PAGE, as_it_is(thema_own="daily"))

    chosen = SubjectPreference.objects.values_list("subject", "pace")
    assert list(chosen) == [("own", "daily")]


def test_hours_pause_and_switch_are_kept(client, reader):
    until = berlin_today() + timedelta(days=10)

    client.post(
        PAGE,
        as_it_is(
            no_mail="on",
            daily_hour="6",
            weekly_day="7",
            weekly_hour="9",
            pause="bis",
            pause_until=until.isoformat(),
        ),
    )

    assert wishes(reader) == Wishes(
        wants_mail=False,
        daily_hour=6,
        weekly_day=7,
        weekly_hour=9,
        paused_until=until,
    )


@pytest.mark.parametrize(("pause", "days"), (("woche", 7), ("vier-wochen", 28)))
def test_a_pause_of_weeks_begins_today(pause, days, client, reader):
    client.post(PAGE, as_it_is(pause=pause))

    assert wishes(reader).paused_until == berlin_today() + timedelta(days=days)


@pytest.mark.parametrize("days", (None, 0, -3, 400))
def test_a_pause_needs_a_day_to_come(days, client, reader):
    until = "" if days is None else (berlin_today() + timedelta(days=days)).isoformat()

    response = client.post(PAGE, as_it_is(pause="bis", pause_until=until))

    assert response.status_code == 422
    assert MailPreference.objects.count() == 0


@pytest.mark.parametrize(
    "wrong", ({"thema_own": "yearly"}, {"daily_hour": "24"}, {"weekly_day": "0"})
)
def test_what_nobody_can_choose_is_refused(wrong, client, reader):
    response = client.post(PAGE, as_it_is(**wrong))

    assert response.status_code == 422
    assert SubjectPreference.objects.count() == 0


def test_undo_brings_back_all_that_held_before(client, reader):
    preferences.set_pace(reader, "own", Pace.WEEKLY)
    preferences.set_hours(reader, daily_hour=5, weekly_day=1, weekly_hour=8)
    preferences.pause(reader, date(2027, 1, 1))
    before = wishes(reader)
    done = client.post(PAGE, as_it_is(thema_places="bell", no_mail="on"))

    assert wishes(reader) != before
    shown = client.get(done["Location"]).content.decode()
    assert "Gespeichert." in shown
    client.post(f"{PAGE}rueckgaengig/", {"before": before_in(done)})

    assert wishes(reader) == before


def test_nobody_undoes_with_another_s_wishes(client, reader):
    token = unsubscribing.before_token(UserFactory(), Wishes(wants_mail=False))

    response = client.post(f"{PAGE}rueckgaengig/", {"before": token})

    assert response["Location"] == PAGE
    assert wishes(reader).wants_mail


def test_only_staff_choose_for_their_work(client, reader, sign_in):
    asked = client.get(PAGE).content.decode()
    sign_in(client, make_staff())
    staff = client.get(PAGE).content.decode()

    assert ["Aufgaben" in asked, "Aufgaben" in staff] == [False, True]
    assert "Ihre Aufgaben stehen in jedem Fall" in staff


@pytest.mark.parametrize("rows", (1, 30))
def test_the_page_costs_the_same_however_much_is_followed(
    rows, client, reader, django_assert_num_queries
):
    for target in UserFactory.create_batch(rows):
        services.follow(reader, target)
    Follow.objects.update(pace=Pace.DAILY)

    with django_assert_num_queries(6 + STRICT_QUERIES):
        response = client.get(PAGE)

    assert "Ihre nächste Tagesmail kommt am" in response.content.decode()


@time_machine.travel(MONDAY, tick=False)
def test_a_choice_is_put_into_words_before_it_is_saved(client, reader):
    response = client.get(PAGE, as_it_is(vorschau="1", thema_own="daily"))

    assert "Tagesmail kommt am Dienstag, 24. November, um 7 Uhr" in (
        response.content.decode()
    )
    assert SubjectPreference.objects.count() == 0


@pytest.mark.parametrize(
    ("chosen", "paces", "words"),
    (
        (
            Wishes(),
            ["weekly", "at_once"],
            "Ihre nächste Wochenmail kommt am Donnerstag, 26. November, um 17 Uhr.",
        ),
        (
            Wishes(),
            ["daily", "weekly"],
            (
                "Ihre nächste Tagesmail kommt am Dienstag, 24. November, um 7 Uhr, Ihre "
                "nächste Wochenmail am Donnerstag, 26. November, um 17 Uhr."
            ),
        ),
        (
            Wishes(paused_until=date(2027, 1, 4)),
            ["weekly"],
            (
                "Bis einschließlich Sonntag, 3. Januar 2027, schicken wir Ihnen keine "
                "Mails. Ihre nächste Wochenmail kommt am Donnerstag, 7. Januar 2027, um "
                "17 Uhr."
            ),
        ),
        (
            Wishes(paused_until=date(2026, 11, 1)),
            ["at_once"],
            "Mails kommen, sobald es etwas Neues gibt.",
        ),
        (
            Wishes(wants_mail=False),
            ["at_once"],
            "Sie bekommen keine Mails zu Mitteilungen.",
        ),
        (Wishes(), ["bell"], "Sie bekommen keine Mails: Überall steht „nur hier“."),
    ),
)
def test_wishes_in_a_sentence(chosen, paces, words):
    assert saying.sentence_of(chosen, paces, MONDAY) == words


def test_the_link_needs_no_sign_in_and_names_nothing(client):
    person = UserFactory(display_name="Geheimnisvolle Nachbarin")
    services.follow(person, UserFactory(display_name="Verfolgtes"))
    NotificationFactory(user=person)

    response = client.get(path_of(person))

    shown = response.content.decode()
    assert response.status_code == 200
    assert response["Referrer-Policy"] == "strict-origin"
    assert "noindex" in response["X-Robots-Tag"]
    hidden = ("Geheimnisvolle", "Verfolgtes", person.email, "Was ich verfolge")
    assert [word for word in hidden if word in shown] == []


def test_the_link_changes_wishes_without_a_cookie_and_takes_them_back():
    person = UserFactory()
    stranger = Client(enforce_csrf_checks=True)
    path = path_of(person)

    done = stranger.post(path, as_it_is(thema_followed="bell"))
    stranger.cookies.clear()
    changed = wishes(person).paces
    stranger.post(f"{path}rueckgaengig/", {"before": before_in(done)})

    assert urlsplit(done["Location"]).path == path
    assert (changed, wishes(person).paces) == ({"followed": Pace.BELL}, {})


def test_asking_by_the_link_changes_nothing(client):
    person = UserFactory()

    client.get(path_of(person), as_it_is(thema_own="bell"))
    client.head(path_of(person))

    assert SubjectPreference.objects.count() == 0


def test_a_link_ends_with_the_address_it_was_sent_to(client):
    person = UserFactory()
    path = path_of(person)
    person.email = "neu@example.org"
    person.save()

    assert client.get(path).status_code == 404
    assert client.get(path_of(person)).status_code == 200


@pytest.mark.parametrize(("days", "status"), ((360, 200), (370, 404)))
def test_a_link_ends_after_a_year(days, status, client):
    person = UserFactory()
    path = path_of(person)

    with time_machine.travel(timezone.now() + timedelta(days=days)):
        assert client.get(path).status_code == status


def test_a_link_of_somebody_who_left_leads_nowhere(client):
    person = UserFactory(is_active=False)

    assert client.post(path_of(person), as_it_is()).status_code == 404
    assert client.post(f"{path_of(person)}rueckgaengig/").status_code == 404


def test_too_many_changes_by_one_link_are_refused(client, monkeypatch):
    empty_keys()
    monkeypatch.setattr("commons.notifications.views.preferences.RATE", "2/h")
    path = path_of(UserFactory())

    statuses = [client.post(path, as_it_is()).status_code for _ in range(3)]

    assert statuses == [302, 302, 429]
    other = path_of(UserFactory())
    assert client.post(other, as_it_is()).status_code == 302


def test_the_page_is_for_people_who_are_signed_in(client):
    responses = [client.get(PAGE), client.post(f"{PAGE}rueckgaengig/")]

    assert [
        response["Location"].startswith(reverse("account_login"))
        for response in responses
    ] == [True, True]
