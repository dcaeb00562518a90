"""An idea that others have in hand: its way, its case, its clock, and what it hinders."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commons.clock import berlin_today
from commons.verbs.services import happened
from participation.casework.next_step import next_step
from participation.casework.queries.situations import situation_of
from participation.casework.steps import Step
from participation.ideas.enums import Case
from participation.ideas.models import Idea
from participation.ideas.queries.way import way_of
from participation.ideas.services.merging import obstacle_of
from participation.networks.models import Network
from participation.notices.enums import Stage
from participation.notices.queries.news import news_of, with_news
from participation.notices.queries.stories import stories_of
from participation.together.enums import State
from tests.factories.ideas import IdeaFactory
from tests.factories.networks import make_house, make_network
from tests.factories.together import make_report, make_undertaking

pytestmark = pytest.mark.django_db
YESTERDAY = berlin_today() - timedelta(days=1)


def step_of(idea):
    return next_step(situation_of(idea), today=berlin_today())


def test_the_way_names_who_is_at_it_and_covers_the_spks_own_step():
    idea = IdeaFactory(case=Case.OPEN)
    make_undertaking(idea=idea, actor=make_house(name="Haus am Platz"))

    titles = [(step.title, step.state, step.actor) for step in way_of(idea)]

    assert ("Menschen vor Ort sind dran", "now", "Haus am Platz") in titles
    assert "Die SPK klärt, wer zuständig ist" not in [title for title, *_ in titles]


def test_the_way_keeps_what_was_tried_and_why_it_ended():
    row = make_undertaking(
        State.GIVEN_UP,
        accepted_at=timezone.now() + timedelta(seconds=1),
        ended_reason="Der Verein löst sich auf.",
    )

    found = [(step.title, step.text) for step in way_of(row.idea)]

    assert ("Wird so nicht weitergeführt", "Der Verein löst sich auf.") in found


@pytest.mark.parametrize(
    ("state", "fields", "step"),
    (
        (State.ASKING, {}, Step.WAIT_OFFER),
        (State.OFFERED, {}, Step.WAIT_OFFER),
        (State.RUNNING, {}, Step.WAIT_TOGETHER),
        (State.RUNNING, {"next_on": YESTERDAY}, Step.ASK_TOGETHER),
        (State.FINISHED, {}, Step.CONCLUDE_TOGETHER),
        (State.DECLINED, {}, Step.REFER),
    ),
)
def test_the_case_says_who_is_waited_for(state, fields, step):
    row = make_undertaking(state, idea=IdeaFactory(case=Case.OPEN), **fields)

    found = step_of(row.idea)

    assert found.step == step
    assert found.target == (None if step == Step.REFER else row.pk)


def test_an_interim_notice_says_who_has_it_in_hand():
    row = make_undertaking(idea=IdeaFactory(case=Case.OPEN))
    make_report(row)

    idea = with_news(Idea.objects.filter(pk=row.idea_id)).get()
    story = stories_of([idea], berlin_today())[idea.pk]

    assert story.stage == Stage.TOGETHER
    assert news_of(idea).day == berlin_today()
    assert news_of(idea).announced == row.next_on


def test_what_others_have_in_hand_is_not_merged_away():
    idea = IdeaFactory()
    before = obstacle_of(idea)

    make_undertaking(idea=idea)

    assert before == ""
    assert "Menschen vor Ort" in obstacle_of(idea)


def test_a_network_that_closes_hands_back_what_it_had():
    network, coordinator = make_network()
    idea = IdeaFactory(case=Case.OPEN)
    running = make_undertaking(idea=idea, network=network)
    done = make_undertaking(State.FINISHED, network=network)
    Network.objects.filter(pk=network.pk).update(
        closed_at=timezone.now(), closed_reason="Wir hören auf."
    )

    closed = Network.objects.get(pk=network.pk)
    happened("network.closed", closed, by=coordinator)

    running.refresh_from_db()
    done.refresh_from_db()
    assert (running.state, done.state) == (State.WITHDRAWN, State.FINISHED)
    assert step_of(idea).step == Step.REFER
