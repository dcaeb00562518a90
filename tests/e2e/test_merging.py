"""Merging, following and adding later in a real browser, against the started product."""

import pytest
from playwright.sync_api import expect

from participation.ideas.models import Idea
from participation.moderation.enums import Publication
from tests.e2e import changes
from tests.e2e.people import make_staff_with_password, open_signed_in
from tests.e2e.stack import DECISION_SECONDS
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory, SupportFactory

pytestmark = [pytest.mark.e2e]


def two_alike():
    source = IdeaFactory(title="Ein Trinkbrunnen am Markt", text=changes.FIRST)
    target = IdeaFactory(title="Trinkwasser am Markt", text=changes.SECOND)
    SupportFactory(idea=source)
    Idea.objects.filter(pk=source.pk).update(support_count=1)
    return source, target


def test_two_ideas_are_merged_after_a_look_and_parted_again(visitors, stack):
    source, target = two_alike()
    moderator = open_signed_in(visitors, make_staff_with_password())

    moderator.goto(source.get_absolute_url())
    moderator.get_by_role("link", name="Andere Idee suchen").click()
    moderator.get_by_role("searchbox").fill(target.number)
    moderator.get_by_role("button", name="Suchen").click()
    moderator.get_by_role("link", name=target.title).first.click()
    main = moderator.get_by_role("main")
    expect(main).to_contain_text("Noch ist nichts geschehen")
    moderator.get_by_role("button", name="Zusammenführen", exact=True).click()

    expect(main.get_by_role("heading", level=1)).to_have_text(target.title)
    resident = visitors.new()
    resident.goto(source.get_absolute_url())
    expect(resident.get_by_role("heading", level=1)).to_have_text(target.title)
    expect(resident.get_by_role("main")).to_contain_text("2 Unterstützungen")

    moderator.get_by_role("link", name="Wieder trennen").click()
    moderator.get_by_role("button", name="Wieder trennen").click()
    expect(main.get_by_role("heading", level=1)).to_have_text(source.title)
    source.refresh_from_db()
    assert source.publication == Publication.PUBLISHED


@pytest.mark.parametrize("has_script", (True, False))
def test_following_and_muting(visitors, stack, has_script):
    idea = IdeaFactory(title="Eine Schaukel für alle")
    page = open_signed_in(visitors, UserFactory(), java_script_enabled=has_script)

    page.goto(idea.get_absolute_url())
    page.get_by_role("link", name="Verfolgen", exact=True).click()
    if not has_script:
        page.get_by_role("button", name="Verfolgen", exact=True).click()
        expect(page.get_by_role("heading", name="Sie verfolgen das")).to_be_visible()
    else:
        expect(page.get_by_role("link", name="Sie verfolgen das")).to_be_visible()
    page.get_by_label("Wie oft davon hören?").select_option("daily")
    page.get_by_role("button", name="Ändern", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Sie hören einmal am Tag davon")

    page.goto("/konto/verfolgt/")
    page.get_by_role("button", name="Nicht mehr verfolgen").click()
    page.get_by_role("button", name="Wieder verfolgen").click()
    expect(page.get_by_role("main")).to_contain_text("täglich gesammelt per E-Mail")
    row = page.get_by_role("listitem").filter(has_text=idea.title)
    row.get_by_role("button", name="Stumm schalten").click()
    expect(row).to_contain_text("stumm geschaltet")
    row.get_by_role("button", name="Nicht mehr verfolgen").click()
    expect(page.get_by_role("main")).to_contain_text("Sie verfolgen noch nichts")


def test_a_nachtrag_goes_from_the_author_to_the_public(visitors, stack):
    idea = IdeaFactory(title="Eine Uhr am Rathaus")
    author = open_signed_in(visitors, idea.author)
    author.goto(idea.get_absolute_url())
    author.get_by_role("link", name="Nachtrag schreiben").click()
    author.get_by_label("Ihr Nachtrag").fill(changes.LATER)
    author.get_by_role("button", name="Nachtrag einreichen").click()
    expect(author.get_by_role("main")).to_contain_text("Eine Uhr am Rathaus")

    moderator = open_signed_in(visitors, make_staff_with_password())
    item = idea.addenda.get()
    moderator.goto(f"/moderation/beitrag/addendum/{item.pk}/")
    expect(moderator.get_by_role("main")).to_contain_text(changes.LATER)
    moderator.get_by_role("button", name="Entscheiden und weiter").click()
    decided = moderator.get_by_role("region", name="Gerade entschieden")
    expect(decided).to_contain_text("veröffentlicht")

    anyone = visitors.new()
    anyone.goto(idea.get_absolute_url())
    expect(anyone.get_by_role("main")).to_contain_text(changes.LATER)
    assert stack.wait_for_mail(idea.author.email, "Ihr Nachtrag", DECISION_SECONDS)
