"""axe on mails of each sort, and whether they fit a telephone, in light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from tests.e2e.looking import COLOURS, TAGS, violations
from tests.e2e.stack import NARROW, QUIET, browser_path
from tests.mails import made, samples

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
RENDERERS = ("digest", "newsletter", "newsletters.confirm", "referrals.reminder")
VERBS = ("idea.declined", "answer_set.published")
# A mail stands inside a program: landmarks are the program's.
RULES = {"runOnly": [tag for tag in TAGS if tag != "best-practice"]}
LONG = f"Straßenbaumbewässerungs{'verbesserungs' * 6}idee"


def test_axe_finds_nothing_in_mails_and_long_words_fit():
    path = browser_path()
    with samples.titled(LONG):
        mails = [mail for key in RENDERERS for mail in made.of_renderer(key)]
        mails += [mail for key in VERBS for mail in made.of_verb(key, ("de",))]
    # One of each length and sort; what differs by language alone looks the same.
    pages = {mail.name: mail.html for mail in mails if mail.language == "de"}

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        page = browser.new_page(viewport=NARROW)
        found = []
        for name, html in pages.items():
            page.set_content(html)
            found += _faults(page, name)
        browser.close()

    assert len(pages) > len(RENDERERS) + len(VERBS)
    assert found == []


def _faults(page, name):
    page.evaluate(Axe().axe_script)
    page.emulate_media(color_scheme="light")
    found = [f"{name}: {fault}" for fault in violations(page, RULES)]
    if (width := page.evaluate("document.body.scrollWidth")) > NARROW["width"]:
        found.append(f"{name}: {width} pixels wide at {NARROW['width']}")
    page.emulate_media(color_scheme="dark")
    return found + [f"{name} (dark): {fault}" for fault in violations(page, COLOURS)]
