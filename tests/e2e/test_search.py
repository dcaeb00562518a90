"""Searching in a browser: narrowed in place, and by plain links without a script."""

import pytest
from playwright.sync_api import expect

from commons.search import services as search
from tests.e2e import road
from tests.factories.ideas import IdeaFactory

pytestmark = [pytest.mark.e2e]


@pytest.fixture(scope="module")
def idea(stack):
    idea = IdeaFactory(title="Zwergtaucherweg am Teich")
    search.index("idea", idea)
    return idea


@pytest.mark.parametrize("has_script", (True, False))
def test_results_are_narrowed_and_lead_to_the_idea(visitors, idea, has_script):
    page = visitors.new(java_script_enabled=has_script)

    page.goto("/")
    page.get_by_role("link", name="Suche", exact=True).click()
    road.heading(page, "Suche")
    page.get_by_role("searchbox").fill("Zwergtaucher")
    page.get_by_role("button", name="Suchen").click()
    expect(page.locator("mark").first).to_have_text("Zwergtaucherweg")
    page.locator("#art-ideen").click()
    expect(page.locator("#art-ideen")).to_have_attribute("aria-current", "true")
    if has_script:
        expect(page.locator("#art-ideen")).to_be_focused()
    expect(page.locator("#anzahl")).to_have_text("1 Treffer")
    page.get_by_role("link", name=idea.title).click()
    road.heading(page, idea.title)
