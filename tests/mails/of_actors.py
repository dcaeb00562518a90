"""Samples of what is told of actors: profiles, their changes, the people in them."""

from django.utils import translation

from commons.delivery.models import Delivery
from commons.notifications.services import follow
from participation.actors import invitations
from participation.actors.services import inviting
from participation.moderation.enums import Publication, Verdict
from tests.factories.accounts import UserFactory
from tests.factories.actors import ActorFactory, make_change, make_member
from tests.factories.ideas import DecisionFactory
from tests.mails.of_ideas import VERDICTS, decided
from tests.mails.samples import LANGUAGES, renderer, title, verb

PLAIN = {"reason": "", "basis": "", "facts": "", "text": ""}
WORDS = {"unhidden": "restored"} | {word: word for word in VERDICTS}


def _house(**fields):
    """Written by somebody, owned by two."""
    actor = ActorFactory(name=title()[:120], author=UserFactory(), **fields)
    make_member(actor, user=actor.author)
    make_member(actor)
    return actor


@verb("actor.published")
def published(_key):
    actor = _house()
    decision = DecisionFactory(
        kind="actor", target_id=actor.pk, verdict=Verdict.PUBLISH, **PLAIN
    )
    yield actor, {"decision": decision.pk}


@verb(*(f"actor.{word}" for word in WORDS if word != "restored"))
def decisions(key):
    yield decided(_house(), "actor", WORDS[key.rsplit(".", 1)[1]])


@verb("actor.verified", "actor.unverified")
def trust(_key):
    yield _house(), {}


@verb("actor.moved")
def moved(_key):
    actor = _house()
    follow(UserFactory(), actor)
    yield actor, {"version": 2}


@verb("actor.joined", "actor.left", "actor.let_go", "actor.level_changed")
def people(_key):
    actor = _house()
    member = make_member(actor, "editor")
    yield actor, {"member": member.pk, "level": "editor"}


def _change():
    actor = _house()
    return make_change(actor=actor, author=actor.author)


@verb("actor_change.published")
def change_published(_key):
    change = _change()
    decision = DecisionFactory(
        kind="actor_change", target_id=change.pk, verdict=Verdict.PUBLISH, **PLAIN
    )
    change.published_at = change.submitted_at
    change.publication = Publication.PUBLISHED
    change.save()
    yield change, {"decision": decision.pk}


@verb("actor_change.declined", "actor_change.redirected")
def change_declined(key):
    yield decided(_change(), "actor_change", key.rsplit(".", 1)[1])


@renderer(invitations.RENDERER)
def invited():
    for number, language in enumerate(LANGUAGES):
        actor = _house()
        with translation.override(language):
            address = f"jemand{number}@example.org"
            inviting.invite(actor, address, "editor", by=actor.author)
    return list(Delivery.objects.filter(renderer=invitations.RENDERER).order_by("pk"))
