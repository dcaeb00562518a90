import base64
import hashlib
import json
from functools import cache as remember

import altcha
import pytest
import time_machine
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import reverse
from django.utils.translation import override

from commons import guard
from commons.guard import proof as work
from commons.requests import DEVICE_COOKIE


@pytest.fixture(autouse=True)
def _little_work(monkeypatch):
    monkeypatch.setattr(work, "FEWEST_TRIES", 10)
    monkeypatch.setattr(work, "MOST_TRIES", 50)


def request_from(address="192.0.2.1", user=None, device=None):
    request = RequestFactory().post("/", REMOTE_ADDR=address)
    request.user = user or AnonymousUser()
    request.COOKIES[DEVICE_COOKIE] = device_token(device or address)
    return request


def device_token(name):
    return hashlib.sha256(name.encode()).hexdigest()[:43]


class Account:
    is_authenticated = True

    def __init__(self, pk):
        self.pk = pk


def solved(challenge=None):
    challenge = challenge or guard.new_challenge()
    solution = altcha.solve_challenge(challenge)
    return altcha.Payload(challenge, solution).to_base64()


def attempts_until_refused(most, **options):
    for number in range(most):
        try:
            guard.limit(options.get("request") or request_from(), "test", "3/h")
        except guard.TooManyAttempts:
            return number
    return most


def test_the_fourth_attempt_of_three_an_hour_is_refused():
    assert attempts_until_refused(10) == 3


def test_actions_networks_accounts_and_subjects_are_counted_apart():
    for _ in range(3):
        guard.limit(request_from(), "test", "3/h")

    guard.limit(request_from(), "other", "3/h")
    guard.limit(request_from("192.0.2.2"), "test", "3/h")
    guard.limit(request_from(user=Account(1)), "test", "3/h")
    guard.limit(request_from(), "test", "3/h", subject="a@example.org")
    with pytest.raises(guard.TooManyAttempts):
        guard.limit(request_from(), "test", "3/h")


def test_an_account_is_counted_wherever_it_is_and_a_network_whoever_it_is():
    one, two = Account(1), Account(2)
    guard.limit(request_from("192.0.2.1", one), "test", "1/h")
    guard.limit(request_from("192.0.2.9", one), "wide", "1/h", per=guard.Per.NETWORK)

    with pytest.raises(guard.TooManyAttempts):
        guard.limit(request_from("192.0.2.2", one), "test", "1/h")
    with pytest.raises(guard.TooManyAttempts):
        guard.limit(
            request_from("192.0.2.9", two), "wide", "1/h", per=guard.Per.NETWORK
        )


def test_devices_of_one_network_are_counted_apart_up_to_a_high_ceiling():
    guard.limit(request_from(device="1"), "test", "1/h")
    with pytest.raises(guard.TooManyAttempts):
        guard.limit(request_from(device="1"), "test", "1/h")

    for number in range(2, guard.CROWD + 1):
        guard.limit(request_from(device=str(number)), "test", "1/h")
    with pytest.raises(guard.TooManyAttempts):
        guard.limit(request_from(device="new"), "test", "1/h")
    guard.limit(request_from("192.0.2.9", device="other"), "test", "1/h")


@pytest.mark.parametrize(
    ("per", "most"),
    (
        (guard.Per.VISITOR, 2),
        (guard.Per.CROWD, 2 * guard.CROWD),
        (guard.Per.NETWORK, 2),
    ),
)
def test_who_drops_the_device_is_counted_with_the_network(per, most):
    taken = sum(is_taken_without_a_device(per) for _ in range(3 * guard.CROWD))

    assert taken == most
    guard.limit(request_from("192.0.2.9", device="other"), "test", "2/h", per=per)


@pytest.mark.parametrize(
    ("per", "most"),
    (
        (guard.Per.VISITOR, 2 * guard.CROWD),
        (guard.Per.CROWD, 2 * guard.CROWD),
        (guard.Per.NETWORK, 2),
    ),
)
def test_who_makes_up_a_device_each_time_meets_the_ceiling(per, most):
    taken = sum(is_taken(request_from(device=str(n)), per) for n in range(180))

    assert taken == most


def test_who_has_a_device_goes_on_where_others_drop_it():
    for _ in range(5):
        is_taken_without_a_device(guard.Per.VISITOR)

    assert is_taken(request_from(), guard.Per.VISITOR)


def is_taken_without_a_device(per):
    request = request_from()
    request.COOKIES.clear()
    return is_taken(request, per)


def is_taken(request, per):
    try:
        guard.limit(request, "test", "2/h", per=per)
    except guard.TooManyAttempts:
        return False
    return True


def test_a_subject_is_counted_whoever_asks():
    subject = {"per": guard.Per.SUBJECT, "subject": "a@example.org"}
    guard.limit(request_from("192.0.2.1"), "code", "1/h", **subject)

    with pytest.raises(guard.TooManyAttempts):
        guard.limit(request_from("192.0.2.2"), "code", "1/h", **subject)


def test_a_new_window_counts_anew():
    with time_machine.travel(1_800_000_000, tick=False) as clock:
        for _ in range(3):
            guard.limit(request_from(), "test", "3/10m")
        with pytest.raises(guard.TooManyAttempts) as refusal:
            guard.limit(request_from(), "test", "3/10m")
        clock.shift(refusal.value.wait)

        guard.limit(request_from(), "test", "3/10m")


@pytest.mark.parametrize(
    ("wait", "message"),
    (
        (
            1,
            "Das waren zu viele Versuche. Bitte versuchen Sie es in einer Minute noch einmal.",
        ),
        (
            61,
            "Das waren zu viele Versuche. Bitte versuchen Sie es in 2 Minuten noch einmal.",
        ),
    ),
)
def test_people_are_told_when_to_try_again(wait, message):
    with override("de"):
        assert str(guard.TooManyAttempts(wait)) == message


@pytest.mark.parametrize("rate", ("5", "0/h", "5/w", "-1/h", "5/h "))
def test_a_rate_that_is_none_is_a_mistake_of_ours(rate):
    with pytest.raises(ValueError, match="is no rate"):
        guard.limit(request_from(), "test", rate)


def test_no_address_reaches_the_cache():
    guard.limit(request_from("192.0.2.77"), "test", "3/h", subject="a@example.org")

    keys = " ".join(map(str, work.cache._cache.get_client().scan_iter("*")))
    assert "limit:test" in keys
    assert "192.0.2.77" not in keys
    assert "a@example.org" not in keys


def without_cache_server(settings):
    settings.CACHES = {
        "default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}
    }


def test_without_the_cache_server_nobody_is_kept_from_writing(settings):
    without_cache_server(settings)

    assert attempts_until_refused(10) == 10
    assert guard.verify(solved())


def test_the_challenge_is_for_everybody_and_never_kept(client, db):
    response = client.get(reverse("guard:challenge"))

    parameters = response.json()["parameters"]
    assert parameters["algorithm"] == "SHA-256"
    assert parameters["keyLength"] == 32
    assert "no-store" in response["Cache-Control"]
    assert response.cookies == {}


def test_a_solved_challenge_of_ours_is_taken_once():
    proof = solved()

    assert guard.verify(proof)
    assert not guard.verify(proof)


def test_a_proof_written_differently_is_still_the_same_proof():
    proof = solved()
    rewritten = json.loads(base64.b64decode(proof))
    rewritten["solution"]["time"] = 12345
    again = base64.b64encode(json.dumps(rewritten, indent=2).encode()).decode()

    assert guard.verify(proof)
    assert not guard.verify(again)


@remember
def foreign_challenge():
    return altcha.create_challenge("SHA-256", 1, counter=5, hmac_secret="not ours")


def tampered():
    challenge = guard.new_challenge()
    challenge.parameters.key_prefix = ""
    return solved(challenge)


@pytest.mark.parametrize(
    "proof",
    (
        lambda: "",
        lambda: "x",
        lambda: "e30=",
        lambda: base64.b64encode(b'{"challenge": {}, "solution": 3}').decode(),
        lambda: "A" * 5000,
        lambda: solved(foreign_challenge()),
        tampered,
    ),
)
def test_anything_else_is_no_proof(proof):
    assert not guard.verify(proof())


def test_an_old_answer_is_no_proof():
    with time_machine.travel(1_800_000_000) as clock:
        proof = solved()
        clock.shift(guard.CHALLENGE_LIFETIME + 2)

        assert not guard.verify(proof)


def test_a_changed_secret_ends_open_challenges(settings):
    proof = solved()
    settings.SECRET_KEY = "another"

    assert not guard.verify(proof)


class NoteForm(guard.GuardedForm):
    text = forms.CharField()


def form_with(request=None, **data):
    return NoteForm(data, request=request or request_from())


def test_a_form_with_a_proof_is_taken_however_often():
    for _ in range(8):
        assert form_with(text="x", altcha=solved()).is_valid()


def test_people_signed_in_need_no_proof():
    request = request_from(user=Account(1))

    assert all(form_with(request, text="x").is_valid() for _ in range(8))


def test_a_typing_error_does_not_spend_the_proof():
    proof = solved()

    assert not form_with(text="", altcha=proof).is_valid()
    assert form_with(text="x", altcha=proof).is_valid()
    assert guard.verify(proof) is False
