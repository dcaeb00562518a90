"""axe on every building block, in both themes, at the widths of a phone and a desk."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.template.loader import render_to_string
from playwright.sync_api import expect

from commons.accounts.visitors import ANONYMOUS
from commons.design.showcase import content

pytestmark = pytest.mark.slow
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROW, WIDE = {"width": 360, "height": 740}, {"width": 1280, "height": 800}


@pytest.fixture
def showcase(rf):
    request = rf.get("/bausteine/")
    request.visitor = ANONYMOUS
    return render_to_string("design/showcase.html", content(), request=request)


@pytest.mark.parametrize("scheme", ("light", "dark"))
@pytest.mark.parametrize("size", (NARROW, WIDE), ids=("phone", "desk"))
def test_axe_finds_nothing_on_the_building_blocks(stage, showcase, scheme, size):
    page = stage.open(showcase, is_whole=True, color_scheme=scheme, viewport=size)
    expect(page.get_by_role("combobox", name="Adresse").first).to_be_visible()

    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]

    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found] == []


@pytest.mark.parametrize("width", (320, 360, 600, 768, 1151, 1152, 1280, 1600))
def test_nothing_is_wider_than_the_screen(stage, showcase, width):
    size = {"width": width, "height": 800}

    page = stage.open(showcase, is_whole=True, viewport=size)

    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_everything_is_there_without_script(stage, showcase):
    page = stage.open(showcase, is_whole=True, java_script_enabled=False)

    expect(page.get_by_label("Worum geht es?").first).to_be_visible()
    expect(page.get_by_role("link", name="Dialog öffnen")).to_be_visible()
    expect(page.locator("theme-choice")).to_be_hidden()


def test_the_skip_link_leads_past_the_menus(stage, showcase):
    page = stage.open(showcase, is_whole=True)
    skip = page.get_by_role("link", name="Zum Inhalt springen")

    skip.focus()
    expect(skip).to_be_in_viewport()
    skip.press("Enter")

    expect(page.locator("main")).to_be_focused()
