"""Lists of networks: everybody's, one's own, a Stadtteil's, and the SPK's."""

import pytest

from commons.accounts.enums import Role
from neighbourhood.departments.models import Topic
from neighbourhood.regions.models import Region
from participation.networks.enums import Joining, Visibility
from participation.networks.queries import oversight
from participation.networks.services import membership
from tests.clients import STRICT_QUERIES
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.networks import (
    NetworkFactory,
    coordinator_of,
    make_house,
    make_network,
    member_of,
)
from tests.keys import empty_keys

pytestmark = pytest.mark.django_db


def names_on(client, query=""):
    empty_keys()
    page = client.get(f"/netzwerke/{query}").content.decode()
    return {name for name in ("Eins", "Zwei", "Drei") if f">{name}</a>" in page}


def test_everybody_finds_what_is_not_hidden_and_goes_on(client):
    NetworkFactory(name="Eins")
    NetworkFactory(name="Zwei", visibility=Visibility.MEMBERS)
    NetworkFactory(
        name="Drei", visibility=Visibility.HIDDEN, joining=Joining.INVITATION
    )

    assert names_on(client) == {"Eins", "Zwei"}


def test_a_filter_is_an_address(client):
    here, there = Region.objects.order_by("number")[:2]
    topic = Topic.objects.filter(parent__isnull=True, is_active=True).first()
    NetworkFactory(name="Eins", region=here, purpose="Bänke und Bäume")
    NetworkFactory(name="Zwei", region=there).topics.add(topic)
    NetworkFactory(name="Drei", region=None, regions=[])

    assert names_on(client, f"?stadtteil={here.slug}") == {"Eins", "Drei"}
    assert names_on(client, f"?thema={topic.key}") == {"Zwei"}
    assert names_on(client, "?q=bänke") == {"Eins"}
    assert names_on(client, "?stadtteil=gibt-es-nicht") == {"Eins", "Zwei", "Drei"}


def test_what_has_ended_is_shown_on_request(client, sign_in):
    network, coordinator = make_network(name="Eins")
    make_network(name="Zwei")
    sign_in(client, coordinator)
    client.post(f"/netzwerke/abschliessen/{network.pk}/", {"reason": "Vorbei."})
    client.logout()

    assert names_on(client) == {"Zwei"}
    assert names_on(client, "?abgeschlossen=on") == {"Eins", "Zwei"}


@pytest.mark.parametrize("count", (1, 30))
def test_the_list_asks_as_much_for_one_as_for_thirty(
    client, django_assert_num_queries, count
):
    NetworkFactory.create_batch(count)
    empty_keys()

    with django_assert_num_queries(STRICT_QUERIES + 5):
        client.get("/netzwerke/")


def test_a_page_leads_to_the_rest(client):
    for number in range(31):
        NetworkFactory(name=f"Runde {number:02}")
    empty_keys()

    first = client.get("/netzwerke/").content.decode()
    query = first.split('href="/netzwerke/?')[-1].split('"')[0]
    second = client.get(f"/netzwerke/?{query}").content.decode()

    assert ("Runde 29</a>" in first, "Runde 30</a>" in first) == (True, False)
    assert ("Runde 29</a>" in second, "Runde 30</a>" in second) == (False, True)


def test_htmx_gets_the_very_part_of_the_page(client):
    NetworkFactory(name="Eins")
    empty_keys()

    part = client.get("/netzwerke/", headers={"HX-Request": "true"}).content.decode()
    page = client.get("/netzwerke/").content.decode()

    assert part.strip() in page


def test_one_s_own_are_there_hidden_ones_too(client, sign_in):
    hidden, user = make_network(Visibility.HIDDEN, name="Eins")
    make_network(name="Zwei")
    sign_in(client, user)

    page = client.get("/konto/netzwerke/").content.decode()

    assert (hidden.name in page, "Zwei" in page) == (True, False)


def test_a_stadtteil_shows_its_liveliest(client):
    region = Region.objects.order_by("number").first()
    NetworkFactory(name="Eins", region=region)
    NetworkFactory(
        name="Zwei",
        region=region,
        visibility=Visibility.HIDDEN,
        joining=Joining.INVITATION,
    )
    empty_keys()

    page = client.get(region.get_absolute_url()).content.decode()

    assert (">Eins</a>" in page, ">Zwei</a>" in page) == (True, False)


def overview_of(client):
    return client.get("/netzwerke/ueberblick/").content.decode()


def test_the_spk_sees_who_connects_whom_but_not_the_members_of_closed_circles(
    client, sign_in
):
    tying, quiet = make_house(name="Haus am Platz"), make_house(name="Haus am See")
    names = ("Eins", "Zwei")
    for name in names:
        member_of(make_network(name=name)[0], actor=tying)
    members_only, _coordinator = make_network(Visibility.MEMBERS, name="Drei")
    member_of(members_only, actor=quiet)
    coordinator_of(make_network(name="Vier")[0], actor=quiet)
    sign_in(client, make_staff())

    table = overview_of(client).split('id="verbindungen"')[1]

    assert ("Haus am Platz" in table, "Haus am See" in table) == (True, False)


def test_the_spk_sees_those_first_who_tie_most(monkeypatch, client, sign_in):
    networks = [make_network(name=name)[0] for name in ("Eins", "Zwei", "Drei")]
    for count, name in ((1, "Haus am See"), (2, "Garten"), (3, "Werkstatt")):
        house = make_house(name=name)
        for network in networks[:count]:
            member_of(network, actor=house)

    assert [
        (tie.actor.name, [network.name for network in tie.networks])
        for tie in oversight.overview().ties
    ] == [("Werkstatt", ["Drei", "Eins", "Zwei"]), ("Garten", ["Eins", "Zwei"])]

    monkeypatch.setattr(oversight, "MOST_TIES", 1)
    sign_in(client, make_staff())
    page = overview_of(client)
    assert ("Werkstatt" in page, "Garten" in page) == (True, False)
    assert "Akteure mit den meisten Netzwerken" in page


def test_the_spk_sees_where_nothing_is_and_where_nobody_coordinates(client, sign_in):
    region, empty = Region.objects.order_by("number")[:2]
    network, coordinator = make_network(name="Eins", region=region)
    member_of(network)
    row = network.memberships.get(user=coordinator)
    membership.leave(row, by=coordinator)
    sign_in(client, make_staff())

    page = overview_of(client)

    assert f"/netzwerke/koordination/{network.pk}/" in page
    missing = page.split("Stadtteile ohne Netzwerk")[1].split("</ul>")[0]
    assert f"/{empty.slug}/" in missing
    assert f"/{region.slug}/" not in missing


@pytest.mark.parametrize("count", (1, 30))
def test_the_spk_s_view_asks_as_much_for_one_as_for_thirty(
    client, sign_in, django_assert_num_queries, count
):
    house = make_house()
    for _number in range(count):
        member_of(make_network()[0], actor=house)
    sign_in(client, make_staff())
    overview_of(client)

    with django_assert_num_queries(STRICT_QUERIES + 10):
        overview_of(client)


@pytest.mark.parametrize("role", (None, Role.DATA_EDITOR))
def test_nobody_else_has_the_spk_s_view(client, sign_in, role):
    sign_in(client, make_staff(role) if role else UserFactory())

    assert client.get("/netzwerke/ueberblick/").status_code == 403
