"""The directory in a browser: filter, map, a hint, and the click of the mail."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from commons.links import services as links
from participation.actors.enums import Access
from participation.actors.models import ActorHint
from participation.actors.still_true import DOOR
from tests.e2e.stack import NARROW
from tests.factories.actors import ActorFactory
from tests.factories.regions import RegionFactory

pytestmark = [pytest.mark.e2e]
MAIL = "haus@example.org"


@pytest.fixture(scope="module")
def region(stack):
    return RegionFactory(name="Häuserfeld")


@pytest.fixture(scope="module")
def house(region):
    place = {"lon": 13.43, "lat": 52.57, "place_text": "Am Häuserfeld 1"}
    ActorFactory(region=region, name="Werkstatt im Hinterhof")
    return ActorFactory(
        region=region,
        name="Haus am Häuserfeld",
        access=[Access.STEP_FREE],
        contact_mail=MAIL,
        **place,
    )


def test_a_tick_changes_the_result_and_the_address(visitors, region, house):
    page = visitors.new()
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"/akteure/?stadtteil={region.slug}")
    result = page.locator("#ergebnis")
    expect(result.get_by_role("link", name="Werkstatt im Hinterhof")).to_be_visible()

    page.locator("#filter-zugang > summary").click()
    page.get_by_role("checkbox", name="stufenfrei").check()

    expect(result.get_by_role("link", name=house.name)).to_be_visible()
    expect(result.get_by_role("link", name="Werkstatt im Hinterhof")).to_have_count(0)
    expect(page).to_have_url(
        re.compile(rf"/akteure/\?stadtteil={region.slug}&zugang=stufenfrei$")
    )
    expect(page.locator("#filter-number-zugang")).to_have_text("1")


def test_without_a_script_the_filter_is_a_plain_form(visitors, region, house):
    page = visitors.new(java_script_enabled=False, viewport=NARROW)
    page.goto("/akteure/karte/")
    expect(page.get_by_role("link", name="Liste der Akteure")).to_be_visible()
    page.goto("/akteure/")

    page.locator(".filter-fold > summary").click()
    page.locator("#filter-stadtteil > summary").click()
    page.get_by_role("checkbox", name="Häuserfeld").check()
    page.get_by_role("button", name="Filter anwenden").click()

    expect(page.get_by_role("link", name=house.name)).to_be_visible()
    expect(page.get_by_role("link", name="Heft zum Ausdrucken (PDF)")).to_be_visible()


def test_the_map_has_a_pin_for_the_house(visitors, region, house):
    page = visitors.new()
    page.goto(f"/akteure/karte/?stadtteil={region.slug}")

    expect(page.locator(".idea-map-pin")).to_have_count(1)
    beside = page.locator("#im-ausschnitt")
    expect(beside.get_by_role("link", name=house.name)).to_be_visible()


def test_anybody_says_who_is_missing(visitors, region):
    page = visitors.new()
    page.goto(f"/akteure/?stadtteil={region.slug}")
    page.get_by_role("link", name="Es fehlt jemand").click()
    expect(page.get_by_label("In welchem Stadtteil?")).to_have_value(str(region.pk))

    page.get_by_label("Wer fehlt?").fill("Strickrunde im Hof")
    page.get_by_role("button", name="Hinweis abschicken").click()

    expect(page.get_by_role("heading", name="Danke für den Hinweis")).to_be_visible()
    hint = ActorHint.objects.get(region=region)
    assert (hint.name, hint.by) == ("Strickrunde im Hof", None)


def test_one_click_from_the_mail_confirms_without_an_account(visitors, house):
    link = DOOR.grant(house.pk, recipient=MAIL)
    page = visitors.new(java_script_enabled=False, viewport=NARROW)
    page.goto(reverse("actors:actor-still-true", args=[links.token_of(link)]))
    expect(page.get_by_text("Am Häuserfeld 1")).to_be_visible()

    page.get_by_role("button", name="Ja, alles stimmt noch").click()

    expect(page.get_by_text("Danke! Jetzt gilt der Eintrag")).to_be_visible()
    house.refresh_from_db()
    assert house.confirmed_at is not None
