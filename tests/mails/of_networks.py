"""Samples of what is told of networks: decisions, members, silence and the end."""

from commons.clock import berlin_today
from commons.delivery.models import Delivery
from participation.networks.enums import MemberRole, Visibility
from participation.networks.services import closing, inviting, membership, requests
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.networks import make_network, member_of
from tests.mails.of_ideas import decided
from tests.mails.samples import renderer, said, title, verb

WORDS = (
    *("changes_requested", "declined", "redirected", "hidden", "restored"),
    *("removed", "taken_back"),
)


def _network(**fields):
    return make_network(name=title()[:120], **fields)


@verb(*(f"network.{word}" for word in WORDS))
def of_a_decision(key):
    yield decided(_network()[0], "network", key.rsplit(".", 1)[1])


@verb("network.published")
def published(_key):
    yield _network()[0], {}


@verb("network.joined", "network.member_removed", "network.role_changed")
def of_a_member(key):
    network, _coordinator = _network()
    row = network.memberships.get(user=member_of(network))
    yield network, {"membership": row.pk, "role": MemberRole.DEPUTY.value}


@verb("network.orphaned")
def orphaned(key):
    network, coordinator = _network()
    member_of(network)
    membership.leave(network.memberships.get(user=coordinator), by=coordinator)
    yield from said(key)


@verb("network.join_asked", "network.join_accepted", "network.join_declined")
def of_a_request(key):
    network, coordinator = _network()
    asked = requests.ask(network, words="Ich gärtnere & koche gern.", by=UserFactory())
    if key == "network.join_accepted":
        requests.accept(asked, by=coordinator)
    if key == "network.join_declined":
        requests.decline(asked, answer="Wir sind zurzeit voll.", by=coordinator)
    yield from said(key)


@verb("network.asked")
def asked_whether_it_goes_on(_key):
    yield _network(asked_on=berlin_today())[0], {}


@verb("network.closed", "network.reopened")
def of_the_end(key):
    network, _coordinator = _network(joining="open")
    membership.join(network, by=UserFactory())
    network = closing.close(network, reason="Der Platz ist fertig.", by=make_staff())
    if key == "network.reopened":
        closing.reopen(network, by=make_staff())
    yield from said(key)


@renderer(inviting.RENDERER)
def invitations():
    for number, visibility in enumerate(Visibility):
        network, coordinator = _network(visibility=visibility)
        inviting.invite(network, f"gast{number}@example.org", by=coordinator)
    return list(Delivery.objects.filter(renderer=inviting.RENDERER).order_by("pk"))
