"""`make screenshots`: the pictures of the README, from a freshly started demo.

Also takes each page of PAGES in both themes and two widths into .local/screenshots/,
to be looked at. The browser tests add the pages of every role if SCREENSHOTS is set.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    ViewportSize,
    sync_playwright,
)

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
ALL = ROOT / ".local" / "screenshots"
PORT, SOCKET_PORT, MAIL_PORT = 8720, 8721, 8726
BASE = f"http://localhost:{PORT}"
CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PAGES = {
    "home": "/",
    "list": "/ideen/",
    "map": "/ideen/karte/",
    "form": "/ideen/neu/",
    "regions": "/stadtteile/",
    "region": "/stadtteile/karow/",
    "find": "/stadtteile/finden/?q=Rosenthal",
    "contacts": "/ansprechpartner/",
    "networks": "/netzwerke/",
    "events": "/veranstaltungen/",
    "month": "/veranstaltungen/monat/",
    "event-map": "/veranstaltungen/karte/",
    "room-enter": "/saal/",
    "sign-in": "/konto/login/",
}
# What somebody sees who signed in, as the demo's neighbour.
TOLD = {
    "bell": "/mitteilungen/",
    "wishes": "/mitteilungen/einstellungen/",
    "followed": "/konto/verfolgt/",
    "issue": "/rundbriefe/weissensee/",
}
NEIGHBOUR, PASSWORD = "bewohnerin@demo.example", "bindeglied-demo"
ANSWERED = "/ideen/?stand=umgesetzt"
# The demo has one open room and a network in which something happens.
ROOM, NETWORK = "Stadtteilversammlung Weißensee", "Stadtteilrunde Weißensee"
SIZE = {"width": 1280, "height": 1250}
PHONE = {"width": 390, "height": 844}
WALL = {"width": 1920, "height": 1200}


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="bindeglied-shots-") as folder:
        up = start(folder)
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=chromium(), args=FLAGS
                )
                readme(browser)
                everything(browser)
                browser.close()
        finally:
            up.send_signal(signal.SIGTERM)
            up.wait(30)


def chromium() -> str:
    for path in CHROMIUM:
        if Path(path).exists():
            return path
    sys.exit("screenshots: no Chromium found (Debian: apt-get install chromium)")


def start(folder: str) -> subprocess.Popen:
    command = [sys.executable, "manage.py", "up", "--demo", "--port", str(PORT)]
    command += ["--socket-port", str(SOCKET_PORT), "--mail-port", str(MAIL_PORT)]
    environment = os.environ | {"LOCAL_DIR": folder, "BASE_URL": BASE}
    with (Path(folder) / "up.log").open("w") as log:
        up = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=log, stderr=log
        )
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline and up.poll() is None:
        try:
            if httpx.get(BASE, timeout=5).is_success:
                return up
        except httpx.HTTPError:
            time.sleep(0.5)
    up.terminate()
    sys.exit("screenshots: the demo did not start")


def readme(browser: Browser) -> None:
    IMAGES.mkdir(exist_ok=True)
    page = fresh(browser, SIZE)
    page.goto(BASE)
    page.screenshot(path=IMAGES / "home.png")
    page.goto(BASE + ANSWERED)
    page.locator(".card-title a").first.click()
    page.wait_for_load_state()
    page.screenshot(path=IMAGES / "idea.png")
    page.goto(BASE + TOLD["issue"])
    page.locator(".rows .card-title a").first.click()
    page.wait_for_load_state()
    page.screenshot(path=IMAGES / "newsletter.png")
    page.goto(BASE + PAGES["events"])
    page.screenshot(path=IMAGES / "events.png")
    page.goto(BASE + PAGES["networks"])
    page.get_by_role("link", name=NETWORK).click()
    page.wait_for_load_state()
    page.screenshot(path=IMAGES / "network.png")
    sign_in(page)
    page.goto(BASE + TOLD["bell"])
    page.screenshot(path=IMAGES / "bell.png")
    page.close()
    room(browser)


def room(browser: Browser) -> None:
    """The same room on a phone that takes part, and on the wall."""
    phone = fresh(browser, PHONE, device_scale_factor=2)
    phone.goto(BASE + PAGES["room-enter"])
    phone.get_by_role("link", name=ROOM).click()
    phone.get_by_role("button", name="Mitmachen").click()
    phone.get_by_role("heading", name="Fragen stellen").wait_for()
    questions = phone.locator("[data-part='questions']")
    questions.evaluate("part => part.parentElement.scrollIntoView()")
    here = phone.url
    phone.screenshot(path=IMAGES / "room-phone.png")
    phone.close()
    wall = fresh(browser, WALL)
    wall.goto(f"{here.split('?')[0].split('#')[0]}leinwand/")
    wall.wait_for_load_state("networkidle")
    wall.screenshot(path=IMAGES / "room-wall.png")
    wall.close()


def fresh(browser: Browser, size: ViewportSize, **more: Any) -> Page:
    return browser.new_page(viewport=size, color_scheme="light", locale="de-DE", **more)


def sign_in(page: Page) -> None:
    page.goto(f"{BASE}/konto/login/")
    page.get_by_label("E-Mail").fill(NEIGHBOUR)
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/login/" not in url)


def everything(browser: Browser) -> None:
    ALL.mkdir(parents=True, exist_ok=True)
    for scheme in ("light", "dark"):
        for width in (360, 1280):
            context = browser.new_context(
                viewport={"width": width, "height": 900},
                color_scheme=scheme,
                locale="de-DE",
            )
            look(context, PAGES, f"{width}-{scheme}")
            sign_in(context.new_page())
            look(context, TOLD, f"{width}-{scheme}")
            context.close()


def look(context: BrowserContext, pages: dict[str, str], called: str) -> None:
    for name, path in pages.items():
        page = context.new_page()
        page.goto(BASE + path)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=ALL / f"{name}-{called}.png", full_page=True)
        page.close()


if __name__ == "__main__":
    main()
