"""Two browsers on one item lose nothing: not a word, not a decision, not a version."""

import re
from datetime import timedelta

import pytest
from django.db.models.functions import Now
from playwright.sync_api import expect

from participation.ideas.models import Idea
from participation.ideas.queries.places import without_place
from participation.ideas.services import revision
from participation.ideas.services.submission import Content, write_version
from participation.moderation.models import Decision, QueueItem
from tests.e2e.people import make_staff_with_password, open_signed_in
from tests.e2e.stack import wait_for
from tests.factories.moderation import make_item
from tests.factories.regions import RegionFactory

pytestmark = [pytest.mark.e2e]
WORDS = "Bitte schreiben Sie noch, wo genau die Bank stehen soll."


@pytest.fixture
def first():
    return make_staff_with_password(display_name="Kollegin Eins")


@pytest.fixture
def second():
    return make_staff_with_password(display_name="Kollege Zwei")


@pytest.fixture
def item():
    return make_item(region=RegionFactory())


def open_item(visitors, user, item):
    page = open_signed_in(visitors, user)
    page.goto(item.get_absolute_url())
    expect(page.locator("#uebernahme")).to_have_attribute("data-state", "live")
    return page


def claim_of(page):
    return page.locator("#uebernahme")


def ask_for_changes(page):
    """Choose the verdict that needs words, and write them."""
    for choice in (
        "[name=verdict][value=request_changes]",
        "[name=reason][value=unclear]",
    ):
        with page.expect_response(lambda response: response.request.method == "POST"):
            page.locator(choice).check()
    expect(page.locator(".htmx-request, .htmx-settling")).to_have_count(0)
    page.locator("textarea[name=text]").fill(WORDS)
    expect(page.locator(".draft-state")).to_contain_text("Gesichert")


def test_one_asks_the_other_hands_over_and_no_word_is_lost(
    visitors, first, second, item
):
    mine = open_item(visitors, first, item)
    expect(claim_of(mine)).to_contain_text("Liegt bei Ihnen")
    ask_for_changes(mine)
    theirs = open_item(visitors, second, item)
    expect(claim_of(theirs)).to_contain_text("Wird gerade von Kollegin Eins bearbeitet")

    claim_of(theirs).get_by_role("button", name="Nachfragen").click()

    expect(claim_of(theirs)).to_contain_text("Kommt keine Antwort")
    expect(claim_of(mine)).to_contain_text("Kollege Zwei möchte übernehmen")
    claim_of(mine).get_by_role("button", name="Ich brauche noch").click()
    expect(claim_of(theirs)).to_contain_text("braucht den Beitrag noch")
    QueueItem.objects.filter(pk=item.pk).update(kept_at=Now() - timedelta(minutes=6))
    theirs.reload()
    claim_of(theirs).get_by_role("button", name="Noch einmal nachfragen").click()
    claim_of(mine).get_by_role("button", name="Abgeben").click()
    expect(claim_of(theirs)).to_contain_text("Liegt bei Ihnen")
    expect(claim_of(mine)).to_contain_text("Kollege Zwei hat den Beitrag jetzt")
    expect(mine.locator("textarea[name=text]")).to_have_value(WORDS)
    mine.reload()
    expect(mine.locator("textarea[name=text]")).to_have_value(WORDS)


def test_both_decide_one_counts_and_the_other_keeps_the_words(
    visitors, first, second, item
):
    mine = open_item(visitors, first, item)
    expect(claim_of(mine)).to_contain_text("Liegt bei Ihnen")
    ask_for_changes(mine)
    theirs = open_item(visitors, second, item)
    expect(claim_of(theirs)).to_contain_text("Wird gerade von Kollegin Eins")
    theirs.locator("[name=verdict][value=publish]").check()

    theirs.get_by_role("button", name="Entscheiden und weiter").click()

    expect(theirs.locator("main")).to_contain_text("Daran arbeitet gerade")
    assert not Decision.objects.filter(item=item).exists()
    mine.get_by_role("button", name="Entscheiden und weiter").click()
    decision = wait_for(Decision.objects.filter(item=item))
    assert (decision.decided_by, decision.text) == (first, WORDS)
    expect(claim_of(theirs)).to_contain_text("Entschieden von Kollegin Eins")


def test_who_leaves_gives_back_and_the_other_sees_it(visitors, first, second, item):
    mine = open_item(visitors, first, item)
    expect(claim_of(mine)).to_contain_text("Liegt bei Ihnen")
    theirs = open_item(visitors, second, item)
    expect(claim_of(theirs)).to_contain_text("Wird gerade von Kollegin Eins")

    mine.goto("/moderation/")

    expect(
        claim_of(theirs).get_by_role("button", name="Für mich reservieren")
    ).to_be_visible()
    wait_for(QueueItem.objects.filter(pk=item.pk, lease_by=None))


def test_a_claim_that_ends_is_shown_without_a_word_from_anybody(
    visitors, first, second, item
):
    mine = open_item(visitors, first, item)
    expect(claim_of(mine)).to_contain_text("Liegt bei Ihnen")
    mine.context.set_offline(True)
    theirs = open_item(visitors, second, item)
    expect(claim_of(theirs)).to_contain_text("Wird gerade von Kollegin Eins")
    QueueItem.objects.filter(pk=item.pk).update(lease_until=Now())
    theirs.reload()

    expect(claim_of(theirs)).to_contain_text("Liegt bei Ihnen")


def test_a_new_version_is_shown_as_a_difference_with_the_words_kept(
    visitors, first, item
):
    idea = Idea.objects.get(pk=item.target_id)
    place = without_place(idea.region)
    write_version(idea, Content(idea.title, idea.text, idea.topic, place), by=None)
    page = open_item(visitors, first, item)
    expect(claim_of(page)).to_contain_text("Liegt bei Ihnen")
    ask_for_changes(page)
    content = Content("Zwei Bänke am Weiher", idea.text, idea.topic, place)
    revision.resubmit(idea, content, version=1, by=idea.author)
    expect(claim_of(page)).to_contain_text("Gerade geändert")

    page.get_by_role("button", name="Entscheiden und weiter").click()

    expect(page.locator("main")).to_contain_text("Während Sie lasen")
    expect(page.locator("ins").first).to_contain_text(re.compile("Zwei|Weiher"))
    expect(page.locator("textarea[name=text]")).to_have_value(WORDS)
    assert not Decision.objects.filter(item=item).exists()
    page.get_by_role("button", name="Entscheiden und weiter").click()
    assert wait_for(Decision.objects.filter(item=item)).version == 2
