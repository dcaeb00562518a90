"""The custom elements in a real browser: what they send, say and do."""

import json
import re
import time
from urllib.parse import parse_qs

import altcha
import pytest
from django.template.loader import render_to_string
from fido2.server import Fido2Server
from fido2.webauthn import PublicKeyCredentialRpEntity, RegistrationResponse
from playwright.sync_api import expect

SECRET = "only for this test"
IN_AN_HOUR = int(time.time()) + 3600
pytestmark = pytest.mark.slow


def altcha_page():
    solver = render_to_string("components/altcha.html", {"challenge": "/aufgabe/"})
    return f'<form method="post" action="/senden/"><label>Text <input name="text"></label>{solver}<button type="submit">Senden</button></form>'


def open_with_solver(stage):
    """A form sent before its script has come goes without a proof, as without one."""
    page = stage.open(altcha_page())
    page.locator("altcha-solver:defined").wait_for(state="attached")
    return page


def second_version():
    return altcha.create_challenge(
        "SHA-256", 2, counter=3000, expires_at=IN_AN_HOUR, hmac_secret=SECRET
    )


def first_version():
    options = altcha.ChallengeOptionsV1(hmac_key=SECRET, max_number=9000, number=8000)
    return altcha.create_challenge_v1(options)


def is_verified_second(proof):
    return altcha.verify_solution(proof, SECRET).verified


def is_verified_first(proof):
    return altcha.verify_solution_v1(proof, SECRET) == (True, None)


@pytest.mark.parametrize(
    ("challenge", "is_verified"),
    ((first_version, is_verified_first), (second_version, is_verified_second)),
)
def test_the_solver_finds_what_the_server_verifies(stage, challenge, is_verified):
    stage.answers |= {"/aufgabe/": json.dumps(challenge().to_dict()), "/senden/": "ok"}
    page = open_with_solver(stage)

    page.get_by_label("Text").fill("Guten Tag")
    page.get_by_role("button").click()
    page.wait_for_url("**/senden/")

    sent = parse_qs(stage.posted("/senden/")[0].post_data)
    assert sent["text"] == ["Guten Tag"]
    assert is_verified(sent["altcha"][0])


def test_the_solver_says_when_it_fails_and_keeps_the_form(stage):
    stage.answers["/aufgabe/"] = (503, "")
    page = open_with_solver(stage)

    page.get_by_label("Text").fill("Guten Tag")
    page.get_by_role("button").click()

    expect(page.get_by_role("status")).to_contain_text("fehlgeschlagen")
    assert stage.posted("/senden/") == []


SUGGESTIONS = '<li data-value="Breite Straße 24" data-key="7">Breite Straße 24<small>Pankow</small></li><li data-value="Breite Straße 25" data-key="8">Breite Straße 25</li>'
SUGGEST = '<label for="a">Adresse</label><input type="hidden" id="key"><suggest-field src="/vorschlag/" fills="key"><input id="a" name="a"></suggest-field>'


def test_suggestions_are_chosen_by_keyboard(stage):
    stage.answers["/vorschlag/"] = SUGGESTIONS
    page = stage.open(SUGGEST)
    field = page.get_by_role("combobox", name="Adresse")

    field.press_sequentially("Breite")
    expect(page.get_by_role("option")).to_have_count(2)
    field.press("ArrowDown")
    field.press("ArrowDown")
    marked = page.get_by_role("option", selected=True)
    assert field.get_attribute("aria-activedescendant") == marked.get_attribute("id")
    field.press("Enter")

    assert field.input_value() == "Breite Straße 25"
    assert page.locator("#key").input_value() == "8"
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_typing_on_forgets_the_chosen_suggestion(stage):
    stage.answers["/vorschlag/"] = SUGGESTIONS
    page = stage.open(SUGGEST)
    field = page.get_by_role("combobox")
    field.press_sequentially("Breite")
    page.get_by_role("option").first.click()

    field.press_sequentially("x")

    assert page.locator("#key").input_value() == ""


def test_escape_closes_suggestions_and_keeps_the_words(stage):
    stage.answers["/vorschlag/"] = SUGGESTIONS
    page = stage.open(SUGGEST)
    field = page.get_by_role("combobox")
    field.press_sequentially("Breite")
    expect(field).to_have_attribute("aria-expanded", "true")

    field.press("Escape")

    expect(field).to_have_attribute("aria-expanded", "false")
    assert field.input_value() == "Breite"


DRAFT = '<draft-form action="/entwurf/"><form method="post" action="/senden/"><label>Text <textarea name="text"></textarea></label><label>Ja <input type="checkbox" name="yes"></label><label>Kennwort <input type="password" name="secret"></label><p class="draft-state" role="status"></p><button type="submit">Senden</button></form></draft-form>'


def drafting(stage):
    page = stage.open("")
    page.clock.install()
    stage.answers["/"] = stage.answers["/"].replace("</main>", f"{DRAFT}</main>")
    page.reload()
    page.locator("draft-form:defined").wait_for(state="attached")
    return page


def test_a_draft_is_stored_after_a_pause_without_secrets(stage):
    stage.answers["/entwurf/"] = (204, "")
    page = drafting(stage)
    page.get_by_label("Kennwort").fill("geheim")
    page.get_by_label("Text").fill("Eine Bank")

    page.clock.fast_forward(3100)

    expect(page.get_by_role("status")).to_have_text(
        re.compile(r"Gesichert um \d\d:\d\d")
    )
    [request] = stage.posted("/entwurf/")
    assert "Eine Bank" in request.post_data
    assert "geheim" not in request.post_data


def test_who_only_looks_leaves_no_draft(stage):
    """A lone box to tick has the value "on", whether or not it is ticked."""
    page = drafting(stage)

    page.clock.fast_forward(10_000)
    page.goto("about:blank")

    assert stage.posted("/entwurf/") == []


def test_a_box_ticked_before_the_script_came_is_stored(stage):
    stage.answers["/entwurf/"] = (204, "")
    page = drafting(stage)

    page.evaluate(
        "const old = document.querySelector('draft-form');"
        "old.querySelector('[name=yes]').checked = true;"
        "old.after(old);"
    )
    page.clock.fast_forward(3100)

    expect(page.get_by_role("status")).to_have_text(
        re.compile(r"Gesichert um \d\d:\d\d")
    )


def test_a_draft_that_is_refused_is_said(stage):
    stage.answers["/entwurf/"] = (403, "")
    page = drafting(stage)
    page.get_by_label("Text").fill("Eine Bank")

    page.clock.fast_forward(3100)

    expect(page.get_by_role("status")).to_contain_text("ließ sich nicht speichern")


def test_leaving_the_page_stores_the_draft_at_once(stage):
    stage.answers["/entwurf/"] = (204, "")
    page = drafting(stage)
    page.get_by_label("Text").fill("Eine Bank")

    with page.expect_request("**/entwurf/") as request:
        page.evaluate(
            "Object.defineProperty(document, 'visibilityState', {value: 'hidden'});"
            "document.dispatchEvent(new Event('visibilitychange'))"
        )

    assert request.value.method == "POST"


SUPPORT = '<support-button action="/ideen/7/unterstuetzen/"><a class="button" href="/anmelden/">Unterstützen 3</a></support-button>'


def test_support_fetches_a_token_and_swaps_in_the_answer(stage):
    stage.answers |= {
        "/token/": '{"token": "abc"}',
        "/ideen/7/unterstuetzen/": '<a class="button" href="/anmelden/">Unterstützt 4</a>',
    }
    page = stage.open(SUPPORT)
    page.locator("support-button:defined").wait_for(state="attached")

    page.get_by_role("link").click()

    expect(page.get_by_role("link", name="Unterstützt 4")).to_be_focused()
    [request] = stage.posted("/ideen/7/unterstuetzen/")
    assert request.headers["x-csrftoken"] == "abc"


@pytest.mark.parametrize("refusal", ((403, ""), (500, ""), "<html>Anmelden</html>"))
def test_support_leads_to_the_form_page_when_it_cannot_be_given(stage, refusal):
    stage.answers |= {
        "/token/": '{"token": "abc"}',
        "/ideen/7/unterstuetzen/": refusal,
        "/anmelden/": "Anmelden",
    }
    page = stage.open(SUPPORT)
    page.locator("support-button:defined").wait_for(state="attached")

    page.get_by_role("link").click()

    page.wait_for_url("**/anmelden/")


PASSKEY = '<passkey-form mode="create" options="options"><form method="post" action="/schluessel/"><input type="hidden" name="credential"><button type="submit">Hinzufügen</button></form></passkey-form><script id="options" type="application/json">{}</script>'


def test_a_passkey_arrives_as_the_server_reads_it(stage):
    server = Fido2Server(
        PublicKeyCredentialRpEntity(name="Probe", id="localhost"),
        verify_origin=lambda _: True,
    )
    options, state = server.register_begin(
        {"id": b"1", "name": "kim", "displayName": "Kim"}
    )
    stage.answers["/schluessel/"] = "ok"
    page = stage.open(
        PASSKEY.replace("{}", json.dumps({"creation_options": dict(options)}))
    )
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    page.locator("passkey-form:defined").wait_for(state="attached")

    page.get_by_role("button").click()
    page.wait_for_url("**/schluessel/")

    sent = parse_qs(stage.posted("/schluessel/")[0].post_data)["credential"][0]
    answer = RegistrationResponse.from_dict(json.loads(sent))
    assert (
        server.register_complete(state, answer).credential_data.credential_id
        == answer.raw_id
    )
