"""An idea is offered to a network, which takes it on; with a script and without one."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from commons.clock import berlin_today
from participation.together.models import Undertaking
from tests.e2e.looking import faults_of
from tests.e2e.people import make_staff_with_password, open_signed_in
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.networks import make_network
from tests.factories.regions import RegionFactory

pytestmark = [pytest.mark.e2e]
SOON = berlin_today() + timedelta(days=14)
REPORT = "Die erste Bank steht."


def offer(desk, idea, network):
    desk.goto(idea.get_absolute_url())
    desk.get_by_role("link", name="Jemanden fragen").click()
    desk.get_by_label(network.name).check()
    desk.get_by_label("Ihre Worte an sie").fill("Könnten Sie die Bänke bauen?")
    desk.get_by_role("button", name="Anfragen").click()
    expect(desk.get_by_role("main")).to_contain_text(network.name)


def agree(author, idea):
    author.goto(idea.get_absolute_url())
    author.get_by_role("link", name="Ansehen und antworten").click()
    author.get_by_label("Ja, gern").check()
    author.get_by_role("button", name="Antworten").click()
    expect(author.get_by_role("main")).to_contain_text("Sie haben Ja gesagt.")


def accept(page, undertaking):
    page.goto(undertaking.get_absolute_url())
    page.get_by_role("link", name="Zusagen").click()
    page.get_by_label("Wann hören alle, wie es läuft?").fill(f"{SOON:%Y-%m-%d}")
    page.get_by_label("Wo man mitmachen kann").fill("Samstags um zehn am Anger.")
    page.get_by_role("button", name="Zusagen").click()
    expect(page.get_by_role("link", name="Bericht schreiben")).to_be_visible()


def report(page):
    page.get_by_role("link", name="Bericht schreiben").click()
    page.get_by_label("Wie läuft es?").fill(REPORT)
    page.get_by_label("Nächster Bericht spätestens am").fill(f"{SOON:%Y-%m-%d}")
    page.get_by_role("button", name="Veröffentlichen").click()
    expect(page.get_by_role("main")).to_contain_text(REPORT)


@pytest.mark.parametrize("has_script", (True, False), ids=("script", "no script"))
def test_a_network_is_offered_an_idea_and_takes_it_on(visitors, stack, has_script):
    options = {"java_script_enabled": has_script}
    region, author = RegionFactory(), UserFactory()
    network, coordinator = make_network(
        region=region, name=f"Bankrunde am Anger {has_script}"
    )
    idea = IdeaFactory(region=region, author=author, title="Bänke am Anger")

    desk = open_signed_in(visitors, make_staff_with_password(), **options)
    offer(desk, idea, network)
    stack.wait_for_mail(author.email)
    agree(open_signed_in(visitors, author, **options), idea)
    stack.wait_for_mail(coordinator.email)
    page = open_signed_in(visitors, coordinator, **options)
    accept(page, Undertaking.objects.get(idea=idea))
    report(page)

    reader = visitors.new(**options)
    reader.goto(idea.get_absolute_url())
    said = reader.get_by_role("main")
    for words in (network.name, "Samstags um zehn am Anger.", REPORT):
        expect(said).to_contain_text(words)
    # axe itself is a script.
    assert not has_script or faults_of(reader, "idee-gemeinsam-unterwegs") == []


def test_a_house_takes_an_idea_up_by_itself_without_a_script(visitors):
    region, author = RegionFactory(), UserFactory()
    network, coordinator = make_network(region=region, name="Gartenrunde am Anger")
    idea = IdeaFactory(region=region, author=author)
    page = open_signed_in(visitors, coordinator, java_script_enabled=False)

    page.goto(idea.get_absolute_url())
    page.get_by_role("link", name="Als Akteur oder Netzwerk aufgreifen").click()
    page.get_by_label("Was möchten Sie tun?").fill("Wir bauen sie im Mai.")
    page.get_by_role("button", name="Aufgreifen").click()

    other = open_signed_in(visitors, author, java_script_enabled=False)
    agree(other, idea)
    assert Undertaking.objects.get(idea=idea, network=network).is_running
