"""Dialogs, menus, messages, theme, live regions: by keyboard, and without script."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.slow
DIALOG = '<dialog-link><a href="/ablehnen/">Ablehnen</a><dialog class="dialog" aria-labelledby="t"><h2 id="t">Ablehnen?</h2><button type="button" data-close>Schließen</button></dialog></dialog-link>'
MENU = '<details data-menu><summary>Mein Konto</summary><a href="/abmelden/">Abmelden</a></details><button type="button">Anderes</button>'
TOAST = '<toast-list role="status"><div class="notice toast tone-good"><p>Gespeichert.</p></div></toast-list>'
SOCKET = "ws://localhost:8998/schlange/"
LIVE = f'<live-region id="schlange" socket="{SOCKET}" src="/schlange/"><p>drei</p></live-region>'


def test_a_dialog_opens_closes_and_gives_the_focus_back(stage):
    page = stage.open(DIALOG)
    page.locator("dialog-link:defined").wait_for(state="attached")

    page.get_by_role("link").press("Enter")
    expect(page.get_by_role("dialog", name="Ablehnen?")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("link")).to_be_focused()


def test_without_script_the_dialogs_link_leads_to_its_page(stage):
    stage.answers["/ablehnen/"] = "Ablehnen"
    page = stage.open(DIALOG, java_script_enabled=False)

    page.get_by_role("link").click()

    page.wait_for_url("**/ablehnen/")


def test_escape_closes_a_menu_and_returns_to_its_button(stage):
    page = stage.open(MENU)
    page.get_by_text("Mein Konto").click()
    expect(page.get_by_role("link")).to_be_visible()

    page.wait_for_load_state("networkidle")
    page.keyboard.press("Escape")

    expect(page.get_by_role("link")).to_be_hidden()
    expect(page.locator("summary")).to_be_focused()


def test_a_menu_opens_without_script(stage):
    page = stage.open(MENU, java_script_enabled=False)

    page.get_by_text("Mein Konto").click()

    expect(page.get_by_role("link")).to_be_visible()


def test_a_message_can_be_closed(stage):
    page = stage.open(TOAST)

    page.get_by_role("button", name="Meldung schließen").click()

    expect(page.get_by_text("Gespeichert.")).to_have_count(0)
    expect(page.locator("main")).to_be_focused()


def test_the_chosen_theme_outlives_the_page(stage):
    page = stage.open("<theme-choice></theme-choice>", color_scheme="light")
    page.get_by_label("Darstellung").select_option("dunkel")

    page.reload()

    assert page.evaluate("getComputedStyle(document.body).colorScheme") == "dark"


def test_the_link_is_copied(stage):
    page = stage.open(
        '<copy-link><a href="/ideen/7/">Link zu dieser Idee</a></copy-link>',
        permissions=["clipboard-read", "clipboard-write"],
    )

    page.get_by_role("button", name="Link kopieren").click()

    expect(page.get_by_role("status")).to_have_text("Link kopiert")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith("/ideen/7/")


def live_page(stage):
    """A page and the sockets it opens; the second answer differs from the first."""
    sockets = []

    def keep(socket):
        sockets.append(socket)

    stage.answers["/schlange/"] = '<live-region id="schlange"><p>vier</p></live-region>'
    page = stage.open("")
    page.route_web_socket(SOCKET, keep)
    page.clock.install()
    stage.answers["/"] = stage.answers["/"].replace("</main>", f"{LIVE}</main>")
    page.reload()
    return page, sockets


def test_a_message_on_the_socket_fetches_the_part_anew(stage):
    page, sockets = live_page(stage)
    expect(page.locator("live-region")).to_have_attribute("data-state", "live")

    sockets[0].send("changed")
    page.clock.run_for(600)

    expect(page.get_by_text("vier")).to_be_visible()


def test_a_lost_socket_comes_back_and_the_part_is_fetched(stage):
    page, sockets = live_page(stage)
    expect(page.locator("live-region")).to_have_attribute("data-state", "live")

    sockets[0].close(code=1012)
    expect(page.locator("live-region")).to_have_attribute("data-state", "waiting")
    page.clock.run_for(1100)
    expect(page.locator("live-region")).to_have_attribute("data-state", "live")
    page.clock.run_for(600)

    expect(page.get_by_text("vier")).to_be_visible()
    assert len(sockets) == 2


def test_a_socket_that_was_refused_is_not_tried_again(stage):
    page, sockets = live_page(stage)
    expect(page.locator("live-region")).to_have_attribute("data-state", "live")

    sockets[0].close(code=4403)
    expect(page.locator("live-region")).to_have_attribute("data-state", "waiting")
    page.clock.run_for(60_000)

    assert len(sockets) == 1
