"""The front door in a real browser: said while one writes, and never in the way."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from commons.accounts.enums import Role
from neighbourhood.departments.models import Topic
from tests.e2e import road
from tests.e2e.looking import faults_at, faults_of
from tests.e2e.people import open_signed_in
from tests.factories.accounts import make_staff
from tests.factories.ideas import IdeaFactory
from tests.factories.moderation import make_item

pytestmark = [pytest.mark.e2e]
FORM = "/ideen/neu/"
STATES = {
    "gefahr": ("Loser Ast über dem Spielplatz", ""),
    "foermlich": ("Widerspruch gegen den Bescheid vom Wohnungsamt", ""),
    "andere": ("Längere Grünphase für Fußgänger:innen", ""),
    "mangel": ("Da liegt seit Tagen ein Sofa", ""),
    "karte": ("Mehr Bänke am Anger", ""),
    "persoenlich": (
        "Ein Fest im Hof",
        "Wer mitmacht, ruft mich an.\nDas ist meine Nummer: 0151 23456789. Bis bald.",
    ),
}


def shown(page):
    return page.locator("guide-notice")


def test_axe_finds_nothing_whatever_is_said(visitors):
    page, faults = visitors.new(), []

    for name, (title, text) in STATES.items():
        page.goto(FORM)
        page.get_by_label("Titel").fill(title)
        page.get_by_label("Beschreibung").fill(text)
        page.get_by_label("Thema").focus()
        expect(shown(page).first).to_be_visible()
        faults += faults_of(page, f"wegweiser-{name}")
        for closed in shown(page).locator("details:not([open]) summary").all():
            closed.click()
        faults += faults_of(page, f"wegweiser-{name}-offen")

    assert faults == []


def test_a_defect_is_told_while_one_writes_and_may_stay(visitors):
    page = visitors.new()
    page.goto(FORM)
    title = page.get_by_label("Titel")

    title.press_sequentially("Da liegt seit Tagen ein Sofa")
    notice = shown(page).filter(has_text="Das klingt nach einem Mangel")
    notice.get_by_text("Das klingt nach einem Mangel").click()
    expect(notice.get_by_role("link", name="Ordnungsamt-Online")).to_have_attribute(
        "href", "https://ordnungsamt.berlin.de/"
    )
    notice.get_by_role("button", name="Ausblenden").click()
    expect(notice).to_have_count(0)
    expect(title).to_be_focused()
    title.press_sequentially(" am Weg")
    expect(page.get_by_text("Gesichert um")).to_be_visible()
    page.reload()

    expect(page.get_by_label("Titel")).to_have_value(
        "Da liegt seit Tagen ein Sofa am Weg"
    )
    expect(notice).to_have_count(0)


def test_the_description_stays_where_it_is_whatever_the_title_says(visitors):
    page = visitors.new()
    page.goto(FORM)
    text = page.get_by_label("Beschreibung")
    before = text.bounding_box()["y"]

    page.get_by_label("Titel").fill("Widerspruch gegen den Bescheid")
    expect(shown(page)).to_be_visible()

    assert abs(text.bounding_box()["y"] - before) <= 1


def test_a_field_somebody_writes_in_stays_under_the_finger(visitors):
    page = visitors.new()
    page.goto(FORM)
    text = page.get_by_label("Beschreibung")
    text.focus()
    before = text.bounding_box()["y"]

    text.press_sequentially("Es brennt, und die Laterne ist kaputt.")
    expect(shown(page).first).to_be_visible()

    assert abs(text.bounding_box()["y"] - before) <= 1


def test_personal_data_is_shown_at_its_place_and_may_be_left(visitors):
    page = visitors.new()
    page.goto(FORM)

    page.get_by_label("Titel").fill("Ein Fest im Hof")
    page.get_by_label("Beschreibung").fill(STATES["persoenlich"][1])
    notice = shown(page).filter(has_text="Das lesen später alle")
    expect(notice.locator("mark")).to_have_text("0151 23456789")
    expect(notice).to_contain_text("Beschreibung, Zeile 2")
    notice.get_by_role("button", name="So lassen").click()

    expect(notice).to_have_count(0)
    expect(page.get_by_label("Beschreibung")).to_have_value(STATES["persoenlich"][1])


def test_choosing_a_topic_offers_what_is_known_of_it(visitors):
    page = visitors.new()
    page.goto(FORM)

    page.get_by_label("Titel").fill("Etwas Schönes für alle")
    page.get_by_label("Thema").select_option(label="Parks, Bäume und Stadtgrün")

    notice = shown(page).filter(has_text="Was geht zu diesem Thema?")
    expect(notice.get_by_role("link", name="Sitzbank")).to_be_visible()


def test_axe_finds_nothing_on_the_cards(visitors):
    page, faults = visitors.new(), []
    idea = IdeaFactory(
        title="Mehr Bänke am Anger",
        text="Wer nicht lange stehen kann, braucht einen Platz zum Sitzen.",
        topic=Topic.objects.get(key="gruen"),
    )

    faults += faults_at(page, "was-geht", reverse("departments:card-list"))
    faults += faults_at(page, "was-geht-wort", "/was-geht/?q=Lärm")
    faults += faults_at(page, "was-geht-leer", "/was-geht/?q=gibtesnicht")
    faults += faults_at(page, "was-geht-bank", "/was-geht/bank/")
    faults += faults_at(page, "idee-mit-karte", idea.get_absolute_url())
    page.get_by_text("Wer entscheidet, wie lange es dauert").click()
    faults += faults_of(page, "idee-mit-karte-offen")

    assert faults == []


def test_axe_finds_nothing_where_cards_are_kept(visitors):
    page, faults = open_signed_in(visitors, make_staff(Role.COORDINATOR)), []

    for name in ("card-check", "card-create", "signpost-list", "signpost-create"):
        faults += faults_at(page, name, reverse(f"departments:{name}"))
    faults += faults_at(page, "wegweiser-probe", "/wegweiser/?probe=Sofa+liegt")
    faults += faults_at(page, "karte-im-dienst", "/was-geht/bank/")
    page.get_by_role("button", name="Stimmt noch").click()
    expect(page.get_by_text("Die Karte gilt als geprüft.")).to_be_visible()

    assert faults == []


def test_the_preview_says_it_without_a_script(visitors):
    page = visitors.new(java_script_enabled=False)
    wish = road.something_to_write("Da liegt seit Tagen ein Sofa")

    road.write(page, wish)
    expect(shown(page).filter(has_text="Das klingt nach einem Mangel")).to_be_visible()
    page.get_by_role("link", name="Ändern").click()

    expect(page.get_by_label("Titel")).to_have_value(wish.title)


def test_axe_finds_nothing_on_the_preview_nor_at_the_desk(visitors):
    page, faults = visitors.new(), []
    wish = road.something_to_write("Da liegt seit Tagen ein Sofa")

    road.write(page, wish)
    expect(shown(page).first).to_be_visible()
    faults += faults_of(page, "pruefen-mit-hinweisen")
    page = open_signed_in(visitors, make_staff(Role.MODERATOR))
    item = make_item(title="Mehr Bänke am Anger")
    faults += faults_at(page, "pruefung-mit-karte", item.get_absolute_url())
    page.get_by_text("Was geht?").first.click()
    faults += faults_of(page, "pruefung-mit-karte-offen")

    assert faults == []
