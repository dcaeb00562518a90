"""The filter of the list in a browser: with a script, without one, and back again."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.stack import NARROW
from tests.factories.departments import TopicFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.regions import PlanningAreaFactory, RegionFactory

pytestmark = [pytest.mark.e2e]


@pytest.fixture(scope="module")
def region(stack):
    region = RegionFactory(name="Filterfeld")
    PlanningAreaFactory(region=region, name="Am Filter")
    IdeaFactory(title="Schatten für die Schaukel", region=region, has_pictures=True)
    IdeaFactory(title="Eine Bank für alle", region=region, topic=TopicFactory())
    return region


def test_a_tick_changes_the_result_and_the_address(visitors, region):
    page = visitors.new()
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"/ideen/?stadtteil={region.slug}")
    result = page.locator("#ergebnis")
    expect(result.get_by_role("link", name="Eine Bank für alle")).to_be_visible()

    page.locator("#filter-fotos > summary").click()
    page.get_by_role("checkbox", name="nur mit Fotos").check()

    expect(result.get_by_role("heading", level=2).first).to_contain_text("mit Fotos")
    expect(result.get_by_role("link", name="Eine Bank für alle")).to_have_count(0)
    expect(page).to_have_url(re.compile(rf"/ideen/\?stadtteil={region.slug}&fotos=ja$"))
    expect(page.locator("#filter-number-fotos")).to_have_text("1")

    page.go_back()

    expect(result.get_by_role("link", name="Eine Bank für alle")).to_be_visible()
    expect(page.get_by_role("heading", name="Ideen", level=1)).to_be_visible()


def test_planning_areas_come_with_their_region(visitors, region):
    page = visitors.new()
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/ideen/")
    expect(page.locator("#filter-raum")).to_be_hidden()

    page.locator("#filter-stadtteil > summary").click()
    page.get_by_role("checkbox", name="Filterfeld").check()
    page.locator("#filter-raum > summary").click()

    expect(page.get_by_role("checkbox", name="Am Filter")).to_be_visible()


def test_without_a_script_the_same_filter_is_a_plain_form(visitors, region):
    page = visitors.new(java_script_enabled=False, viewport=NARROW)
    page.goto("/ideen/")

    page.locator(".filter-fold > summary").click()
    page.locator("#filter-stadtteil > summary").click()
    page.get_by_role("checkbox", name="Filterfeld").check()
    page.locator("#filter-fotos > summary").click()
    page.get_by_role("checkbox", name="nur mit Fotos").check()
    page.get_by_role("button", name="Filter anwenden").click()

    expect(page.get_by_role("link", name="Schatten für die Schaukel")).to_be_visible()
    expect(page.get_by_role("link", name="Eine Bank für alle")).to_have_count(0)
    chip = page.get_by_role("link", name="Filter entfernen: mit Fotos")
    chip.click()
    expect(page.get_by_role("link", name="Eine Bank für alle")).to_be_visible()
