"""The main road in a real browser, against the started product."""

import pytest
from playwright.sync_api import expect

from commons.delivery.enums import Channel, DeliveryState
from commons.delivery.models import Delivery
from participation.ideas.models import Idea
from tests.config.running import wait_until
from tests.e2e import road
from tests.e2e.people import (
    make_staff_with_password,
    open_signed_in,
    sign_in_with_password,
)
from tests.factories.accounts import UserFactory
from tests.wishing import at_once

pytestmark = [pytest.mark.e2e]
ANSWERED = "Antwort zur Idee"


def test_an_idea_goes_the_whole_way_to_its_answer(visitors, stack):
    wish = road.something_to_write("Bäume für den Schulweg")
    author, supporter = "verfasser@example.org", at_once(UserFactory())

    # A resident without an account closes the browser's tab and comes back.
    resident = visitors.new()
    resident.goto("/ideen/neu/")
    resident.get_by_label("Titel").fill(wish.title)
    expect(resident.locator(".draft-state")).to_contain_text("Gesichert um")
    resident.goto("/ideen/neu/")
    expect(resident.get_by_label("Titel")).to_have_value(wish.title)
    road.write(resident, wish)
    number = road.hand_in_by_code(resident, stack, author)

    moderator = visitors.new()
    sign_in_with_password(moderator, make_staff_with_password())
    road.publish(moderator, number)
    support(open_signed_in(visitors, supporter), number)
    road.refer(moderator, number, wish.department)

    clerk = visitors.new()
    road.open_case(clerk, road.letter_to(wish.department, stack, wish, number), wish)
    road.acknowledge_and_state(clerk)
    road.answer(moderator, number)

    for address in (author, supporter.email):
        mail = stack.wait_for_mail(address, ANSWERED)
        assert road.ANSWER in " ".join(road.text_of(mail).split())
    wait_until_nothing_is_to_be_sent()
    assert [len(answers_to(stack, each)) for each in (author, supporter.email)] == [
        1,
        1,
    ]
    anyone = visitors.new()
    anyone.goto(f"/ideen/{number}/")
    expect(anyone.get_by_role("main")).to_contain_text(road.ANSWER)
    assert road.way_on(anyone) == [
        "Eingereicht",
        "Veröffentlicht",
        "Weitergeleitet",
        "Eingang bestätigt",
        "Stellungnahme abgegeben",
        "Antwort veröffentlicht: wird teilweise umgesetzt",
    ]
    assert Idea.objects.filter(title=wish.title).count() == 1


def test_the_road_needs_no_script(visitors, stack):
    wish = road.something_to_write("Ein Zaun für den Bolzplatz")
    author, supporter = "ohne-skript@example.org", at_once(UserFactory())

    resident = visitors.new(java_script_enabled=False)
    road.write(resident, wish)
    number = road.hand_in_by_code(resident, stack, author)
    moderator = open_signed_in(
        visitors, make_staff_with_password(), java_script_enabled=False
    )
    road.publish(moderator, number)
    neighbour = open_signed_in(visitors, supporter, java_script_enabled=False)
    neighbour.goto(f"/ideen/{number}/")
    neighbour.get_by_role("link", name="Idee unterstützen").click()
    neighbour.get_by_role("button", name="Idee unterstützen").click()
    expect(neighbour.get_by_role("main")).to_contain_text("1 Unterstützung")
    road.refer(moderator, number, wish.department)
    clerk = visitors.new(java_script_enabled=False)
    road.open_case(clerk, road.letter_to(wish.department, stack, wish, number), wish)
    road.acknowledge_and_state(clerk)
    road.answer(moderator, number)

    for address in (author, supporter.email):
        stack.wait_for_mail(address, ANSWERED)
    resident.goto(f"/ideen/{number}/")
    expect(resident.get_by_role("main")).to_contain_text(road.ANSWER)


def support(page, number):
    """One tap, without leaving the page."""
    page.goto(f"/ideen/{number}/")
    page.get_by_role("link", name="Idee unterstützen").click()
    expect(page.get_by_role("link", name="Sie unterstützen das")).to_be_visible()
    expect(page.locator(".figure-number").first).to_have_text("1")


def wait_until_nothing_is_to_be_sent():
    waiting = Delivery.objects.filter(
        state__in=[DeliveryState.QUEUED, DeliveryState.SENDING], channel=Channel.MAIL
    )
    wait_until(lambda: not waiting.exists())


def answers_to(stack, address):
    return [
        mail
        for mail in stack.mails_to(address)
        if mail.message["Subject"].startswith(ANSWERED)
    ]
