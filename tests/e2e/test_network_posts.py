"""Posts of a network in real browsers: live, nothing doubled or lost, without a script."""

import re

import pytest
from playwright.sync_api import expect

from participation.networks.enums import Visibility
from participation.networks.models import NetworkVisit, Post
from participation.networks.services import posting
from tests.e2e.people import open_signed_in
from tests.e2e.stack import wait_for
from tests.factories.networks import make_network, member_of
from tests.factories.posts import said
from tests.factories.regions import RegionFactory

pytestmark = [pytest.mark.e2e]
LIVE = "live-posts#neueste-beitraege"


def titles_in(page):
    return page.locator(f"{LIVE} li[data-number] h3").all_inner_texts()


def test_posts_appear_on_an_open_page_once_each_and_go_with_their_words(visitors):
    network, coordinator = make_network(Visibility.MEMBERS, region=RegionFactory())
    said(network, by=coordinator, title="Eins")
    reader = open_signed_in(visitors, member_of(network))
    reader.goto(network.get_absolute_url())
    expect(reader.locator(LIVE)).to_have_attribute("data-state", "live")

    posts = [
        said(network, by=coordinator, title=title)
        for title in ("Zwei", "Drei", "Vier", "Fünf")
    ]
    expect(reader.locator(f"{LIVE} li[data-number]")).to_have_count(5)
    posting.withdraw(posts[1], by=coordinator)

    expect(reader.locator(f"{LIVE} li[data-number]")).to_have_count(4)
    assert titles_in(reader) == ["Fünf", "Vier", "Zwei", "Eins"]


# As if the frames of two posts had been lost on the way.
FORGET = """
for (const post of [...document.querySelectorAll("li[data-number]")].slice(0, 2)) post.remove();
document.querySelector("live-posts").dataset.sequence = "1";
"""


def test_a_gap_in_the_numbers_brings_what_was_missed(visitors):
    network, coordinator = make_network(region=RegionFactory())
    for title in ("Eins", "Zwei", "Drei"):
        said(network, by=coordinator, title=title)
    reader = visitors.new()
    reader.goto(network.get_absolute_url())
    expect(reader.locator(LIVE)).to_have_attribute("data-state", "live")

    reader.evaluate(f"() => {{ {FORGET} }}")
    assert titles_in(reader) == ["Eins"]
    said(network, by=coordinator, title="Vier")

    expect(reader.locator(f"{LIVE} li[data-number]")).to_have_count(4)
    assert titles_in(reader) == ["Vier", "Drei", "Zwei", "Eins"]


def test_a_member_writes_minutes_and_reads_them_without_a_script(visitors):
    network, coordinator = make_network(region=RegionFactory())
    page = open_signed_in(visitors, coordinator, java_script_enabled=False)
    page.goto(network.get_absolute_url())

    page.get_by_role("link", name="Protokoll schreiben").click()
    page.get_by_role("textbox", name="Ihr Beitrag").fill("Wir waren zu neunt.")
    page.get_by_role("textbox", name="Beschlüsse").fill("Wir pflanzen im Herbst.")
    page.get_by_role("textbox", name="Was ist zu tun?").first.fill("Erde holen")
    page.get_by_role("button", name="Veröffentlichen").click()

    page.get_by_role("link", name="Protokoll vom").first.click()
    expect(page.get_by_text("Wir pflanzen im Herbst.")).to_be_visible()
    page.get_by_role("button", name=re.compile("Erledigt.*Erde holen")).click()
    expect(page.get_by_text("erledigt am")).to_be_visible()
    assert Post.objects.get(network=network).tasks.get().done_at is not None


def test_looking_at_the_posts_marks_them_as_seen(visitors):
    network, coordinator = make_network(region=RegionFactory())
    post = said(network, by=coordinator)
    member = member_of(network)
    page = open_signed_in(visitors, member)

    page.goto(network.get_absolute_url())
    page.locator("#beitraege").scroll_into_view_if_needed()

    visit = wait_for(NetworkVisit.objects.filter(user=member))
    assert visit.seen_at == post.published_at
