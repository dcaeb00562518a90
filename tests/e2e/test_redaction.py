"""Blackening words and pictures in a real browser, with and without JavaScript."""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

from commons.files import services as files
from participation.ideas.models import Idea
from tests.e2e.people import make_staff_with_password, open_signed_in
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory, IdeaImageFactory
from tests.participation.writing import picture

pytestmark = [pytest.mark.e2e]
TEXT = "Fragen Sie Herrn Amselfeld unter 030 1234567, er weiß mehr darüber."
SCRIPT = pytest.mark.parametrize("has_script", (True, False))


def shown_to(visitors, idea, **options):
    page = open_signed_in(visitors, make_staff_with_password(), **options)
    page.goto(f"/moderation/beitrag/idea/{idea.pk}/")
    page.get_by_role("link", name="Stellen schwärzen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Stellen schwärzen")
    return page


def done(page):
    page.get_by_role("button", name="Vorschau", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("So sieht es danach aus")
    page.get_by_label("Ja, endgültig schwärzen").check()
    page.get_by_role("button", name="Endgültig schwärzen").click()
    told = page.get_by_text("Geschwärzt. Die Worte sind überall gelöscht.")
    expect(told).to_be_visible()


@SCRIPT
def test_words_are_ticked_looked_at_and_gone(visitors, stack, has_script):
    idea = IdeaFactory(title="Bank am Anger", text=TEXT)
    reader = visitors.new()
    reader.goto(idea.get_absolute_url())
    expect(reader.get_by_role("main")).to_contain_text("030 1234567")
    page = shown_to(visitors, idea, java_script_enabled=has_script)
    expect(page.get_by_label("030", exact=True)).to_be_checked()

    page.get_by_label("Amselfeld", exact=True).check(force=True)
    done(page)

    idea.refresh_from_db()
    assert "1234567" not in idea.text
    assert "Amselfeld" not in idea.text
    reader.reload()
    main = reader.get_by_role("main")
    expect(main).to_contain_text("■■■■ [Telefonnummer]")
    expect(main).not_to_contain_text("1234567")
    assert reader.get_by_text("geschwärzt: Telefonnummer").count() == 1


def test_one_drags_over_words_and_walks_with_arrows(visitors, stack):
    idea = IdeaFactory(title="Bank am Anger", text="Eins zwei drei vier fünf sechs.")
    page = shown_to(visitors, idea)
    words = page.locator("redact-text").nth(1).locator(".redact-word")
    start, end = words.nth(1).bounding_box(), words.nth(3).bounding_box()

    page.mouse.move(start["x"] + 4, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] - 4, end["y"] + 10, steps=6)
    page.mouse.up()

    ticked = page.locator("redact-text").nth(1).locator("input:checked")
    expect(ticked).to_have_count(3)
    words.nth(3).locator("input").focus()
    page.keyboard.press("Shift+ArrowRight")
    expect(ticked).to_have_count(4)
    page.keyboard.press("Space")
    expect(ticked).to_have_count(3)


@SCRIPT
def test_an_area_of_a_picture_is_black_for_everybody(visitors, stack, has_script):
    idea = IdeaFactory(title="Ein Foto vom Anger", text="So sieht es aus.")
    stored = files.store_image(
        picture(size=(900, 600)), by=UserFactory(), purpose="idea-image"
    )
    image = IdeaImageFactory(idea=idea, stored_file=stored)
    page = shown_to(visitors, idea, java_script_enabled=has_script)

    if has_script:
        canvas = page.locator(".redact-canvas")
        canvas.scroll_into_view_if_needed()
        box = canvas.bounding_box()
        page.mouse.move(box["x"] + 10, box["y"] + 10)
        page.mouse.down()
        page.mouse.move(box["x"] + 150, box["y"] + 120, steps=5)
        page.mouse.up()
        expect(page.locator("input[name=bereich]")).to_have_count(1)
    else:
        page.get_by_label("Spalte 1, Zeile 1", exact=True).check(force=True)
    done(page)

    image.refresh_from_db()
    answer = page.request.get(image.stored_file.get_absolute_url())
    shown = Image.open(io.BytesIO(answer.body())).convert("RGB")
    assert max(shown.getpixel((30, 30))) < 20
    assert shown.getpixel((880, 580))[1] > 100
    old = page.request.get(f"/dateien/{stored.key}/")
    assert old.status == 404


def test_whoever_is_blocked_reads_so_before_writing(visitors, stack):
    author = UserFactory(display_name="Drossel")
    idea = IdeaFactory(author=author)
    page = open_signed_in(visitors, make_staff_with_password("coordinator"))
    page.goto(f"/moderation/beitrag/idea/{idea.pk}/")
    page.get_by_role("link", name="Person sperren").click()
    page.get_by_label("Was ist vorgefallen?").fill("In K-7 jemanden beleidigt.")
    page.get_by_role("button", name="Sperren", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Was sie früher geschrieben hat")

    blocked = open_signed_in(visitors, author)
    blocked.goto("/ideen/neu/")
    main = blocked.get_by_role("main")
    expect(main).to_contain_text("hier nichts schreiben")
    blocked.get_by_role("link", name="Warum, und wie Sie Einwand erheben").click()
    expect(main).to_contain_text("In K-7 jemanden beleidigt.")
    blocked.get_by_role("link", name="Einwand erheben").first.click()
    expect(blocked.get_by_label("Ihr Einwand")).to_be_visible()
    assert Idea.objects.filter(pk=idea.pk, publication="published").exists()
