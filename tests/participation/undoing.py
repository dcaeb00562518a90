"""Deciding and undoing through the real services, with an idea that has everything."""

import pytest

from commons.errors import RuleViolation
from commons.notifications import services as notifications
from commons.search import services as search
from participation.ideas.enums import Case
from participation.ideas.models import Idea
from participation.ideas.services import support
from participation.moderation import services as moderation, workflow
from participation.moderation.enums import Reason
from participation.moderation.models import Decision
from participation.moderation.services import reports, undoing
from tests.factories.accounts import UserFactory
from tests.factories.discussion import CommentFactory
from tests.factories.ideas import IdeaFactory

NOTICE = reports.Notice(Reason.INSULT, "Das verletzt.")
PLACE = {"lon": 13.45, "lat": 52.55, "east_m": 395_000.0, "north_m": 5_823_000.0}


def words_for(verdict, state):
    if not workflow.needs_reason(verdict, state):
        return {}
    return {"reason": Reason.INSULT, "text": "Diese Worte verletzen andere."}


def rich_idea(**fields):
    """With a place, votes, followers and a comment, in the index and on the map."""
    fields.setdefault("case", Case.OPEN)
    idea = IdeaFactory(place_kind="pin", place_text="am Anger", **PLACE, **fields)
    notifications.follow(idea.author, idea, reason="author")
    if idea.is_public:
        support.give(idea, by=UserFactory())
        search.index("comment", CommentFactory(idea=idea))
        search.index("idea", idea)
    return Idea.objects.get(pk=idea.pk)


def decide(contribution, verdict, by, **more):
    words = words_for(verdict, contribution.publication)
    return moderation.decide_directly(
        contribution,
        verdict=verdict,
        version=contribution.version,
        by=by,
        **words,
        **more,
    )


def undone(decision, by):
    return undoing.undo(Decision.objects.get(pk=decision.pk), by=by)


def refused(code, decision, by):
    with pytest.raises(RuleViolation) as caught:
        undone(decision, by)
    assert caught.value.code == code
