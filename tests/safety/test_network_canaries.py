"""Role × visibility × route of networks, and canaries that nobody outside hears."""

import json
import re
from contextlib import suppress
from itertools import product
from urllib.parse import quote

import pytest
from django.db import transaction
from django.urls import NoReverseMatch, reverse

from commons.accounts.services import own_data
from commons.audit.models import AuditEntry
from commons.delivery.models import Delivery
from commons.notifications import rendering
from commons.notifications.models import Notification
from commons.notifications.services import follow
from commons.notifications.services.expansion import expand_due
from commons.notifications.targets import target_of, targets_of
from commons.search import registry, services as search
from commons.search.models import SearchRow
from commons.verbs.models import Happening
from participation.networks.enums import Visibility
from participation.networks.models import NetworkMembership
from participation.networks.services import closing, founding, membership
from participation.networks.services.founding import Charter
from tests.architecture.world import routes
from tests.clients import StrictClient, sign_in
from tests.keys import empty_keys
from tests.safety.network_world import (
    ACTIONS,
    BIRD,
    DONE,
    INSIDE,
    LOGIN,
    NAME,
    OUTSIDE,
    ROLES,
    ROUTES,
    STAFF,
    build,
    expected,
)

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')
OURS = ("networks", "pool", "together", "actors")
KINDS = (
    "network",
    "network_post",
    "network_task",
    "network_date",
    "concern",
    "thread",
    "comment",
)
FIXED = (
    "/",
    "/netzwerke/",
    f"/netzwerke/?q={NAME}",
    f"/netzwerke/?q={BIRD}",
    "/netzwerke/ueberblick/",
    "/konto/netzwerke/",
    "/konto/daten/",
    "/heute/",
    "/mitteilungen/",
)
# What takes a kind and a number from whoever asks.
NAMED = (
    "/melden/{kind}/{pk}/",
    "/moderation/beitrag/{kind}/{pk}/",
    "/verfolgen/{kind}/{pk}/",
    "/moderation/schwaerzen/{kind}/{pk}/",
    "/diskussion/schreiben/{kind}/{pk}/",
    "/diskussion/neues/{kind}/{pk}/",
    "/wiedervorlagen/neu/?art={kind}&nr={pk}",
)


def reindexed():
    for kind in registry.all_kinds():
        search.reindex(kind)


def client_of(world, role):
    client = StrictClient()
    person = world.people[role]
    return sign_in(client, person) if person else client


def answer(client, method, path):
    """The status, taken back afterwards; whether one is to sign in first."""
    with transaction.atomic():
        response = getattr(client, method)(path, {"role": "deputy"})
        transaction.set_rollback(True)
    is_login = response.headers.get("Location", "").startswith("/konto/login/")
    return LOGIN if is_login else response.status_code


def answers(world, method, routes):
    clients = {role: client_of(world, role) for role in ROLES}
    return {
        (route.name, role): answer(clients[role], method, route.url(world))
        for route, role in product(routes, ROLES)
    }


@pytest.mark.parametrize("visibility", Visibility)
def test_each_role_is_answered_as_it_stands_to_the_network(visibility):
    world = build(visibility)

    assert answers(world, "get", ROUTES) == {
        (route.name, role): expected(route, role, visibility)
        for route, role in product(ROUTES, ROLES)
    }


@pytest.mark.parametrize("visibility", Visibility)
def test_each_role_does_what_it_may_in_the_network(visibility):
    world = build(visibility)

    assert answers(world, "post", ACTIONS) == {
        (route.name, role): expected(route, role, visibility, allowed=DONE)
        for route, role in product(ACTIONS, ROLES)
    }


def numbers(world):
    """Ids that somebody might try: of the network and of all that is in it."""
    mine = {world.network.pk, *world.values.values()}
    return sorted(number for number in mine if isinstance(number, int))


def addresses(world):
    """Our own routes with every number of the world, others' with the network's."""
    mine = {"pk": numbers(world), "slug": [world.network.slug], "kind": KINDS}
    others = mine | {"pk": [world.network.pk]}
    for name, parameters in routes():
        space = name.partition(":")[0]
        if space not in OURS:
            continue
        values = mine if space == "networks" else others
        chosen = [values.get(parameter, ["1"]) for parameter in parameters]
        for arguments in product(*chosen):
            named = dict(zip(parameters, arguments, strict=True))
            with suppress(NoReverseMatch):
                yield reverse(name, kwargs=named)
    yield from FIXED
    known = {"network": world.network.pk, **world.values}
    for path, kind in product(NAMED, KINDS):
        pk = known.get(kind.removeprefix("network_"), world.network.pk)
        yield path.format(kind=kind, pk=pk)
    yield world.network.region.get_absolute_url()


def sung(client, world, words):
    """Pages that say a word which nobody asked for."""
    empty_keys()
    found = set()
    for path in addresses(world):
        response = client.get(path)
        body = b"".join(response) if response.streaming else response.content
        said = f"{body.decode(errors='replace')} {response.headers}"
        said = said.replace(f"?q={NAME}", "").replace(f'value="{NAME}"', "")
        said = said.replace(f"?q={BIRD}", "").replace(f'value="{BIRD}"', "")
        found |= {(path, word) for word in words if word in said}
    return found


@pytest.mark.parametrize("word", (BIRD, NAME))
def test_nothing_from_inside_is_found(client, word):
    build(Visibility.HIDDEN)
    reindexed()

    said = client.get(f"/suche/?q={word}").content.decode()

    assert 'class="search-result ' not in said


def words_of(visibility):
    return (BIRD, NAME) if visibility == Visibility.HIDDEN else (BIRD,)


@pytest.mark.slow
@pytest.mark.parametrize("visibility", (Visibility.MEMBERS, Visibility.HIDDEN))
@pytest.mark.parametrize("role", ("anonymous", "stranger", "left", "moderator"))
def test_nothing_from_inside_is_sung_to(visibility, role):
    world = build(visibility)
    reindexed()

    assert sung(client_of(world, role), world, words_of(visibility)) == set()


@pytest.mark.parametrize("role", INSIDE)
def test_who_is_inside_hears_the_bird(role):
    world = build(Visibility.HIDDEN)
    client = client_of(world, role)

    page = client.get(reverse("networks:network-members", args=[world.network.pk]))

    assert BIRD in page.content.decode()


def said_in(response, url):
    """The page without its own address; forms have a token of their own each time."""
    body = response.content.decode()
    for address in (url, quote(url, safe=""), quote(url)):
        body = body.replace(address, "")
    return TOKEN.sub("", body)


@pytest.mark.parametrize("role", OUTSIDE)
def test_a_hidden_network_answers_as_one_that_is_not_there(role):
    world = build(Visibility.HIDDEN)
    client = client_of(world, role)
    for route in ROUTES:
        arguments = route.args(world)
        nowhere = reverse(route.name, args=[10**9, *arguments[1:]])

        there, gone = client.get(route.url(world)), client.get(nowhere)

        assert there.status_code == gone.status_code, route.name
        assert said_in(there, route.url(world)) == said_in(gone, nowhere), route.name


def in_the_world(world):
    """Things happen in the network that tell somebody."""
    charter = Charter(
        name=world.network.name,
        purpose=f"{world.network.purpose} {BIRD}",
        visibility=Visibility(world.network.visibility),
        joining=world.network.joining,
    )
    coordinator = world.people["coordinator"]
    founding.change(world.network, charter, version=1, by=coordinator)
    rows = NetworkMembership.objects.filter(network=world.network, left_at=None)
    for row in rows.exclude(user=coordinator).exclude(actor=None):
        membership.leave(row, by=coordinator)
    closing.close(world.network, reason=BIRD, by=coordinator)
    closing.reopen(world.network, by=coordinator)
    expand_due()


def read_by(person):
    """What bell and mail tell somebody now, of all that was ever told them."""
    rows = Notification.objects.filter(user=person).select_related("happening", "user")
    told = [
        rendering.tell(row, target_of(row, targets_of([row], person))) for row in rows
    ]
    return [f"{each.line} {each.text}" for each in told if each]


@pytest.mark.parametrize("visibility", (Visibility.MEMBERS, Visibility.HIDDEN))
def test_bell_and_mail_tell_nobody_outside(visibility):
    world = build(visibility)
    follow(world.people["member"], world.network)
    in_the_world(world)
    people = {role: world.people[role] for role in (*OUTSIDE[1:], *STAFF)}

    lines = {role: read_by(person) for role, person in people.items()}

    # Closing the network answered what somebody had asked, in words of its own.
    [answered] = lines.pop("asked")
    assert BIRD not in answered
    assert [line for each in lines.values() for line in each] == []
    assert read_by(world.people["member"])


@pytest.mark.parametrize("visibility", (Visibility.MEMBERS, Visibility.HIDDEN))
def test_index_audit_outbox_and_others_own_data_hold_nothing(visibility):
    world = build(visibility)
    in_the_world(world)
    reindexed()
    rows = [
        *AuditEntry.objects.values(),
        *Happening.objects.values(),
        *Delivery.objects.exclude(renderer="network_invitation").values(),
    ]
    strangers = [world.people[role] for role in ("stranger", "editor", "moderator")]
    exports = [own_data.export(person) for person in strangers]
    found = SearchRow.objects.filter(kind="network")

    said = json.dumps([rows, exports], default=str, ensure_ascii=False)

    assert [word for word in words_of(visibility) if word in said] == []
    assert found.count() == (visibility == Visibility.MEMBERS)


@pytest.mark.parametrize("visibility", Visibility)
def test_the_desk_reads_what_is_reported_even_of_a_hidden_one(visibility):
    """A report reaches the desk always, by whoever is inside."""
    world = build(visibility)
    member = client_of(world, "member")

    page = member.get(f"/melden/network/{world.network.pk}/")

    assert page.status_code == 200
