"""Similar ideas while somebody writes, in a real browser: there, and never in the way."""

import pytest
from playwright.sync_api import expect

from commons.search import services as search
from tests.e2e.looking import faults_of
from tests.e2e.stack import NARROW
from tests.factories.ideas import IdeaFactory

pytestmark = [pytest.mark.e2e]
FORM = "/ideen/neu/"


def room(page):
    """The pixels between the line of similar ideas and the text below it."""
    line = page.locator(".alike").bounding_box()
    return page.get_by_label("Beschreibung").bounding_box()["y"] - line["y"]


@pytest.mark.parametrize("options", ({}, {"viewport": NARROW}), ids=("wide", "narrow"))
def test_similar_ideas_appear_and_nothing_moves(visitors, options):
    idea = IdeaFactory(title="Hängematten zwischen den Zirkuswagen")
    search.index("idea", idea)
    page = visitors.new(**options)
    page.goto(FORM)
    before = room(page)

    page.get_by_label("Titel").fill("Zwei Hängematten bei den Zirkuswagen")
    expect(page.locator(".alike summary")).to_contain_text("ähnliche Idee")
    expect(page.locator("#alike-status")).to_contain_text("ähnliche Idee")

    assert room(page) == before
    page.locator(".alike summary").click()
    link = page.get_by_role("link", name=idea.title).first
    expect(link).to_be_visible()
    assert faults_of(page, "aehnliche-ideen") == []
    with page.expect_popup() as opened:
        link.click()
    expect(opened.value.get_by_role("heading", name=idea.title)).to_be_visible()
    expect(page.get_by_label("Titel")).to_have_value(
        "Zwei Hängematten bei den Zirkuswagen"
    )
