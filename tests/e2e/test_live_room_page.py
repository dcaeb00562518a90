"""The open page of a room in real browsers: nothing moves away from whoever uses it."""

import pytest
from playwright.sync_api import expect

from events.live.enums import HiddenBecause
from events.live.models import QuestionSupport
from events.live.services import handling, supporting
from tests.e2e.people import open_signed_in
from tests.e2e.stack import wait_for
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory
from tests.factories.regions import RegionFactory
from tests.factories.rooms import (
    ParticipantFactory,
    QuestionFactory,
    RoomFactory,
    account_in,
)

pytestmark = [pytest.mark.e2e]


@pytest.fixture
def room():
    event = EventFactory(region=RegionFactory())
    return RoomFactory(occurrence=event.occurrences.get())


def open_page(visitors, room):
    user = UserFactory()
    account_in(room, user)
    page = open_signed_in(visitors, user)
    page.goto(room.get_absolute_url())
    expect(page.locator("live-room")).to_have_attribute("data-state", "live")
    return page


def order_on(page):
    items = page.locator("[data-part='questions'] > [data-item]")
    return items.evaluate_all("all => all.map(each => each.dataset.item)")


def test_the_order_follows_while_somebody_types_and_their_words_stay(visitors, room):
    first, second = QuestionFactory.create_batch(2, room=room)
    page = open_page(visitors, room)
    field = page.locator("live-room textarea").first
    field.click()
    page.keyboard.type("Wann kommt ")

    supporting.support(second, by=ParticipantFactory(room=room))

    expect(page.locator(f"[data-item={second.item_key}]")).to_contain_text("1 Mensch")
    assert order_on(page) == [second.item_key, first.item_key]
    page.keyboard.type("der Baum?")
    expect(field).to_have_value("Wann kommt der Baum?")


def test_support_counts_without_leaving_the_page_and_reaches_others(visitors, room):
    question = QuestionFactory(room=room)
    page, other = open_page(visitors, room), open_page(visitors, room)
    page.evaluate("window.isSamePage = true")

    mine = page.locator(f"[data-item={question.item_key}]")
    mine.get_by_role("button", name="Möchte ich auch wissen").click()

    expect(mine.get_by_role("button", name="Sie möchten das wissen")).to_be_focused()
    theirs = other.locator(f"[data-item={question.item_key}]")
    expect(theirs).to_contain_text("1 Mensch")
    expect(theirs.get_by_role("button", name="Möchte ich auch wissen")).to_be_visible()
    assert page.evaluate("window.isSamePage")
    wait_for(QuestionSupport.objects.filter(question=question))


def test_a_button_in_use_keeps_the_focus_when_its_question_moves(visitors, room):
    first, second = QuestionFactory.create_batch(2, room=room)
    page = open_page(visitors, room)
    button = page.locator(f"[data-item={second.item_key}]").get_by_role("button").first
    button.focus()

    supporting.support(second, by=ParticipantFactory(room=room))

    expect(page.locator(f"[data-item={second.item_key}]")).to_contain_text("1 Mensch")
    assert order_on(page) == [second.item_key, first.item_key]
    expect(button).to_be_focused()


def test_whoever_asked_sees_what_becomes_of_their_question(visitors, room):
    user = UserFactory()
    person = account_in(room, user)
    question = QuestionFactory(room=room, participant=person)
    page = open_signed_in(visitors, user)
    page.goto(room.get_absolute_url())
    expect(page.locator("live-room")).to_have_attribute("data-state", "live")
    page.evaluate("window.isSamePage = true")

    handling.hide(question, because=HiddenBecause.UNCLEAR, by=UserFactory())

    own = page.locator("[data-own]")
    expect(own).to_contain_text("Sie ist nicht zu verstehen.", timeout=30_000)
    assert page.evaluate("window.isSamePage")
