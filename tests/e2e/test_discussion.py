"""Talking in real browsers: live, in one's place, without a script, exactly once."""

import os
import re
import uuid

import pytest
from playwright.sync_api import expect

from participation.discussion.models import Comment, Visit
from participation.discussion.services import editing
from participation.discussion.services.writing import write
from participation.moderation import services as moderation
from participation.moderation.enums import Reason, Verdict
from tests.e2e.looking import faults_at, faults_of
from tests.e2e.people import (
    PASSWORD,
    STORED_PASSWORD,
    make_staff_with_password,
    open_signed_in,
)
from tests.e2e.stack import wait_for
from tests.factories.accounts import UserFactory
from tests.factories.discussion import CommentFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.regions import RegionFactory

pytestmark = [pytest.mark.e2e]
LONG = "Das sehe ich genauso. " * 20


def known_user(**fields):
    user = UserFactory(**fields)
    IdeaFactory(author=user)
    return user


def idea_with(count, **fields):
    idea = IdeaFactory(region=RegionFactory(), **fields)
    for number in range(count):
        CommentFactory(idea=idea, text=f"{LONG}\n\nWort {number}.")
    return idea


def test_a_comment_arrives_live_and_takes_nobodys_place(visitors):
    idea = idea_with(6)
    reader, writer = visitors.new(), open_signed_in(visitors, known_user())
    reader.goto(idea.get_absolute_url())
    expect(reader.locator("live-region#neue-kommentare")).to_have_attribute(
        "data-state", "live"
    )
    last = reader.locator(".comment").last
    last.scroll_into_view_if_needed()
    before = last.bounding_box()["y"]

    writer.goto(idea.get_absolute_url())
    writer.get_by_role("link", name="Kommentar schreiben").click()
    writer.get_by_role("textbox", name="Ihr Kommentar").fill(
        "Ich bringe **Farbe** mit."
    )
    expect(writer.get_by_text("noch 1975 Zeichen")).to_be_visible()
    writer.get_by_role("button", name="Kommentar absenden").click()
    expect(writer.locator(".comment").first).to_contain_text("Ich bringe Farbe mit.")

    fresh = reader.get_by_role("link", name="1 neuer Kommentar – anzeigen")
    expect(fresh).to_be_visible()
    assert abs(last.bounding_box()["y"] - before) < 1
    assert reader.get_by_text("Ich bringe Farbe mit.").count() == 0
    fresh.click()
    expect(reader.locator(".comment.is-new")).to_contain_text("Ich bringe Farbe mit.")
    expect(reader.locator(".comment")).to_have_count(7)


def test_an_answer_is_written_in_its_place_and_changed_for_a_while(visitors):
    idea, user = idea_with(2), known_user(display_name="Nachbar:in vom Eck")
    page = open_signed_in(visitors, user)
    page.goto(idea.get_absolute_url())

    page.get_by_role("link", name="Antworten").last.click()
    page.get_by_role("textbox", name="Ihr Kommentar").fill("Da mache ich mit.")
    page.get_by_role("button", name="Kommentar absenden").click()

    reply = wait_for(Comment.objects.filter(author=user))
    own = page.locator(f"#kommentar-{reply.pk}")
    expect(own).to_have_class(re.compile("is-wanted"))
    own.get_by_role("link", name="Ändern").click()
    page.get_by_role("textbox", name="Ihr Kommentar").fill("Da mache ich gern mit.")
    page.get_by_role("button", name="Änderung speichern").click()
    expect(page.locator(f"#kommentar-{reply.pk}")).to_contain_text("gern mit.")
    page.get_by_role("link", name="geändert").click()
    expect(page.locator("ins")).to_contain_text("gern")


def test_a_reported_comment_that_is_removed_leaves_a_stub_on_the_open_page(visitors):
    idea, moderator = idea_with(1), make_staff_with_password()
    comment = idea.thread.comments.get()
    CommentFactory(parent=comment, text="Aber die Antwort bleibt.")
    page = visitors.new()
    page.goto(idea.get_absolute_url())

    page.get_by_role("link", name="Melden", exact=True).first.click()
    expect(page.get_by_text("Kommentar zu:")).to_be_visible()
    page.get_by_label("beleidigt").check()
    page.get_by_role("button", name="Melden", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Danke")
    moderation.decide_directly(
        comment,
        verdict=Verdict.REMOVE,
        version=1,
        reason=Reason.INSULT,
        text="Bitte freundlich.",
        by=moderator,
    )
    page.goto(idea.get_absolute_url())

    expect(page.get_by_text("Grund: „beleidigt oder setzt herab“")).to_be_visible()
    expect(page.get_by_text("Aber die Antwort bleibt.")).to_be_visible()


@pytest.mark.parametrize("has_script", (True, False), ids=("script", "no script"))
def test_written_first_signed_in_last_it_is_there_once(visitors, has_script):
    idea = idea_with(25)
    user = known_user(password=STORED_PASSWORD)
    page = visitors.new(java_script_enabled=has_script)
    page.goto(idea.get_absolute_url())
    page.get_by_role("link", name="Weitere Kommentare").click()
    expect(page.locator(".comments > .comment")).to_have_count(25 if has_script else 5)

    page.goto(idea.get_absolute_url())
    page.get_by_role("link", name="Kommentar schreiben").click()
    page.get_by_role("textbox", name="Ihr Kommentar").fill(
        "Ohne Skript, mit Nachdruck."
    )
    page.get_by_role("button", name="Weiter zur Anmeldung").click()
    page.get_by_label("E-Mail").fill(user.email)
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()
    expect(page.get_by_text("Ohne Skript, mit Nachdruck.")).to_be_visible()
    page.get_by_role("button", name="Jetzt absenden").click()

    expect(page.locator(".comment").first).to_contain_text("Ohne Skript")
    assert Comment.objects.filter(author=user).count() == 1


def test_what_came_since_the_last_visit_is_marked_once(visitors):
    idea, user = idea_with(1), UserFactory()
    page = open_signed_in(visitors, user)
    page.goto(idea.get_absolute_url())
    page.locator("#diskussion").scroll_into_view_if_needed()
    wait_for(Visit.objects.filter(user=user))
    write(idea, "Seitdem neu.", draft_id=uuid.uuid4(), by=known_user())

    page.goto(idea.get_absolute_url())

    expect(page.get_by_text("1 neuer Kommentar seit Ihrem letzten")).to_be_visible()
    expect(page.locator(".is-new")).to_contain_text("Seitdem neu.")


@pytest.mark.skipif("SCREENSHOTS" not in os.environ, reason="only for looking")
def test_how_it_looks(visitors):
    idea = idea_with(3, title="Mehr Bänke am Anger")
    author = UserFactory(display_name="Nachbarin mit einem langen Namen")
    first = CommentFactory(idea=idea, mark="author", author=idea.author)
    for number in range(5):
        CommentFactory(parent=first, text=f"Antwort {number}: Das stimmt.")
    CommentFactory(idea=idea, mark="spk", text="Wir haben das **weitergegeben**.")
    CommentFactory(idea=idea, publication="removed")
    CommentFactory(idea=idea, publication="submitted", author=author)
    own = CommentFactory(idea=idea, author=author)
    editing.edit(own, "Am Anger und am Markt.", version=1, by=author)
    page = open_signed_in(visitors, author)
    page.goto(idea.get_absolute_url())
    page.get_by_role("link", name="Kommentar schreiben").click()
    page.get_by_role("textbox", name="Ihr Kommentar").fill("Da bin ich dafür.")
    faults = faults_of(page, "diskussion-idee")
    path = own.get_absolute_url()
    paths = {
        "diskussion": idea.thread.get_absolute_url(),
        "diskussion-permalink": path,
        "diskussion-antworten": f"{first.get_absolute_url()}antworten/",
        "diskussion-schreiben": f"{first.get_absolute_url()}antworten/schreiben/",
        "diskussion-aendern": f"{path}aendern/",
        "diskussion-zurueckziehen": f"{path}zurueckziehen/",
        "diskussion-fassungen": f"{path}fassungen/",
    }
    for name, where in paths.items():
        faults += faults_at(page, name, where)

    assert faults == []
