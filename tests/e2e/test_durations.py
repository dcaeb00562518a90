""" "Wie lange dauert es?": from the page of a Stadtteil to its figures, by keyboard."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from commons.clock import berlin_today
from tests.e2e.stack import NARROW
from tests.factories.regions import RegionFactory
from tests.participation.durations import ended

pytestmark = [pytest.mark.e2e]


@pytest.mark.parametrize("has_script", (True, False))
def test_from_a_stadtteil_to_its_figures(visitors, stack, has_script):
    assert stack
    region = RegionFactory(name=f"Zahlendorf {int(has_script)}")
    over = (berlin_today().replace(month=1, day=1) - timedelta(days=40)).replace(day=9)
    ended(8, on=over, days=7, region=region)
    page = visitors.new(java_script_enabled=has_script, viewport=NARROW)

    page.goto(region.get_absolute_url())
    page.get_by_role("link", name="Zahlen ansehen").click()
    page.get_by_label("Zeitraum").select_option(f"{over.year}-2")
    page.get_by_role("button", name="Anzeigen").click()

    main = page.get_by_role("main")
    expect(main.get_by_role("heading", level=1)).to_have_text("Wie lange dauert es?")
    tiles = main.locator(".tile")
    expect(tiles.first).to_contain_text("der ganzen Zeit lag es bei uns")
    expect(tiles.nth(2)).to_contain_text("7")
    page.get_by_role("link", name="Wie lange dauert es?").first.click()
    expect(page.get_by_role("main")).to_contain_text("So zählen wir")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= NARROW["width"]
