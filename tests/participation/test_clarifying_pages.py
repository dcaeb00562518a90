"""Opening a Klärungsrunde by hand, its subject on all pages, and its rule."""

import pytest
from django.urls import reverse

from commons.accounts.enums import Role
from commons.accounts.visitors import Visitor
from commons.followups import registry as today
from commons.links import services as links
from commons.terms.queries import current
from neighbourhood.rounds.services import deciding, waiting as rounds
from participation.ideas.enums import Case
from participation.referrals.enums import ClarifiedTo
from participation.referrals.models import Clarification, ClarifyingTerms, Referral
from participation.referrals.services.clarifying import open_by_hand
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.rounds import make_member, make_regional
from tests.participation.clarifying import decide, ping_pong

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script> [x](javascript:alert(1))"


def create_url(idea):
    return reverse("referrals:clarification-create", args=[idea.number])


@pytest.fixture
def coordinator(client, sign_in):
    return sign_in(client, make_staff(Role.COORDINATOR))


def test_those_concerned_are_chosen_already(coordinator):
    idea, streets, parks = ping_pong(returns=1)

    form = coordinator.get(create_url(idea)).context["form"]
    response = coordinator.post(
        create_url(idea),
        {"departments": [streets.pk, parks.pk], "note": "Nur das Geländer."},
    )

    row = Clarification.objects.get(idea=idea).round
    assert form.initial["departments"] == [streets.pk, parks.pk]
    assert response.headers["Location"] == row.get_absolute_url()


ROLES = {
    "anonymous": (None, 302),
    "member": (make_member, 403),
    "moderator": (make_staff, 403),
    "coordinator": (lambda: make_staff(Role.COORDINATOR), 302),
    "elsewhere": (lambda: make_regional(Role.COORDINATOR), 403),
}


@pytest.mark.parametrize("role", ROLES)
def test_only_the_coordination_opens_one_by_hand(client, sign_in, role):
    make, status = ROLES[role]
    idea, office = IdeaFactory(case=Case.OPEN), DepartmentFactory()
    if make is not None:
        sign_in(client, make())

    response = client.post(create_url(idea), {"departments": [office.pk]})

    assert response.status_code == status
    assert Clarification.objects.exists() == (role == "coordinator")


@pytest.mark.parametrize("role", ROLES)
def test_only_the_coordination_decides(client, sign_in, role):
    make, _status = ROLES[role]
    idea, streets, _parks = ping_pong(returns=3)
    row = Clarification.objects.get(idea=idea).round
    if make is not None:
        sign_in(client, make())

    client.post(
        reverse("rounds:round-decide", args=[row.pk]),
        {"code": "department", "chosen": streets.pk, "text": "Bitte."},
    )

    row.refresh_from_db()
    assert row.is_live == (role != "coordinator")


def test_nobody_decides_on_their_own_idea(client, sign_in):
    idea, _streets, _parks = ping_pong(returns=3)
    author = make_staff(Role.COORDINATOR)
    idea.author = author
    idea.save()
    row = Clarification.objects.get(idea=idea).round
    sign_in(client, author)

    response = client.get(reverse("rounds:round-decide", args=[row.pk]))

    assert response.status_code == 403


def test_the_coordinator_decides_and_the_idea_goes_on(coordinator):
    idea, _streets, parks = ping_pong(returns=3)
    row = Clarification.objects.get(idea=idea).round

    coordinator.post(
        reverse("rounds:round-decide", args=[row.pk]),
        {"code": "department", "chosen": parks.pk, "text": "Bitte übernehmen."},
    )

    assert Referral.objects.filter(idea=idea).latest("pk").department == parks


def test_where_the_spk_answers_the_answer_is_next(coordinator):
    idea, _streets, _parks = ping_pong(returns=3)
    row = Clarification.objects.get(idea=idea).round

    response = coordinator.post(
        reverse("rounds:round-decide", args=[row.pk]),
        {"code": "spk", "text": "Das können wir selbst sagen."},
    )

    assert response.headers["Location"] == reverse(
        "referrals:answer-edit", args=[idea.number]
    )


def test_all_departments_read_the_idea_and_what_was_said(client):
    idea, _streets, _parks = ping_pong(returns=3)
    party = Clarification.objects.get(idea=idea).round.parties.first()
    client.post(reverse("rounds:link-show", args=[links.token_of(party.link)]))

    page = client.get(party.get_absolute_url()).content.decode()

    assert idea.title in page
    assert page.count("Nicht bei uns.") == 3
    assert idea.author.email not in page


def test_a_hostile_return_and_idea_run_nowhere(client):
    idea, _streets, _parks = ping_pong(returns=3)
    Referral.objects.filter(idea=idea).update(return_text=HOSTILE)
    type(idea).objects.filter(pk=idea.pk).update(text=HOSTILE, title=HOSTILE)
    party = Clarification.objects.get(idea=idea).round.parties.first()
    client.post(reverse("rounds:link-show", args=[links.token_of(party.link)]))

    page = client.get(party.get_absolute_url()).content.decode()

    assert "<script>alert" not in page
    assert 'href="javascript' not in page


def test_what_left_the_public_is_not_shown_to_departments(client):
    idea, _streets, _parks = ping_pong(returns=3)
    type(idea).objects.filter(pk=idea.pk).update(
        publication="submitted", text="Geheim."
    )
    party = Clarification.objects.get(idea=idea).round.parties.first()
    client.post(reverse("rounds:link-show", args=[links.token_of(party.link)]))

    page = client.get(party.get_absolute_url()).content.decode()

    assert "Geheim." not in page
    assert "Diese Idee ist zurzeit nicht öffentlich." in page


def test_the_panel_beside_the_idea_leads_to_the_round(coordinator):
    idea, _streets, _parks = ping_pong(returns=3)
    row = Clarification.objects.get(idea=idea).round

    page = coordinator.get(idea.get_absolute_url(), follow=True).content.decode()

    assert row.get_absolute_url() in page
    assert reverse("referrals:referral-create", args=[idea.number]) not in page


def waiting(user):
    visitor = Visitor(user=user)
    return {
        section.key
        for section in today.sections()
        if section.key.startswith(("referrals-", "rounds-"))
        and list(section.items(visitor))
    }


def test_heute_shows_it_in_one_section_at_a_time():
    coordinator = make_staff(Role.COORDINATOR)
    idea, _streets, _parks = ping_pong(returns=3)
    assert waiting(coordinator) == set()

    row = Clarification.objects.get(idea=idea).round
    rounds.stop_waiting(row, by=coordinator)
    assert waiting(coordinator) == {"rounds-decide"}

    decide(idea, None, "Das sagen wir selbst.", code=ClarifiedTo.SPK)
    assert waiting(coordinator) == {"referrals-clarified"}


def test_a_round_that_is_called_off_leaves_the_earlier_result_in_heute():
    coordinator = make_staff(Role.COORDINATOR)
    idea, *offices = ping_pong(returns=3)
    decide(idea, None, "Das sagen wir selbst.", code=ClarifiedTo.SPK)
    again = open_by_hand(idea, departments=offices, by=coordinator)
    assert waiting(coordinator) == set()

    deciding.cancel(again.round, reason="Doch nicht.", by=coordinator)

    assert waiting(coordinator) == {"referrals-clarified"}


def test_the_rule_of_the_house_is_edited_by_coordinators(client, sign_in):
    address = reverse("referrals:clarifying-terms")
    moderator, coordinator = make_staff(), make_staff(Role.COORDINATOR)

    sign_in(client, moderator)
    assert client.post(address, {"returns": 2, "working_days": 5}).status_code == 403
    sign_in(client, coordinator)
    wrong = client.post(address, {"returns": 1, "working_days": 5})
    client.post(address, {"returns": 2, "working_days": 5})

    assert wrong.status_code == 422
    held = current(ClarifyingTerms)
    assert (held.returns, held.working_days) == (2, 5)
    assert ClarifyingTerms.objects.get().changed_by == coordinator
