"""No text is ever lost, in a real browser: closed, signed out, offline, two windows."""

import re

import pytest
from playwright.sync_api import expect

from commons.drafts.models import Draft
from participation.moderation.models import Complaint
from tests.e2e.people import PASSWORD, STORED_PASSWORD, open_signed_in
from tests.e2e.stack import wait_for
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory

pytestmark = [pytest.mark.e2e]
WORDS = "Die Bank steht auf öffentlichem Grund.\nBitte sehen Sie noch einmal hin."
FIELD, SEND = "Ihr Einwand", "Einwand absenden"


@pytest.fixture
def author(stack):
    return UserFactory(password=STORED_PASSWORD)


@pytest.fixture
def address(author):
    """The author's page for an objection to a decision."""
    idea = IdeaFactory(author=author, publication="declined")
    idea.decision.target_id = idea.pk
    idea.decision.save()
    return f"/einwand/{idea.decision.pk}/"


def end_session(page):
    page.context.clear_cookies(name="session")


def sign_in(page, user):
    page.get_by_label("E-Mail").fill(user.email)
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()


def objections_of(author):
    return [
        row.text.replace("\r\n", "\n")
        for row in Complaint.objects.filter(complained_by=author)
    ]


def test_what_was_typed_is_there_after_the_browser_was_closed(
    visitors, author, address
):
    page = open_signed_in(visitors, author)
    page.goto(address)
    page.get_by_label(FIELD).fill(WORDS)
    expect(page.locator(".draft-state")).to_have_text(
        re.compile(r"Gesichert um \d\d:\d\d")
    )
    page.context.close()

    again = open_signed_in(visitors, author)
    again.goto("/entwuerfe/")
    again.get_by_role("link", name="Weiterschreiben").click()

    expect(again.get_by_label(FIELD)).to_have_value(WORDS)
    expect(again.get_by_text("ist wieder da")).to_be_visible()
    again.get_by_role("link", name="Verwerfen").click()
    again.get_by_role("button", name="Entwurf löschen").click()
    expect(again.get_by_text("Keine Entwürfe")).to_be_visible()


def test_leaving_right_after_typing_keeps_the_words(visitors, author, address):
    page = open_signed_in(visitors, author)
    page.goto(address)
    page.get_by_label(FIELD).fill(WORDS)

    page.goto("/ideen/")

    assert wait_for(Draft.objects.filter(owner=author)).words["text"] == WORDS


@pytest.mark.parametrize("script", (True, False), ids=("script", "no script"))
def test_an_ended_session_leads_through_the_sign_in_to_one_objection(
    visitors, author, address, script
):
    page = open_signed_in(visitors, author, java_script_enabled=script)
    page.goto(address)
    page.get_by_label(FIELD).fill(WORDS)
    end_session(page)

    page.get_by_role("button", name=SEND).click()
    sign_in(page, author)
    expect(page.get_by_role("heading", level=1)).to_have_text("Noch ein Klick")
    expect(page.get_by_text("Bitte sehen Sie noch einmal hin.")).to_be_visible()
    page.get_by_role("button", name="Jetzt absenden").click()

    expect(page.get_by_text("Ihr Einwand ist angekommen.")).to_be_visible()
    page.go_back()
    if page.get_by_role("button", name="Jetzt absenden").is_visible():
        page.get_by_role("button", name="Jetzt absenden").click()
    assert objections_of(author) == [WORDS]
    assert not Draft.objects.filter(owner=author).exists()


@pytest.mark.parametrize("script", (True, False), ids=("script", "no script"))
def test_who_signed_in_anew_in_another_window_sends_again(
    visitors, author, address, script
):
    page = open_signed_in(visitors, author, java_script_enabled=script)
    page.goto(address)
    page.get_by_label(FIELD).fill(WORDS)
    end_session(page)
    other = page.context.new_page()
    other.goto("/konto/login/")
    sign_in(other, author)
    expect(other.get_by_role("heading", level=1)).not_to_have_text("Anmelden")

    page.get_by_role("button", name=SEND).click()
    if page.get_by_role("button", name="Jetzt absenden").is_visible():
        page.get_by_role("button", name="Jetzt absenden").click()

    expect(page.get_by_text("Ihr Einwand ist angekommen.")).to_be_visible()
    assert objections_of(author) == [WORDS]


def test_without_a_network_it_says_so_and_saves_when_it_is_back(
    visitors, author, address
):
    page = open_signed_in(visitors, author)
    page.goto(address)
    # Its module has come: what is not there can't say that the network is gone.
    page.locator("draft-form:defined").wait_for(state="attached")
    page.context.set_offline(True)
    page.get_by_label(FIELD).fill(WORDS)
    expect(page.locator(".draft-state")).to_contain_text("Offline")

    page.context.set_offline(False)

    expect(page.locator(".draft-state")).to_contain_text("Gesichert um")
    assert Draft.objects.get(owner=author).words["text"] == WORDS


def test_of_two_windows_the_later_goes_on_and_the_earlier_stays_readable(
    visitors, author, address
):
    first = open_signed_in(visitors, author)
    second = first.context.new_page()
    for page in (first, second):
        page.goto(address)
    for page, words in ((first, "Im ersten Fenster."), (second, "Im zweiten Fenster.")):
        page.get_by_label(FIELD).fill(words)
        expect(page.locator(".draft-state")).to_contain_text("Gesichert um")

    first.goto("/entwuerfe/")

    first.get_by_text("Frühere Fassung ansehen").click()
    expect(first.get_by_text("Im ersten Fenster.")).to_be_visible()
    first.get_by_text("Text ansehen").click()
    expect(
        first.locator("details").filter(has_text="Im zweiten Fenster.").first
    ).to_be_visible()
