"""A house offers a room, somebody books it, with a script and without; axe on the way."""

import re

import pytest
from playwright.sync_api import expect

from participation.pool.models import Booking, Offer
from tests.e2e import circles
from tests.e2e.looking import faults_of
from tests.e2e.people import open_signed_in
from tests.factories.accounts import UserFactory
from tests.factories.networks import make_house, speaker_of
from tests.factories.pool import on_day

pytestmark = [pytest.mark.e2e]


@pytest.mark.parametrize("has_script", (True, False), ids=("script", "no script"))
def test_a_room_is_offered_asked_for_and_confirmed(visitors, stack, has_script):
    options = {"java_script_enabled": has_script}
    house = make_house(name=f"Haus am Wasserturm {has_script}")
    owner, guest = speaker_of(house), UserFactory()
    title = f"Saal am Wasserturm {has_script}"
    circles.offer_room(open_signed_in(visitors, owner, **options), house, title)

    page = open_signed_in(visitors, guest, **options)
    page.goto(Offer.objects.get(title=title).get_absolute_url())
    page.get_by_role("link", name="Zeit anfragen").click()
    circles.ask_for_room(page, on_day(5))

    expect(page.get_by_role("main")).to_contain_text("angefragt")
    booking = Booking.objects.get(offer__title=title)
    stack.wait_for_mail(owner.email, f"Anfrage für „{title}“")

    page = open_signed_in(visitors, owner, **options)
    page.goto(booking.get_absolute_url())
    # axe itself is a script.
    assert not has_script or faults_of(page, "pool-buchung") == []
    page.get_by_role("button", name="Bestätigen").click()
    expect(page.get_by_role("main")).to_contain_text("bestätigt")
    stack.wait_for_mail(guest.email, "bestätigt")

    late = open_signed_in(visitors, UserFactory(), **options)
    late.goto(f"/pool/buchen/{booking.offer_id}/")
    circles.ask_for_room(late, on_day(5))
    expect(late.get_by_role("main")).to_contain_text("schon vergeben")
    assert not has_script or faults_of(late, "pool-vergeben") == []
    late.get_by_role("button", name=re.compile("12:00 bis 14:00")).click()
    expect(late.get_by_role("main")).to_contain_text("angefragt")
