"""The desk by keys alone: find, open, decide, undo; and no mail before its time."""

import re

import pytest
from playwright.sync_api import expect

from participation.moderation.models import Decision
from tests.e2e.people import make_staff_with_password, open_signed_in
from tests.e2e.stack import DECISION_SECONDS, NARROW, wait_for
from tests.factories.moderation import make_item
from tests.factories.regions import RegionFactory

pytestmark = [pytest.mark.e2e]


def open_queue(visitors, item, **options):
    """A desk that shows the Stadtteil of this item alone."""
    page = open_signed_in(visitors, make_staff_with_password(), **options)
    page.goto(f"/moderation/?stadtteil={item.region.slug}")
    ready(page)
    return page


def ready(page):
    """The keys listen once their script has marked what they reach."""
    expect(page.locator("[aria-keyshortcuts]").first).to_be_attached()


def decide_by_keys(page):
    ready(page)
    page.keyboard.press("1")
    expect(page.get_by_label("veröffentlichen", exact=True)).to_be_checked()
    page.keyboard.press("Control+Enter")
    expect(page.locator("undo-bar")).to_contain_text("veröffentlicht")
    ready(page)


def test_a_contribution_is_decided_and_undone_and_told_once(visitors, stack):
    item = make_item(region=RegionFactory())
    address, told = item.author.email, "ist veröffentlicht"
    page = open_queue(visitors, item)
    own_page = re.compile(rf"/moderation/{item.pk}/")

    page.keyboard.press("j")
    expect(page.get_by_role("link", name=item.title)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(own_page)
    decide_by_keys(page)
    expect(page.locator("undo-bar")).to_contain_text(re.compile(r"noch \d+ s"))
    page.keyboard.press("u")
    expect(page).to_have_url(own_page)
    item.refresh_from_db()
    assert item.is_open

    decide_by_keys(page)
    assert stack.mails_to(address) == []
    stack.wait_for_mail(address, told, DECISION_SECONDS)

    mails = [mail.message["Subject"] for mail in stack.mails_to(address)]
    assert [told in subject for subject in mails] == [True]
    assert Decision.objects.filter(item=item, undone_at=None).count() == 1


def test_skipping_leads_past_it_and_not_back_to_it(visitors):
    region = RegionFactory()
    first, second = make_item(region=region), make_item(region=region)
    page = open_queue(visitors, first)

    page.keyboard.press("n")
    expect(page).to_have_url(re.compile(rf"/moderation/{first.pk}/"))
    ready(page)
    page.keyboard.press("s")
    expect(page).to_have_url(re.compile(rf"/moderation/{second.pk}/"))
    ready(page)
    page.keyboard.press("1")
    page.keyboard.press("Control+Enter")

    expect(page).to_have_url(re.compile(r"/moderation/\?"))
    expect(page.get_by_role("link", name=first.title)).to_be_visible()


def test_several_are_ticked_and_decided_together(visitors):
    region = RegionFactory()
    items = [make_item(region=region) for _ in range(2)]
    page = open_queue(visitors, items[0], viewport=NARROW)
    keys = page.keyboard

    for _item in items:
        keys.press("j")
        keys.press("x")
    expect(page.locator("[data-key-pick]:checked")).to_have_count(2)
    keys.press("b")
    expect(page.get_by_role("heading", level=1)).to_contain_text("2 Beiträge")
    ready(page)
    keys.press("1")
    keys.press("p")
    expect(page.get_by_text("2 Beiträge werden entschieden")).to_be_visible()
    width = page.evaluate("document.scrollingElement.scrollWidth")
    ready(page)
    keys.press("Control+Enter")

    expect(page.locator("undo-bar")).to_contain_text("2 Beiträge")
    assert width == NARROW["width"]
    wait_for(Decision.objects.filter(item=items[1]))


def test_the_list_of_keys_opens_and_can_be_switched_off(visitors):
    item = make_item(region=RegionFactory())
    page = open_queue(visitors, item)
    listing = page.get_by_role("dialog", name="Mit der Tastatur")

    page.keyboard.press("/")
    page.keyboard.type("?n")
    expect(page.get_by_role("searchbox")).to_have_value("?n")
    expect(listing).to_be_hidden()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(listing).to_be_visible()
    expect(listing).to_contain_text("nächste Zeile")
    page.get_by_role("button", name="Tasten ausschalten").click()

    expect(page.get_by_role("button", name="Tasten", exact=True)).to_be_visible()
    page.keyboard.press("?")
    expect(listing).to_be_hidden()
    page.get_by_role("button", name="Tasten", exact=True).click()
    expect(listing).to_contain_text("ausgeschaltet")
