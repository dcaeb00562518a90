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
    expect(page.get_by_text("Entwurf gespeichert")).to_be_visible()
    cookies = page.context.storage_state()
    page.context.close()
    again = visitors.new(storage_state=cookies)
    again.goto(FORM)

    expect(again.get_by_label("Titel")).to_have_value(
        "Ein Baum, der noch nirgends steht"
    )
    expect(again.get_by_text("ist wieder da")).to_be_visible()


@pytest.mark.parametrize("options", ({}, {"viewport": NARROW}), ids=("wide", "narrow"))
def test_a_click_on_the_map_names_the_stadtteil(visitors, options):
    page = visitors.new(**options)
    canvas = choose_pin(page)

    canvas.click()

    expect(page.locator("[data-answer]")).to_contain_text("Stadtteil:")
    expect(page.locator(".place-map-pin")).to_be_visible()
    expect(page.locator("[name=lat]")).to_have_value(re.compile(r"52\.\d{6}"))


def test_the_keyboard_moves_the_map_and_sets_the_pin(visitors):
    page = visitors.new()
    canvas = choose_pin(page)
    middle = page.get_by_role("button", name="Punkt in die Mitte setzen")

    middle.press("Enter")
    expect(page.locator("[name=lat]")).to_have_value(re.compile(r"52\.\d{6}"))
    before = page.locator("[name=lat]").input_value()
    canvas.press("ArrowUp")
    page.wait_for_function("() => !document.querySelector('.leaflet-pan-anim')")
    middle.press("Enter")

    expect(page.locator("[name=lat]")).not_to_have_value(before)


def test_a_pin_elsewhere_is_told_at_once(visitors):
    page = visitors.new()
    choose_pin(page)
    page.get_by_text("Koordinaten eingeben").click()

    page.get_by_label("Breite (Nord)").fill("48.137")
    page.get_by_label("Länge (Ost)").fill("11.575")
    page.get_by_label("Länge (Ost)").press("Tab")

    expect(page.locator("[data-answer]")).to_contain_text("liegt nicht im Bezirk")


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
