"""Actors in each state, and people who work for them."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from commons.accounts.enums import Role
from commons.text import slugify_german, sort_key
from neighbourhood.regions.models import Region
from participation.actors.enums import ActorKind, Level
from participation.actors.models import Actor, ActorChange, ActorMembership
from participation.actors.queries.sites import Site
from participation.actors.services import hinting, inviting
from participation.actors.services.contents import Profile, as_content
from participation.actors.services.hinting import Missing
from participation.moderation.enums import Publication
from participation.moderation.workflow import DECIDED
from tests.factories.accounts import UserFactory
from tests.factories.ideas import VERDICTS, DecisionFactory

BEFORE = frozenset({Publication.SUBMITTED, Publication.CHANGES_REQUESTED})


class ActorFactory(DjangoModelFactory):
    """A public house that nobody has vouched for; it has no people yet.

    `verified=True` is one that the SPK vouches for.
    """

    class Meta:
        model = Actor
        skip_postgeneration_save = True

    class Params:
        verified = False

    region = factory.LazyFunction(lambda: Region.objects.order_by("number").first())
    name = factory.Sequence(lambda n: f"Nachbarschaftshaus am Platz {n}")
    slug = factory.LazyAttribute(lambda actor: slugify_german(actor.name) or "akteur")
    sort_key = factory.LazyAttribute(lambda actor: sort_key(actor.name))
    kind = ActorKind.CENTRE
    summary = "Ein Haus für alle im Kiez."
    text = "Bei uns gibt es Kurse, Beratung und einen Garten."
    publication = Publication.PUBLISHED
    submitted_at = factory.LazyFunction(timezone.now)
    verified_at = factory.LazyAttribute(
        lambda actor: timezone.now() if actor.verified else None
    )

    @factory.lazy_attribute
    def published_at(self):
        return None if self.publication in BEFORE else self.submitted_at

    @factory.lazy_attribute
    def decision(self):
        if self.publication not in DECIDED:
            return None
        return DecisionFactory(kind="actor", verdict=VERDICTS[self.publication])

    @factory.post_generation
    def regions(self, create, extracted, **_):
        """Where it works: where it sits, unless others are given."""
        if create:
            self.regions.set(extracted if extracted is not None else [self.region])


class ActorMembershipFactory(DjangoModelFactory):
    """An owner; other tasks by `level=`."""

    class Meta:
        model = ActorMembership

    actor = factory.SubFactory(ActorFactory)
    user = factory.SubFactory(UserFactory)
    level = Level.OWNER
    role = Role.ACTOR_MEMBER


def make_member(actor, level=Level.OWNER, **fields):
    """Somebody who works for an actor."""
    return ActorMembershipFactory(actor=actor, level=level, **fields).user


def make_profile(**fields):
    """What somebody says of a house in the first Stadtteil."""
    region = Region.objects.order_by("number").first()
    said = {
        "name": "Nachbarschaftshaus im Kiez",
        "kind": ActorKind.CENTRE,
        "site": Site(region),
        "regions": (region,),
        "text": "Bei uns gibt es Kurse und Beratung.",
    }
    return Profile(**(said | fields))


def make_change(region=None, **fields):
    """A change of a public profile; it waits at the desk unless told otherwise."""
    actor = fields.pop("actor", None) or ActorFactory(
        **({"region": region} if region else {})
    )
    said = {
        "publication": Publication.SUBMITTED,
        "submitted_at": timezone.now(),
        "content": as_content(make_profile(name=actor.name)),
    }
    values = said | fields
    state = values["publication"]
    if state in DECIDED and "decision" not in values:
        verdict = VERDICTS[state]
        values["decision"] = DecisionFactory(kind="actor_change", verdict=verdict)
    if state not in BEFORE:
        values.setdefault("published_at", values["submitted_at"])
    return ActorChange.objects.create(actor=actor, region=actor.region, **values)


def small_world(region, author):
    """A house, somebody else in it, and somebody asked, for the matrix of routes."""
    actor = ActorFactory(region=region, author=author)
    make_member(actor, user=author)
    member = ActorMembershipFactory(actor=actor, level=Level.EDITOR)
    invitation = inviting.invite(actor, "jemand@example.org", "member", by=author)
    hint = hinting.suggest(Missing("Reparaturcafé am Markt", region=region), by=author)
    return {
        "actor_hint": hint.pk,
        "actor": actor.pk,
        "actor_slug": actor.slug,
        "actor_member": member.pk,
        "actor_invitation": invitation.pk,
    }
