"""Attacks on accounts: other spellings, what stays behind, foreign host names."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session
from django.utils import timezone

from commons.accounts.enums import Role
from commons.accounts.forms import RoleGrantForm
from commons.accounts.models import User
from commons.accounts.services import own_data
from commons.delivery import services as delivery
from commons.delivery.models import Delivery
from participation.ideas.models import SubmitCode
from participation.ideas.services import identity
from tests.clients import StrictClient
from tests.factories.accounts import UserFactory, make_staff
from tests.participation.writing import ask_for_code, written

pytestmark = pytest.mark.django_db
CODE = "/ideen/neu/code/"
PASSWORD = "ein langes Passwort"


DOTLESS = "\u0131"  # its capital letter is I: to PostgreSQL's UPPER both are equal


def test_a_look_alike_address_opens_nobody_elses_account(client):
    victim = UserFactory(email="mike@git.example")

    key = written(client)
    code = ask_for_code(client, key, f"mike@g{DOTLESS}t.example")
    client.post(CODE, {"key": key, "code": code})

    assert get_user(client) != victim


@pytest.mark.parametrize(
    "attacked", (f"mike@g{DOTLESS}t.example", f"m{DOTLESS}ke@git.example")
)
def test_a_look_alike_address_gets_an_account_of_its_own(attacked):
    victim = UserFactory(email="mike@git.example")

    assert identity.account_for(attacked) != victim


def test_a_look_alike_address_gets_nobody_elses_role():
    UserFactory(email=f"m{DOTLESS}ke@git.example")
    meant = UserFactory(email="mike@git.example")

    form = RoleGrantForm({"email": "Mike@git.example"}, roles=frozenset(Role))
    form.full_clean()

    assert form.cleaned_data["email"] == meant


def test_a_code_alone_signs_no_staff_in(client):
    staff = make_staff()
    key = written(client)
    code = ask_for_code(client, key, staff.email)

    response = client.post(CODE, {"key": key, "code": code})

    assert response.status_code == 302
    assert not get_user(client).is_authenticated
    assert client.get("/moderation/").status_code == 302


def test_an_erased_account_leaves_no_session_and_no_address(client):
    user = UserFactory(email="weg@example.org")
    user.set_password(PASSWORD)
    user.save()
    elsewhere = StrictClient()
    for browser in (client, elsewhere):
        key = written(browser)
        SubmitCode.objects.all().delete()
        code = ask_for_code(browser, key, user.email)
        browser.post(CODE, {"key": key, "code": code})
        assert get_user(browser) == user
    delivery.enqueue(
        key="t", renderer="accounts.mail", to_address="Weg@example.org", body={"x": 1}
    )
    assert UserSession.objects.filter(user=user).exists()

    own_data.erase(user)

    assert not get_user(elsewhere).is_authenticated
    left = [session.get_decoded() for session in Session.objects.all()]
    assert not [data for data in left if "weg@example.org" in str(data)]
    assert not [data for data in left if data.get("_auth_user_id") == str(user.pk)]
    assert not Delivery.objects.filter(to_address__iexact="weg@example.org").exists()
    assert not SubmitCode.objects.filter(address="weg@example.org").exists()
    assert not EmailAddress.objects.filter(email="weg@example.org").exists()
    assert not User.objects.filter(email="weg@example.org").exists()


@pytest.mark.parametrize(
    "way", ("/konto/password/reset/", "/konto/login/code/", "/konto/signup/")
)
def test_a_foreign_host_or_port_gets_into_no_mail(client, way):
    UserFactory(email="wer@example.org")
    fields = {"email": "wer@example.org"}
    if "signup" in way:
        fields = {"email": "neu@example.org", "password1": PASSWORD}

    client.post(way, fields, headers={"host": "localhost:6666"})

    words = [str(delivery.body_of(row)) for row in Delivery.objects.all()]
    assert words
    assert not [text for text in words if "6666" in text]


def test_a_host_that_is_not_ours_is_refused(client):
    response = client.post("/", headers={"host": "evil.example"})

    assert response.status_code == 400


@pytest.mark.parametrize(
    "target",
    (
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
    ),
)
def test_a_sign_in_leads_to_no_other_site(client, target):
    user = UserFactory()
    user.set_password(PASSWORD)
    user.save()

    response = client.post(
        "/konto/login/", {"login": user.email, "password": PASSWORD, "next": target}
    )

    assert response.status_code == 302
    assert "evil" not in response.url
    assert "javascript" not in response.url


@pytest.mark.parametrize(
    "target",
    (
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
    ),
)
def test_a_change_of_language_leads_to_no_other_site(client, target):
    response = client.post("/sprache/", {"language": "en", "next": target})

    assert response.url == "/"


def test_a_password_is_guessed_only_a_few_times(client):
    user = UserFactory()
    user.set_password(PASSWORD)
    user.save()
    for number in range(6):
        client.post(
            "/konto/login/", {"login": user.email, "password": f"falsch {number}"}
        )

    response = client.post("/konto/login/", {"login": user.email, "password": PASSWORD})

    assert response.status_code != 302
    assert not get_user(client).is_authenticated


def test_a_session_from_before_the_sign_in_is_worth_nothing(client):
    user = UserFactory()
    user.set_password(PASSWORD)
    user.save()
    client.get("/konto/login/")
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key
    client.cookies["session"] = before

    client.post("/konto/login/", {"login": user.email, "password": PASSWORD})

    assert client.session.session_key != before
    assert not Session.objects.filter(pk=before).exists()
    assert timezone.now() + timedelta(days=13) < client.session.get_expiry_date()


@pytest.mark.parametrize(
    "path",
    (
        "/konto/",
        "/konto/daten/",
        "/moderation/",
        "/heute/",
        "/konto/ideen/",
        "/weiterleitungen/",
        "/mitteilungen/",
        "/rollen/",
        "/aemter/",
    ),
)
def test_a_private_page_is_kept_by_no_cache(client, sign_in, path):
    sign_in(client, make_staff(Role.COORDINATOR))

    response = client.get(path)

    assert "no-store" in response.headers.get("Cache-Control", "")
