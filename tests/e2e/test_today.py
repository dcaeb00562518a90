"""A morning at the desk with the keyboard alone."""

import pytest
from playwright.sync_api import expect

from commons.clock import berlin_today
from commons.followups import services as followups
from commons.followups.models import FollowUp
from tests.e2e.people import make_staff_with_password, open_signed_in
from tests.factories.ideas import IdeaFactory

pytestmark = [pytest.mark.e2e]


def open_with_keys(page):
    page.goto("/heute/?bereich=wiedervorlagen")
    expect(page.locator("[aria-keyshortcuts=e]")).to_have_count(1)  # they listen


def test_the_day_is_begun_with_keys_alone(visitors):
    moderator = make_staff_with_password()
    ideas = [IdeaFactory(title=title) for title in ("Bank am Anger", "Mehr Licht")]
    rows = [
        followups.add(idea, due_on=berlin_today(), by=moderator, note="Anrufen")
        for idea in ideas
    ]
    page = open_signed_in(visitors, moderator)
    open_with_keys(page)
    expect(page.get_by_role("link", name="Bank am Anger", exact=True)).to_be_visible()

    page.keyboard.press("e")
    expect(page.get_by_role("button", name="Rückgängig")).to_be_visible()
    assert FollowUp.objects.get(pk=rows[0].pk).done_by == moderator
    page.keyboard.press("z")
    expect(page.get_by_role("link", name="Bank am Anger", exact=True)).to_be_visible()
    assert FollowUp.objects.get(pk=rows[0].pk).done_at is None

    open_with_keys(page)
    page.keyboard.press("w")
    expect(page.get_by_text("Wiedervorlage verschoben auf")).to_be_visible()
    assert FollowUp.objects.get(pk=rows[0].pk).due_on > berlin_today()

    open_with_keys(page)
    page.keyboard.press("1")
    expect(page.get_by_role("heading", name="Mehr Licht", level=1)).to_be_visible()


def test_news_wait_until_one_asks_for_them(visitors):
    moderator = make_staff_with_password()
    page = open_signed_in(visitors, moderator)
    page.goto("/heute/?bereich=wiedervorlagen")
    region = page.locator("#heute-neues[data-state=live]")
    expect(region).to_have_count(1)

    idea = IdeaFactory(title="Tischtennis im Park")
    followups.add(idea, due_on=berlin_today(), by=moderator)

    expect(page.get_by_text("Hier hat sich etwas geändert.")).to_be_visible()
    expect(
        page.get_by_role("link", name="Tischtennis im Park", exact=True)
    ).to_have_count(0)
    page.keyboard.press("n")
    expect(
        page.get_by_role("link", name="Tischtennis im Park", exact=True)
    ).to_be_visible()
