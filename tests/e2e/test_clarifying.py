"""Three Ämter on phones clarify whose an idea is, and the coordination decides."""

import pytest
from django.urls import reverse

from commons.accounts.enums import Role
from commons.links import services as links
from participation.ideas.enums import Case
from participation.referrals.models import Clarification, Referral
from tests.e2e.people import make_staff_with_password, open_signed_in
from tests.e2e.stack import NARROW
from tests.factories.departments import DepartmentFactory
from tests.participation.clarifying import give_back, ping_pong, refer

pytestmark = [pytest.mark.e2e]


def test_three_departments_clarify_and_the_coordinator_decides(visitors):
    idea, streets, parks = ping_pong(returns=2)
    culture = DepartmentFactory(name="Amt für Kultur am Weg")
    give_back(refer(idea, streets), suggested=culture)
    row = Clarification.objects.get(idea=idea).round
    positions = {
        streets.pk: "Wir sind nicht zuständig",
        parks.pk: "Wir sind zuständig",
        culture.pk: "Wir sind nicht zuständig",
    }

    for party in row.parties.select_related("link").order_by("pk"):
        page = visitors.new(viewport=NARROW)
        page.goto(reverse("rounds:link-show", args=[links.token_of(party.link)]))
        page.get_by_role("button", name="Vorgang öffnen").click()
        page.get_by_role("link", name="Stellungnahme schreiben").click()
        page.get_by_label(positions[party.department_id], exact=True).check()
        page.get_by_label("Ihre Stellungnahme").fill("Das steht im Grünplan.")
        page.get_by_role("button", name="An alle in der Runde").click()
        page.get_by_text("Danke, Ihre Stellungnahme ist da").wait_for()

    desk = open_signed_in(visitors, make_staff_with_password(Role.COORDINATOR))
    desk.goto(row.get_absolute_url())
    desk.get_by_role("link", name="Ergebnis festhalten").click()
    desk.get_by_label("Ein Amt übernimmt").check()
    desk.get_by_label("Welches Amt?").select_option(str(parks.pk))
    desk.get_by_label("In Worten").fill("Der Weg liegt in der Grünanlage.")
    desk.get_by_role("button", name="Speichern").click()
    desk.get_by_text("Das Ergebnis steht fest").wait_for()

    idea.refresh_from_db()
    referral = Referral.objects.filter(idea=idea).latest("pk")
    assert (referral.department, idea.case) == (parks, Case.REFERRED)
