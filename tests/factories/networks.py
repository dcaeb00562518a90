"""Networks of every openness, with people in them."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from commons.accounts.enums import Role
from commons.text import slugify_german, sort_key
from neighbourhood.regions.models import Region
from participation.actors.enums import ActorKind, Level
from participation.actors.models import Actor, ActorMembership
from participation.moderation.enums import Publication
from participation.moderation.workflow import DECIDED
from participation.networks.enums import Joining, MemberRole, Visibility
from participation.networks.models import JoinRequest, Network, NetworkMembership
from participation.networks.services import inviting
from tests.factories.accounts import UserFactory
from tests.factories.ideas import VERDICTS, DecisionFactory


class NetworkFactory(DjangoModelFactory):
    """A published, open network of the first Stadtteil, without members."""

    class Meta:
        model = Network
        skip_postgeneration_save = True

    author = factory.SubFactory(UserFactory)
    region = factory.LazyFunction(lambda: Region.objects.order_by("number").first())
    name = factory.Sequence(lambda n: f"Kiezrunde am Platz {n}")
    slug = factory.LazyAttribute(lambda row: slugify_german(row.name) or "netzwerk")
    sort_key = factory.LazyAttribute(lambda row: sort_key(row.name))
    purpose = "Wir kümmern uns um den Platz."
    visibility = Visibility.OPEN
    joining = Joining.REQUEST
    publication = Publication.PUBLISHED
    submitted_at = factory.LazyFunction(timezone.now)
    active_at = factory.LazyFunction(timezone.now)

    @factory.lazy_attribute
    def published_at(self):
        before = {Publication.SUBMITTED, Publication.CHANGES_REQUESTED}
        return None if self.publication in before else self.submitted_at

    @factory.lazy_attribute
    def decision(self):
        if self.publication not in DECIDED:
            return None
        verdict = VERDICTS[self.publication]
        return DecisionFactory(kind="network", verdict=verdict)

    @factory.post_generation
    def regions(self, create, extracted, **_):
        if create:
            self.regions.set([self.region] if extracted is None else extracted)


def member_of(network, *, role=MemberRole.MEMBER, user=None, actor=None):
    """Somebody in a network: gives the account, or the actor that is given."""
    who = {"actor": actor} if actor else {"user": user or UserFactory()}
    NetworkMembership.objects.create(
        network=network, role=role, joined_at=timezone.now(), **who
    )
    network.member_count += 1
    network.save(update_fields=["member_count"])
    return who.get("actor") or who["user"]


def coordinator_of(network, **fields):
    return member_of(network, role=MemberRole.COORDINATOR, **fields)


def make_network(visibility=Visibility.OPEN, **fields):
    """A network that somebody coordinates: gives both."""
    is_hidden = visibility == Visibility.HIDDEN
    joining = Joining.INVITATION if is_hidden else Joining.REQUEST
    network = NetworkFactory(**{"visibility": visibility, "joining": joining} | fields)
    return network, coordinator_of(network)


def make_house(*, is_verified=True, **fields):
    """A published actor without people."""
    now = timezone.now()
    name = fields.pop("name", "Nachbarschaftshaus im Kiez")
    return Actor.objects.create(
        **{
            "name": name,
            "slug": slugify_german(name),
            "sort_key": sort_key(name),
            "kind": ActorKind.CENTRE,
            "region": Region.objects.order_by("number").first(),
            "publication": Publication.PUBLISHED,
            "submitted_at": now,
            "published_at": now,
            "verified_at": now if is_verified else None,
        }
        | fields
    )


def speaker_of(actor, *, level=Level.OWNER, user=None):
    """Somebody who works for an actor."""
    user = user or UserFactory()
    ActorMembership.objects.create(
        user=user, actor=actor, level=level, role=Role.ACTOR_MEMBER
    )
    return user


def small_world(region, author):
    """A network with everybody at its door, for the matrix of routes and roles."""
    network = NetworkFactory(region=region, author=author)
    coordinator_of(network, user=author)
    member = member_of(network)
    request = JoinRequest.objects.create(
        network=network, user=UserFactory(), asked_at=timezone.now()
    )
    invitation = inviting.invite(network, "jemand@example.org", by=author)
    return {
        "network": network.pk,
        "network_slug": network.slug,
        "network_member": network.memberships.get(user=member).pk,
        "network_request": request.pk,
        "network_invitation": invitation.pk,
    }
