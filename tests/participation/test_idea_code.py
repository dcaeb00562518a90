"""Handing in by a mailed code: it proves the address, signs in, submits once."""

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth import get_user
from django.urls import reverse
from django.utils import timezone

from commons.accounts.models import User
from commons.delivery import renderers
from commons.delivery.models import Delivery
from commons.drafts.models import Draft
from participation.ideas.models import Idea, SubmitCode
from participation.ideas.services import codes
from tests.factories.accounts import UserFactory, make_staff
from tests.participation.writing import (
    SEND,
    ask_for_code,
    last_code,
    text_of,
    typed,
    written,
)

pytestmark = pytest.mark.django_db
CODE = "/ideen/neu/code/"
WRONG = "000000"


def enter(client, key, code):
    return client.post(CODE, {"key": key, "code": code})


def wrong_for(code):
    return "111111" if code == WRONG else WRONG


def test_the_code_makes_account_and_idea_in_one_step(client):
    key = written(client)
    code = ask_for_code(client, key, "Neu@Example.org", display_name="Ada vom Anger")

    response = enter(client, key, f"{code[:3]} {code[3:]}")

    idea, user = Idea.objects.get(), User.objects.get(email="neu@example.org")
    assert response.url == reverse("ideas:idea-submitted", args=[idea.number])
    assert (idea.author, user.display_name) == (user, "Ada vom Anger")
    assert get_user(client) == user
    assert EmailAddress.objects.get(user=user).verified
    assert not user.has_usable_password()
    assert not Draft.objects.exists()
    assert idea.number in text_of(client.get(response.url))


def test_the_mail_says_the_code_and_how_long_it_is_good(client):
    code = ask_for_code(client, written(client))
    row = Delivery.objects.get()

    mail = renderers.get(row.renderer)(row)

    assert (row.lane, row.to_address) == ("code", "neu@example.org")
    assert mail.subject == f"{code} ist Ihr Code für Bindeglied"
    assert code in mail.text
    assert code in mail.html
    assert "Er gilt 15 Minuten." in mail.text


def test_the_code_lies_nowhere_in_the_open(client):
    code = ask_for_code(client, written(client))

    row, delivery = SubmitCode.objects.get(), Delivery.objects.get()
    stored = f"{row.code_hash!r} {delivery.params} {delivery.sealed_params!r}"
    assert code not in stored


def test_an_account_that_is_there_signs_in_and_keeps_its_name(client):
    user = UserFactory(display_name="Bea")
    key = written(client)

    enter(client, key, ask_for_code(client, key, user.email, display_name="Cora"))

    user.refresh_from_db()
    assert (Idea.objects.get().author, user.display_name) == (user, "Bea")
    assert User.objects.count() == 1


def test_a_second_address_of_an_account_is_as_good(client):
    user = UserFactory()
    EmailAddress.objects.create(user=user, email="zweite@example.org", verified=True)
    key = written(client)

    enter(client, key, ask_for_code(client, key, "zweite@example.org"))

    assert Idea.objects.get().author == user


def test_somebody_else_s_unproved_sign_up_loses_its_password(client):
    stranger = UserFactory(email="meine@example.org", address=False)
    stranger.set_password("vorher gewählt 123")
    stranger.save()
    EmailAddress.objects.create(
        user=stranger, email="meine@example.org", primary=True, verified=False
    )
    key = written(client)

    enter(client, key, ask_for_code(client, key, "meine@example.org"))

    stranger.refresh_from_db()
    assert not stranger.has_usable_password()
    assert EmailAddress.objects.get(user=stranger).verified


def test_a_wrong_code_says_so_and_counts(client):
    key = written(client)
    code = ask_for_code(client, key)

    response = enter(client, key, wrong_for(code))

    assert response.status_code == 422
    assert "Dieser Code stimmt nicht." in text_of(response)
    assert (SubmitCode.objects.get().tries, Idea.objects.count()) == (1, 0)


def test_after_five_wrong_codes_the_right_one_is_spent(client):
    key = written(client)
    code = ask_for_code(client, key)
    for _ in range(5):
        enter(client, key, wrong_for(code))

    response = enter(client, key, code)

    assert "Der Code war fünfmal falsch" in text_of(response)
    assert not Idea.objects.exists()
    assert not get_user(client).is_authenticated


def test_an_old_code_says_that_it_is_too_old(client):
    key = written(client)
    code = ask_for_code(client, key)

    with time_machine.travel(timezone.now() + codes.LIFETIME, tick=False):
        response = enter(client, key, code)

    assert "Dieser Code gilt nicht mehr." in text_of(response)
    assert not Idea.objects.exists()


def test_a_new_code_replaces_the_old_one(client):
    key = written(client)
    first = ask_for_code(client, key)
    with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=True):
        client.post(reverse("ideas:idea-code-resend"), {"key": key})
        second = last_code()

        with_first = enter(client, key, first) if first != second else None
        with_second = enter(client, key, second)

    assert with_first is None or with_first.status_code == 422
    assert with_second.status_code == 302
    assert Idea.objects.count() == 1


def test_an_impatient_click_sends_no_second_mail(client):
    key = written(client)

    first, second = ask_for_code(client, key), ask_for_code(client, key)

    assert (first, Delivery.objects.count()) == (second, 1)


def test_five_codes_an_hour_are_enough_for_an_address(client):
    key, start = written(client), timezone.now()
    for minute in range(0, 10, 2):
        with time_machine.travel(start + timedelta(minutes=minute), tick=False):
            ask_for_code(client, key)

    with time_machine.travel(start + timedelta(minutes=12), tick=False):
        response = client.post(
            reverse("ideas:idea-send-mail"), {"key": key, "email": "neu@example.org"}
        )

    assert response.status_code == 422
    assert "schon fünf Codes geschickt" in text_of(response)
    assert Delivery.objects.count() == 5


def test_old_codes_and_their_addresses_are_forgotten(client):
    key = written(client)
    ask_for_code(client, key)

    kept = codes.forget()
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        forgotten = codes.forget()

    assert (kept, forgotten, SubmitCode.objects.count()) == (0, 1, 0)


def test_a_double_click_on_the_code_ends_well(client):
    key = written(client)
    code = ask_for_code(client, key)
    enter(client, key, code)
    client.logout()

    again = enter(client, key, code)

    number = Idea.objects.get().number
    assert again.url == reverse("ideas:idea-submitted", args=[number])
    assert get_user(client).is_authenticated


def test_a_used_code_opens_nothing_a_minute_later(client):
    key = written(client)
    code = ask_for_code(client, key)
    enter(client, key, code)
    client.logout()

    with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=False):
        enter(client, key, code)

    assert not get_user(client).is_authenticated


def test_a_second_factor_is_asked_for_and_the_draft_waits(client):
    user = UserFactory(secret=(secret := generate_totp_secret()))
    key = written(client)

    response = enter(client, key, ask_for_code(client, key, user.email))
    waiting = (Idea.objects.count(), get_user(client).is_authenticated)
    counter = next(iter(yield_hotp_counters_from_time()))
    totp = format_hotp_value(hotp_value(secret, counter))
    signed_in = client.post(response.url, {"code": totp})
    page = client.get(SEND)
    client.post(SEND, {"key": key})

    assert (response.url, waiting) == (reverse("mfa_authenticate"), (0, False))
    assert signed_in.url == SEND
    assert "Mehr Bänke am Anger" in text_of(page)
    assert Idea.objects.get().author == user


def test_staff_without_a_second_factor_hand_in_nothing_by_mail(client):
    staff = make_staff()
    staff.authenticator_set.all().delete()
    key = written(client)

    enter(client, key, ask_for_code(client, key, staff.email))

    assert not Idea.objects.exists()


def test_a_closed_account_is_told_another_way(client):
    closed = UserFactory(is_active=False)
    key = written(client)

    response = enter(client, key, ask_for_code(client, key, closed.email))

    assert response.status_code == 422
    assert "ist geschlossen" in text_of(response)
    assert not Idea.objects.exists()


def test_the_text_survives_a_closed_browser(client):
    key = written(client)
    code = ask_for_code(client, key)
    device = client.cookies["device"].value
    client.cookies.clear()
    client.cookies["device"] = device

    page = client.get(CODE)
    enter(client, key, code)

    assert "neu@example.org" in text_of(page)
    assert Idea.objects.get().title == "Mehr Bänke am Anger"


def test_another_device_can_do_nothing_with_the_code(client):
    key = written(client)
    code = ask_for_code(client, key)
    client.cookies.clear()

    response = enter(client, key, code)

    assert response.url == reverse("ideas:idea-create")
    assert not Idea.objects.exists()


def test_a_draft_changed_in_another_window_is_looked_at_again(client):
    key = written(client)
    code = ask_for_code(client, key)
    client.post("/ideen/neu/", typed(title="Ganz anders"))

    response = enter(client, key, code)

    assert response.url == reverse("ideas:idea-create")
    assert not Idea.objects.exists()


@pytest.mark.parametrize("where", (SEND, CODE))
def test_without_a_draft_one_begins_at_the_beginning(client, where):
    response = client.get(where, follow=True)

    assert response.redirect_chain[-1][0] == reverse("ideas:idea-create")


@pytest.mark.parametrize("field", ("homepage", "email"))
def test_robots_and_nonsense_get_no_code(client, field):
    key = written(client)

    response = client.post(
        reverse("ideas:idea-send-mail"),
        {"key": key, "email": "neu@example.org", field: "x\r\nBcc: y"},
    )

    assert response.status_code == 422
    assert not Delivery.objects.exists()
