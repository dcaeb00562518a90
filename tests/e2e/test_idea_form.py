"""What scripts add to the form of an idea, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.stack import NARROW
from tests.participation.writing import picture

pytestmark = [pytest.mark.e2e]
FORM = "/ideen/neu/"


def upload_of(name, colour):
    file = picture(name, colour=colour)
    return {"name": name, "mimeType": file.content_type, "buffer": file.read()}


def choose_pin(page):
    page.goto(FORM)
    page.get_by_label("An einem Punkt auf der Karte").check()
    canvas = page.locator(".place-map")
    expect(canvas.locator(".place-map-ground").first).to_be_visible()
    return canvas


def test_words_are_on_the_server_before_anybody_sends_them(visitors):
    page = visitors.new()
    page.goto(FORM)
    title = page.get_by_label("Titel")

    title.fill("Ein Baum, der noch nirgends steht")
    expect(page.get_by_text("Gesichert um")).to_be_visible()
    cookies = page.context.storage_state()
    page.context.close()
    again = visitors.new(storage_state=cookies)
    again.goto(FORM)

    expect(again.get_by_label("Titel")).to_have_value(
        "Ein Baum, der noch nirgends steht"
    )
    expect(again.get_by_text("ist wieder da")).to_be_visible()


def test_words_typed_before_the_script_came_are_saved_too(visitors):
    page, late = visitors.new(), []

    def hold(route):
        late.append(route)

    page.route("**/draft_form*.js", hold)
    page.goto(FORM, wait_until="commit")

    page.get_by_label("Titel").fill("Ein Baum vor dem Skript")
    while not late:
        page.wait_for_timeout(20)
    late.pop().continue_()

    expect(page.get_by_text("Gesichert um")).to_be_visible()


@pytest.mark.parametrize("options", ({}, {"viewport": NARROW}), ids=("wide", "narrow"))
def test_a_click_on_the_map_names_the_stadtteil(visitors, options):
    page = visitors.new(**options)
    canvas = choose_pin(page)

    canvas.click()
    expect(page.get_by_text("Jetzt ist die Karte näher")).to_be_visible()
    expect(page.locator("[name=lat]")).to_have_value("")
    canvas.click()

    expect(page.locator("[data-answer]")).to_contain_text("Sie haben")
    expect(page.locator(".place-map-pin")).to_be_visible()
    expect(page.locator("[name=lat]")).to_have_value(re.compile(r"52\.\d{6}"))


def test_the_keyboard_moves_the_map_and_sets_the_pin(visitors):
    page = visitors.new()
    canvas = choose_pin(page)
    middle = page.get_by_role("button", name="Punkt in die Mitte setzen")

    middle.press("Enter")
    expect(page.get_by_text("Jetzt ist die Karte näher")).to_be_visible()
    middle.press("Enter")
    expect(page.locator("[name=lat]")).to_have_value(re.compile(r"52\.\d{6}"))
    before = page.locator("[name=lat]").input_value()
    canvas.press("ArrowUp")
    page.wait_for_function("() => !document.querySelector('.leaflet-pan-anim')")
    middle.press("Enter")

    expect(page.locator("[name=lat]")).not_to_have_value(before)


def test_the_device_says_where_it_is_when_asked(visitors):
    options = {"geolocation": {"latitude": 52.62, "longitude": 13.41, "accuracy": 250}}
    page = visitors.new(permissions=["geolocation"], **options)
    page.goto(FORM)

    page.get_by_role("button", name="Ich bin gerade dort").click()

    expect(page.get_by_label("An einem Punkt auf der Karte")).to_be_checked()
    expect(page.locator("[name=lat]")).to_have_value("52.620000")
    expect(page.get_by_text("auf etwa 250 Meter genau")).to_be_visible()
    expect(page.locator("[data-answer]")).to_contain_text("Sie haben")


def test_a_pin_elsewhere_is_told_at_once(visitors):
    page = visitors.new()
    choose_pin(page)
    page.get_by_text("Koordinaten eingeben").click()

    page.get_by_label("Breite (Nord)").fill("48.137")
    page.get_by_label("Länge (Ost)").fill("11.575")
    page.get_by_label("Länge (Ost)").press("Tab")

    expect(page.locator("[data-answer]")).to_contain_text("liegt nicht im Bezirk")


def test_pictures_chosen_before_the_script_came_go_up_too(visitors):
    page = visitors.new()
    held = []

    def hold(route):
        held.append(route)

    page.route("**/upload_field*.js", hold)
    with page.expect_request("**/upload_field*.js"):
        page.goto(FORM)
    pictures = page.get_by_label("Bilder auswählen")

    pictures.set_input_files([upload_of("frueh.jpg", "green")])
    for route in held:
        route.continue_()

    expect(page.get_by_label("Was ist zu sehen?")).to_have_count(1)
    expect(pictures).to_have_value("")


def test_chosen_pictures_go_up_and_ask_for_words(visitors):
    page = visitors.new()
    page.goto(FORM)
    page.get_by_label("Titel").fill("Ein Brunnen mit Bild")

    page.get_by_label("Bilder auswählen").set_input_files(
        [upload_of("rot.jpg", "red"), upload_of("blau.jpg", "blue")]
    )
    expect(page.get_by_label("Was ist zu sehen?")).to_have_count(2)
    page.get_by_label("Was ist zu sehen?").first.fill("Der trockene Brunnen")
    page.get_by_role("button", name="Bild 2 entfernen").click()

    expect(page.get_by_label("Was ist zu sehen?")).to_have_count(1)
    expect(page.get_by_label("Was ist zu sehen?")).to_have_value("Der trockene Brunnen")
    expect(page.get_by_label("Titel")).to_have_value("Ein Brunnen mit Bild")


def test_a_picture_that_got_lost_on_the_way_is_tried_again(visitors):
    page = visitors.new()
    page.goto(FORM)
    page.get_by_label("Titel").fill("Ein Brunnen bei schlechtem Netz")
    page.get_by_label("Bilder auswählen").scroll_into_view_if_needed()
    page.context.set_offline(True)

    page.get_by_label("Bilder auswählen").set_input_files([upload_of("rot.jpg", "red")])
    expect(page.get_by_text("rot.jpg ist nicht angekommen")).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name="Noch einmal versuchen").click()

    expect(page.get_by_label("Was ist zu sehen?")).to_have_count(1)
    expect(page.get_by_text("rot.jpg ist da.")).to_be_visible()
    expect(page.get_by_label("Titel")).to_have_value("Ein Brunnen bei schlechtem Netz")


def test_pictures_change_places_and_keep_their_words(visitors):
    page = visitors.new()
    page.goto(FORM)
    page.get_by_label("Bilder auswählen").set_input_files(
        [upload_of("rot.jpg", "red"), upload_of("blau.jpg", "blue")]
    )
    words = page.get_by_label("Was ist zu sehen?")
    expect(words).to_have_count(2)
    words.nth(0).fill("rot")
    words.nth(1).fill("blau")

    page.get_by_role("button", name="Bild 2 nach vorn").click()

    expect(words.nth(0)).to_have_value("blau")
    expect(words.nth(1)).to_have_value("rot")


def test_without_script_the_same_form_hands_in(visitors):
    page = visitors.new(java_script_enabled=False)
    page.goto(FORM)

    page.get_by_label("Titel").fill("Ein Geländer an der Treppe")
    page.get_by_label("Beschreibung").fill("Die Stufen sind hoch.")
    page.get_by_label("Thema").select_option(index=1)
    page.get_by_label("An keinem bestimmten Ort").check()
    page.get_by_label("Stadtteil").select_option(index=1)
    page.get_by_label("Bilder auswählen").set_input_files([upload_of("t.jpg", "grey")])
    page.get_by_role("button", name="Bilder hochladen").click()
    page.get_by_label("Was ist zu sehen?").fill("Die Treppe")
    page.get_by_role("button", name="Weiter", exact=True).click()
    page.get_by_role("button", name="Ohne E-Mail-Adresse einreichen").click()

    expect(page.locator(".pickup-code")).to_have_text(
        re.compile(r"^\w{4}-\w{4}-\w{4}$")
    )
