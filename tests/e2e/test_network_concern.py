"""A network's concern goes into a round of Ämter, and its result comes back."""

import pytest
from playwright.sync_api import expect

from commons.accounts.enums import Role
from participation.networks.models import Concern
from tests.e2e import circles
from tests.e2e.looking import faults_of
from tests.e2e.people import make_staff_with_password, open_signed_in
from tests.e2e.stack import NARROW
from tests.factories.departments import DepartmentFactory
from tests.factories.networks import make_network, member_of

pytestmark = [pytest.mark.e2e]
TITLE = "Licht am Weg zum Brunnenhaus"
WANTED = "Abends ist es dunkel."
FOUND = "Im Herbst kommen zwei Leuchten."


def test_a_concern_becomes_a_round_and_returns_as_a_post(visitors):
    network, coordinator = make_network(name="Kiezrunde am Brunnenhaus")
    member = member_of(network)
    office = DepartmentFactory(name="Amt für Wege am Brunnenhaus")

    page = open_signed_in(visitors, coordinator)
    circles.raise_concern(page, network, title=TITLE, text=WANTED)
    concern = Concern.objects.get(title=TITLE)
    desk = open_signed_in(visitors, make_staff_with_password(Role.COORDINATOR))
    circles.go_to_concern(desk, TITLE)
    circles.bring(desk, office)
    concern.refresh_from_db()
    party = concern.round.parties.select_related("link").get()
    circles.speak(visitors.new(viewport=NARROW), party, wanted=WANTED)
    circles.decide(desk, concern.round, words=FOUND)

    reader = open_signed_in(visitors, member)
    reader.goto(concern.get_absolute_url())
    reader.get_by_role("link", name="Zum Beitrag mit dem Ergebnis").click()
    expect(reader.get_by_role("main")).to_contain_text(FOUND)
    assert faults_of(reader, "netzwerk-beitrag-ergebnis") == []
