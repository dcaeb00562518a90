"""One key says that a hint is wrong, in the browser, and where it stands is marked."""

import pytest
from playwright.sync_api import expect

from participation.moderation import tasks
from participation.moderation.models import Hint
from tests.e2e.people import make_staff_with_password, open_signed_in
from tests.factories.moderation import make_item

pytestmark = [pytest.mark.e2e]
PLATE = "Der Wagen B-XY 1234 steht immer auf dem Radweg, seit vielen Wochen schon."


def item_with_a_hint():
    item = make_item(title="Ein Auto auf dem Radweg vor der Schule", text=PLATE)
    tasks.screen(item_id=item.pk)
    return item


def test_one_key_says_that_a_hint_is_wrong(visitors):
    item = item_with_a_hint()
    page = open_signed_in(visitors, make_staff_with_password())
    page.goto(item.get_absolute_url())
    expect(page.locator("mark.spot")).to_contain_text("B-XY 1234")
    button = page.get_by_role("button", name="Stimmt nicht persönliche Angaben")

    key = button.get_attribute("data-key")
    page.keyboard.press(key)

    expect(page.get_by_text("stimmt hier nicht")).to_be_visible()
    assert Hint.objects.get(item=item, rule="plate").is_marked_wrong
    page.get_by_role("button", name="Doch persönliche Angaben").click()
    expect(button).to_be_visible()
    assert not Hint.objects.get(item=item, rule="plate").is_marked_wrong


def test_a_hint_is_marked_wrong_without_a_script(visitors):
    item = item_with_a_hint()
    staff = make_staff_with_password()
    page = open_signed_in(visitors, staff, java_script_enabled=False)
    page.goto(item.get_absolute_url())

    page.get_by_role("button", name="Stimmt nicht persönliche Angaben").click()

    expect(page.get_by_text("stimmt hier nicht")).to_be_visible()
    assert Hint.objects.get(item=item, rule="plate").is_marked_wrong
