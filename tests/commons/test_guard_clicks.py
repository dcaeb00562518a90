"""One more click instead of a wall: honeypot, haste, and many forms without a script."""

import altcha
import pytest
import time_machine
from django import forms
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from commons import guard
from commons.guard import patience, proof as work
from tests.commons.test_guard import Account, request_from

NOON = 1_800_000_000


@pytest.fixture(autouse=True)
def _little_work(monkeypatch, settings):
    monkeypatch.setattr(work, "FEWEST_TRIES", 10)
    monkeypatch.setattr(work, "MOST_TRIES", 50)
    settings.SECONDS_TO_FILL = 3


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as clock, override("de"):
        yield clock


class NoteForm(guard.GuardedForm):
    text = forms.CharField()


def shown():
    return NoteForm(request=request_from()).begun


def sent(request=None, **posted):
    fields = {name.replace("_", "-"): value for name, value in posted.items()}
    return NoteForm({"text": "x", **fields}, request=request or request_from())


def again(form, request=None, **posted):
    """The form as the page brings it back, sent once more."""
    form.is_valid()
    return sent(request, noch_einmal=form.again, begonnen=form.begun, **posted)


def why(form):
    return [error.code for error in form.non_field_errors().as_data()]


def proven():
    challenge = guard.new_challenge()
    return altcha.Payload(challenge, altcha.solve_challenge(challenge)).to_base64()


def test_who_takes_the_time_to_write_gets_through_without_a_script(clock):
    begun = shown()
    clock.shift(3)

    assert sent(begonnen=begun).is_valid()


def test_too_fast_asks_for_one_more_click_and_keeps_the_words(clock):
    begun = shown()
    clock.shift(2)
    form = sent(begonnen=begun)

    assert why(form) == ["hurried"]
    assert form["text"].value() == "x"
    assert " ".join(form.non_field_errors()) == (
        "Bitte warten Sie 4 Sekunden und drücken Sie den Knopf dann noch einmal. So "
        "merken wir, dass hier ein Mensch schreibt. Ihre Angaben sind noch da."
    )
    clock.shift(patience.SHORT_WAIT)
    assert again(form).is_valid()


def test_a_form_that_was_never_shown_counts_as_too_fast(clock):
    assert why(sent()) == ["hurried"]
    assert why(sent(begonnen="forged")) == ["hurried"]


def test_a_proof_of_work_needs_no_time(clock):
    assert sent(altcha=proven()).is_valid()


def test_an_account_needs_neither(clock):
    assert sent(request_from(user=Account(1))).is_valid()


def test_a_typing_error_makes_nobody_hurried(clock):
    begun = shown()
    clock.shift(3)
    form = NoteForm({"text": "", "begonnen": begun}, request=request_from())

    assert not form.is_valid()
    assert form.begun == begun


def test_a_second_click_too_soon_waits_on_and_does_not_begin_anew(clock):
    form = sent()
    form.is_valid()
    clock.shift(1)
    early = again(form)

    assert why(early) == ["too_soon"]
    assert early.again == form.again
    clock.shift(patience.SHORT_WAIT - 1)
    assert again(early).is_valid()


def test_a_second_click_counts_once(clock):
    form = sent()
    form.is_valid()
    clock.shift(patience.SHORT_WAIT)

    assert again(form).is_valid()
    assert why(again(form)) == ["spent"]


@pytest.mark.parametrize("token", ("forged", "x" * 500, ""))
def test_a_forged_token_is_none(clock, token):
    assert why(sent(noch_einmal=token)) == ["hurried"]


def test_an_old_token_is_none(clock):
    form = sent()
    form.is_valid()
    clock.shift(patience.LIFETIME + 1)

    assert why(sent(noch_einmal=form.again)) == ["hurried"]


def test_a_browser_that_fills_the_honeypot_costs_one_click(clock):
    begun = shown()
    clock.shift(60)
    form = sent(begonnen=begun, homepage="https://example.org", altcha=proven())

    assert why(form) == ["honeypot"]
    clock.shift(patience.LONG_WAIT)
    # The page no longer has the field, so it cannot be filled again.
    assert 'name="homepage"' not in _rendered(form)
    assert again(form).is_valid()


def test_a_robot_that_fills_everything_each_time_never_gets_through(clock):
    for _ in range(5):
        clock.shift(30)
        assert why(sent(homepage="https://spam.example")) == ["honeypot"]


def test_after_six_forms_without_a_script_a_device_is_slowed_and_not_refused(clock):
    begun = shown()
    clock.shift(60)
    taken = [sent(begonnen=begun).is_valid() for _ in range(8)]

    assert taken == [True] * 6 + [False] * 2
    form = sent(begonnen=begun)
    assert why(form) == ["unproven"]
    clock.shift(patience.LONG_WAIT)
    assert again(form).is_valid()


def test_a_flood_of_second_clicks_ends(clock):
    answers = []
    for _ in range(22):
        form = sent()
        form.is_valid()
        clock.shift(patience.SHORT_WAIT)
        answers.append(why(again(form)))

    assert answers == [[]] * 20 + [["too_many_attempts"]] * 2


def test_what_is_suspected_is_logged_without_a_word_of_it(clock, caplog):
    sent(homepage="https://spam.example").is_valid()

    assert "spam.example" not in caplog.text


def test_other_forms_on_the_page_keep_their_own_names(clock):
    form = NoteForm({"a-text": "x"}, request=request_from(), prefix="a")
    form.is_valid()

    assert (form.begun_name, form.again_name, form.honeypot_name) == (
        "a-begonnen",
        "a-noch-einmal",
        "a-homepage",
    )


def test_the_component_hides_the_honeypot_from_everyone(clock):
    rendered = _rendered(NoteForm(request=request_from()))

    assert "<div hidden>" in rendered
    assert 'name="homepage"' in rendered
    assert 'name="begonnen"' in rendered
    assert reverse("guard:challenge") in rendered


def _rendered(form):
    return render_to_string("components/guard.html", {"form": form})
