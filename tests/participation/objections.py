"""Decisions to object to, made by the real services, and the way to be told of them."""

import pytest

from commons.errors import RuleViolation
from commons.links import services as links
from commons.links.models import SignedLink
from commons.notifications.services import expand
from commons.verbs.models import Happening
from participation.ideas.models import Idea
from participation.moderation import services
from participation.moderation.enums import Publication, Reason, Verdict
from participation.moderation.services import complaints
from tests.factories.ideas import IdeaFactory
from tests.telling import past_undoing

STATES = {
    Verdict.REQUEST_CHANGES: Publication.SUBMITTED,
    Verdict.DECLINE: Publication.SUBMITTED,
    Verdict.HIDE: Publication.PUBLISHED,
    Verdict.MERGE: Publication.PUBLISHED,
    Verdict.REMOVE: Publication.PUBLISHED,
}


def decided(first, verdict=Verdict.DECLINE, **fields):
    idea = IdeaFactory(publication=STATES[verdict], **fields)
    return services.decide_directly(
        idea,
        verdict=verdict,
        reason=Reason.ADVERTISING,
        text="Das ist Werbung.",
        version=1,
        by=first,
        merge_into=IdeaFactory() if verdict == Verdict.MERGE else None,
    )


def idea_of(decision):
    return Idea.objects.get(pk=decision.target_id)


def objected(first, verdict=Verdict.DECLINE, **fields):
    decision = decided(first, verdict, **fields)
    return complaints.complain(
        decision, text="Das ist keine Werbung.", by=idea_of(decision).author
    )


def refused(code, service, *args, **kwargs):
    with pytest.raises(RuleViolation) as caught:
        service(*args, **kwargs)
    assert caught.value.code == code


def token_of(address):
    """The secret at the end of the address that a mail holds."""
    token = address.rstrip("/").rsplit("/", 1)[-1]
    assert links.resolve("objection", token), address
    return token


def the_link():
    return SignedLink.objects.get(purpose="objection")


def tell_everything():
    """Half a minute later: whoever is to hear of something has heard."""
    past_undoing()
    waiting = Happening.objects.filter(expanded_at=None, withdrawn_at=None)
    for pk in list(waiting.order_by("pk").values_list("pk", flat=True)):
        expand(pk)
