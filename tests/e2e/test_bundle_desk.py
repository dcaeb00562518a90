"""A moderator bundles three ideas of one proposal, and one mail arrives at the Amt."""

import pytest
from django.urls import reverse

from commons.accounts.enums import Role
from participation.bundles.models import Bundle
from participation.ideas.enums import Case
from tests.e2e.looking import faults_of
from tests.e2e.people import make_staff_with_password, open_signed_in
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import IdeaFactory

pytestmark = [pytest.mark.e2e]
PAGES = ("bundle-list", "proposal-list", "idea-choose")


def test_three_ideas_go_in_one_mail(visitors, stack):
    amt = DepartmentFactory(name="Amt für dunkle Wege", email="wege@amt.example")
    ideas = [
        IdeaFactory(case=Case.OPEN, title=f"Licht am Weg {number}")
        for number in ("eins", "zwei", "drei")
    ]
    picks = "&".join(f"idee={idea.pk}" for idea in ideas)
    desk = open_signed_in(visitors, make_staff_with_password(Role.COORDINATOR))

    for name in PAGES:
        desk.goto(reverse(f"bundles:{name}"))
        assert faults_of(desk, name) == []
    desk.goto(f"{reverse('bundles:bundle-create')}?amt={amt.pk}&{picks}")
    assert faults_of(desk, "bundle-create") == []
    desk.get_by_label("Worum es geht").fill("Dunkle Wege")
    desk.get_by_role("button", name="Mail ansehen").click()
    assert faults_of(desk, "bundle-send") == []
    desk.get_by_role("button", name="3 Ideen weiterleiten").click()
    desk.get_by_text("3 Ideen gehen als Bündel").wait_for()
    assert faults_of(desk, "bundle-detail") == []

    mail = stack.wait_for_mail("wege@amt.example", "Stellungnahme bis")
    bundle = Bundle.objects.get(department=amt)
    assert mail["Subject"].endswith(f"Dunkle Wege (3 Ideen), {bundle.reference}")
