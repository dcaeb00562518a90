"""Two Ämter and the SPK have one round open: what one writes, the others see."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from commons.links import services as links
from neighbourhood.rounds.services import taking_part, talking
from tests.e2e.people import make_staff_with_password, open_signed_in
from tests.factories.departments import DepartmentFactory
from tests.factories.rounds import make_round, party_of

pytestmark = [pytest.mark.e2e]


def open_by_link(visitors, party, **options):
    page = visitors.new(**options)
    page.goto(reverse("rounds:link-show", args=[links.token_of(party.link)]))
    page.get_by_role("button", name="Vorgang öffnen").click()
    page.get_by_role("heading", name="Licht am Anger").wait_for()
    return page


def test_a_word_and_a_statement_appear_without_a_reload(visitors):
    lights, parks = DepartmentFactory.create_batch(2)
    row = make_round(lights, parks)
    live = f"#runde-{row.pk}"
    reader = open_by_link(visitors, party_of(row, lights))
    desk = open_signed_in(visitors, make_staff_with_password())
    desk.goto(row.get_absolute_url())
    for page in (reader, desk):
        expect(page.locator(live)).to_have_attribute("data-state", "live")
    draft = reader.get_by_label("Nachricht an alle in der Runde")
    draft.fill("Halb geschrieben")
    draft.focus()

    talking.say(row, text="Wer hat den Plan?", party=party_of(row, parks))
    for page in (reader, desk):
        expect(page.get_by_text("Wer hat den Plan?")).to_be_visible()
    taking_part.state(party_of(row, parks), taking_part.Said("agree", "Das passt so."))
    for page in (reader, desk):
        expect(page.get_by_text("Das passt so.")).to_be_visible()

    # What is being written stays, and so does the place where one writes.
    expect(draft).to_have_value("Halb geschrieben")
    expect(draft).to_be_focused()


def test_without_script_the_page_says_how_to_look_again(visitors):
    row = make_round()
    page = open_by_link(visitors, party_of(row), java_script_enabled=False)
    talking.say(row, text="Wer hat den Plan?", party=row.parties.last())

    page.get_by_role("link", name="Neues laden").click()

    expect(page.get_by_text("Wer hat den Plan?")).to_be_visible()
