"""What a mouse can do the keyboard can."""

import pytest
from playwright.sync_api import expect

from neighbourhood.regions.models import PlanningArea
from tests.e2e import road
from tests.e2e.people import make_staff_with_password, open_signed_in
from tests.e2e.stack import NARROW
from tests.factories.moderation import make_item
from tests.factories.regions import AddressFactory, PlaceNameFactory, PlaceShareFactory

pytestmark = [pytest.mark.e2e]


def test_the_first_key_leads_past_the_menus(visitors):
    page = visitors.new()
    page.goto("/ideen/")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Zum Inhalt springen")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()


def test_the_menu_of_a_phone_opens_and_closes(visitors):
    page = visitors.new(viewport=NARROW)
    page.goto("/")
    menu = page.locator(".phone-menu summary")

    menu.focus()
    page.keyboard.press("Enter")
    first = page.locator(".phone-menu").get_by_role("link", name="Ideen", exact=True)
    expect(first).to_be_visible()
    page.keyboard.press("Tab")
    expect(first).to_be_focused()
    page.keyboard.press("Escape")

    expect(first).to_be_hidden()
    expect(menu).to_be_focused()


def test_an_address_is_chosen_from_the_suggestions(visitors):
    area = PlanningArea.objects.select_related("region").get(key="03300412")
    street = PlaceNameFactory(name="Tastaturweg")
    PlaceShareFactory(place=street, region=area.region)
    AddressFactory(street="Tastaturweg", number=7, postcode="13125", planning_area=area)
    page = visitors.new()
    page.goto("/ideen/neu/")
    field = page.get_by_role("combobox", name="Straße und Hausnummer")

    field.press_sequentially("tastaturw")
    expect(page.get_by_role("option", name="Tastaturweg")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(field).to_have_value("Tastaturweg ")
    field.press_sequentially("7")
    expect(page.get_by_role("option", name="Tastaturweg 7")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(field).to_have_value("Tastaturweg 7, 13125 Berlin")
    expect(page.locator("[data-answer]")).to_contain_text(area.region.name)


def test_an_idea_is_handed_in_without_a_mouse(visitors):
    wish = road.something_to_write("Ein Geländer, nur mit Tasten beschrieben")
    page = visitors.new()
    keys = page.keyboard
    page.goto("/")

    tab_to(page, page.get_by_role("link", name="Idee einbringen").first)
    keys.press("Enter")
    road.heading(page, "Idee einbringen")
    tab_to(page, page.get_by_label("Titel"))
    keys.type(wish.title)
    tab_to(page, page.get_by_label("Beschreibung"))
    keys.type("Die Stufen sind hoch, und im Winter ist es glatt.")
    tab_to(page, page.get_by_label("Thema"))
    keys.type(wish.topic)
    tab_to(page, page.get_by_label("An einer Adresse"))
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    expect(page.get_by_label("An keinem bestimmten Ort")).to_be_checked()
    tab_to(page, page.get_by_label("Stadtteil"))
    keys.type(wish.region)
    tab_to(page, page.get_by_role("button", name="Weiter", exact=True))
    keys.press("Enter")
    road.heading(page, "Prüfen und einreichen")
    tab_to(page, page.get_by_role("button", name="Ohne E-Mail-Adresse einreichen"))
    keys.press("Space")

    road.heading(page, "Ihre Idee ist eingegangen")
    expect(page.locator(".pickup-code")).to_be_visible()


def tab_to(page, target):
    """Press Tab until the focus is there, as somebody without a mouse would."""
    wanted = target.element_handle()
    for _ in range(120):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"{target} is not reached by Tab")


def test_a_contribution_is_decided(visitors):
    item = make_item()
    page = open_signed_in(visitors, make_staff_with_password())
    page.goto(item.get_absolute_url())

    page.get_by_label("veröffentlichen", exact=True).focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Änderung erbitten")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.get_by_label("Ihre Worte an die Person").focus()
    page.keyboard.type("Wo genau ist das?")
    page.get_by_role("button", name="Entscheiden und weiter").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("main")).not_to_contain_text(item.title)
    item.refresh_from_db()
    assert item.closed_at is not None
