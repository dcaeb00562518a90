"""Entering for others in a real browser; what only a POST shows is looked at too."""

import pytest
from playwright.sync_api import expect

from commons.delivery.models import Delivery
from participation.ideas.models import Idea
from tests.e2e.looking import faults_of
from tests.e2e.people import make_staff_with_password, open_signed_in
from tests.e2e.stack import NARROW, wait_for
from tests.factories.departments import TopicFactory
from tests.participation.entering import NAME, PHONE, STREET, TOWN, here, published

pytestmark = [pytest.mark.e2e]
ENTER = "/ideen/eintragen/"


def fill(page, title):
    page.goto(ENTER)
    page.get_by_label("am Telefon").check()
    page.locator("[name=title]").fill(title)
    page.locator("[name=text]").fill("Im Sommer ist es dort zu heiß.")
    page.locator("[name=topic]").select_option(index=1)
    page.get_by_label("An keinem bestimmten Ort").check()
    page.locator("[name=region]").select_option(str(here().pk))


def told(idea):
    """The stack's worker may be the one that writes it."""
    reference = f"idea-contact:{idea.contact.pk}"
    return wait_for(Delivery.objects.filter(to_address=reference))


@pytest.fixture
def desk(visitors):
    TopicFactory()
    page = open_signed_in(visitors, make_staff_with_password(), viewport=NARROW)
    # Hints while one types have tests of their own; sending would cut them off here.
    for hints in ("**/aehnliche/", "**/hinweise/"):
        page.route(hints, lambda route: route.fulfill(status=204))
    return page


def test_an_entry_by_letter_ends_with_a_receipt(desk):
    fill(desk, "Bäume am Rodelberg")
    desk.get_by_label("per Brief").check()
    desk.get_by_label("Vor- und Nachname").fill(NAME)
    desk.locator("[name=recipient_street]").fill(STREET)
    desk.get_by_label("Postleitzahl und Ort").fill(TOWN)
    desk.locator("[name=has_consent]").check()

    expect(desk.locator("[name=recipient_phone]")).to_be_hidden()
    assert faults_of(desk, "fuer-andere-brief") == []
    desk.get_by_role("button", name="Eintragen und Quittung drucken").click()

    expect(desk.get_by_role("heading", level=1)).to_have_text("Quittung für Ihre Idee")
    idea = Idea.objects.get(title="Bäume am Rodelberg")
    expect(desk.get_by_text(idea.number).first).to_be_visible()
    assert faults_of(desk, "quittung") == []
    published(idea)
    letter = told(idea)
    desk.goto(f"/postausgang/{letter.pk}/")
    desk.get_by_role("button", name="Anschrift zeigen und berichtigen").click()
    expect(desk.get_by_label("Straße und Hausnummer")).to_have_value(STREET)
    assert faults_of(desk, "anschrift") == []


def test_a_call_shows_its_number(desk):
    fill(desk, "Eine Tränke am Rodelberg")
    desk.get_by_label("per Anruf").check()
    desk.get_by_label("Vor- und Nachname").fill(NAME)
    desk.get_by_label("Telefonnummer").fill(PHONE)
    desk.locator("[name=has_consent]").check()
    desk.get_by_role("button", name="Speichern und nächste eintragen").click()
    expect(desk.get_by_text("ist eingetragen")).to_be_visible()
    expect(desk.get_by_label("am Telefon")).to_be_checked()

    idea = Idea.objects.get(title="Eine Tränke am Rodelberg")
    published(idea)
    call = told(idea)
    desk.goto(f"/anrufe/{call.pk}/")
    desk.get_by_role("button", name="Name und Nummer zeigen").click()

    expect(desk.get_by_text(PHONE)).to_be_visible()
    assert faults_of(desk, "anruf-nummer") == []
    desk.goto(f"/ideen/eingetragen/{idea.number}/")
    desk.get_by_role("button", name="Kontaktdaten zeigen").click()
    expect(desk.get_by_text(NAME)).to_be_visible()
    assert faults_of(desk, "kontaktdaten") == []
