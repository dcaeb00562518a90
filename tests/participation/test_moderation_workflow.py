"""The states of a contribution as a graph, and every role in every state."""

import pytest
from celery import current_app
from django.urls import reverse

from commons.accounts.enums import Role
from commons.accounts.visitors import ANONYMOUS, visitor_for
from commons.errors import RuleViolation
from neighbourhood.regions.models import Region
from participation.moderation import rules, workflow
from participation.moderation.enums import Basis, Publication, Reason, Verdict
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.ideas import IdeaFactory
from tests.factories.moderation import make_regional_moderator


def test_every_state_is_in_the_table_and_can_be_reached():
    reached, edge = {workflow.INITIAL}, [workflow.INITIAL]
    while edge:
        following = workflow.MAY_FOLLOW[edge.pop()] - reached
        reached |= following
        edge.extend(following)

    assert set(workflow.MAY_FOLLOW) == set(Publication)
    assert reached == set(Publication)


def test_every_waiting_state_has_an_exit_and_a_task_that_ends_the_wait():
    current_app.loader.import_default_modules()

    for state, task in workflow.WAITING.items():
        assert workflow.MAY_FOLLOW[state], f"{state} has no exit"
        assert task in current_app.tasks


def test_every_verdict_on_offer_is_a_step_of_the_workflow():
    for state, verdicts in workflow.OFFERED.items():
        for verdict in verdicts:
            assert workflow.LEADS_TO[verdict] in workflow.MAY_FOLLOW[state]


def test_every_verdict_against_somebody_can_be_undone():
    against = workflow.NEEDS_REASON | {Verdict.MERGE, Verdict.TAKE_BACK}

    assert set(workflow.UNDONE_BY) == against
    assert against - {Verdict.TAKE_BACK} <= workflow.AGAINST
    for verdict, undoing in workflow.UNDONE_BY.items():
        after = workflow.LEADS_TO[verdict]
        assert workflow.LEADS_TO[undoing] in workflow.MAY_FOLLOW[after]


def test_states_that_need_a_decision_are_reached_by_verdicts_with_a_reason():
    for verdict, state in workflow.LEADS_TO.items():
        if state in workflow.DECIDED:
            assert verdict in workflow.NEEDS_REASON | {Verdict.MERGE}


@pytest.mark.parametrize("state", Publication)
@pytest.mark.parametrize("following", Publication)
def test_require_says_no_to_what_may_not_follow(state, following):
    if following in workflow.MAY_FOLLOW[state]:
        workflow.require(state, following)
    else:
        with pytest.raises(RuleViolation) as caught:
            workflow.require(state, following)
        assert caught.value.code == "publication_transition"


ROLES = (
    "anonymous",
    "resident",
    "author",
    "author who moderates",
    "moderator here",
    "moderator there",
    "moderator everywhere",
    "coordinator",
    "editor",
    "admin",
)
MAY_MODERATE = {"moderator here", "moderator everywhere", "coordinator"}
STATUS = {
    "anonymous": 302,
    "resident": 403,
    "author": 403,
    "author who moderates": 403,
    "moderator there": 404,
    "editor": 403,
    "admin": 403,
}


@pytest.fixture
def people():
    here, there = Region.objects.order_by("number")[:2]
    author = UserFactory()
    colleague = make_staff()
    return {
        "anonymous": None,
        "resident": UserFactory(),
        "author": author,
        "author who moderates": colleague,
        "moderator here": make_regional_moderator(here),
        "moderator there": make_regional_moderator(there),
        "moderator everywhere": make_staff(),
        "coordinator": make_regional_moderator(here, role=Role.COORDINATOR),
        "editor": make_staff(Role.DATA_EDITOR),
        "admin": make_staff(Role.ADMIN),
    }


def idea_in(state, role, people):
    author = people["author who moderates" if role.endswith("moderates") else "author"]
    region = Region.objects.order_by("number").first()
    return IdeaFactory(publication=state, author=author, region=region)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_the_rule_asks_for_role_region_and_distance(people, role):
    idea = idea_in(Publication.SUBMITTED, role, people)
    user = people[role]
    visitor = visitor_for(user) if user else ANONYMOUS

    assert rules.can_moderate(visitor, idea) is (role in MAY_MODERATE)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", Publication)
def test_role_and_state_decide_what_a_post_does(client, sign_in, people, role, state):
    """Every role sends the first verdict on offer, or an impossible one."""
    idea = idea_in(state, role, people)
    verdicts = workflow.OFFERED[state]
    attempt = {
        "verdict": verdicts[0] if verdicts else Verdict.PUBLISH,
        "reason": Reason.UNLAWFUL,
        "basis": Basis.LAW_INSULT,
        "text": "Weil es so ist.",
        "version": 1,
    }
    if people[role]:
        sign_in(client, people[role])

    response = client.post(
        reverse("moderation:contribution", args=["idea", idea.pk]), attempt
    )

    before = idea.publication
    idea.refresh_from_db()
    if role in MAY_MODERATE and verdicts:
        assert response.status_code == 302
        assert idea.publication == workflow.LEADS_TO[verdicts[0]]
    else:
        assert response.status_code == STATUS.get(role, 422)
        assert idea.publication == before
