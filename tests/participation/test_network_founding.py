"""Founding a network: who is read first, what changes later, what stays private."""

import pytest

from commons.accounts.enums import Role
from commons.errors import RuleViolation
from commons.notifications.models import Notification
from commons.notifications.services.expansion import expand_due
from commons.search.models import SearchRow
from neighbourhood.regions.models import Region
from participation.actors.enums import Level
from participation.moderation.enums import Publication, Reason, Verdict
from participation.moderation.models import QueueItem
from participation.moderation.services import decide, submit
from participation.moderation.services.blocks import Sanction, block
from participation.networks.enums import Joining, MemberRole, Visibility
from participation.networks.models import Network, NetworkMembership
from participation.networks.services import founding
from participation.networks.services.founding import Charter
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.networks import (
    coordinator_of,
    make_house,
    make_network,
    member_of,
    speaker_of,
)
from tests.participation.deciding import ruling
from tests.telling import past_undoing

pytestmark = pytest.mark.django_db
CHARTER = Charter(name="Runder Tisch Wohnen", purpose="Wir reden über Mieten.")


def charter(**changes):
    return Charter(**{**CHARTER.__dict__, **changes})


def words(**changes):
    return {
        "name": "Kiezrunde am Park",
        "kind": "kiez_round",
        "purpose": "Wir treffen uns jeden Monat.",
        "visibility": "open",
        "joining": "request",
        "house_rules": "",
    } | changes


def items():
    return QueueItem.objects.open().filter(kind="network")


def test_what_a_resident_founds_is_read_first(client, sign_in):
    user = UserFactory()
    sign_in(client, user)

    response = client.post("/netzwerke/neu/", words())

    network = Network.objects.get(name="Kiezrunde am Park")
    assert response["Location"] == network.get_absolute_url()
    assert network.publication == Publication.SUBMITTED
    assert items().get().target_id == network.pk
    row = NetworkMembership.objects.get(network=network)
    assert (row.user, row.role) == (user, MemberRole.COORDINATOR)
    assert client.get(network.get_absolute_url()).status_code == 200
    client.logout()
    assert client.get(network.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("is_verified", "level", "state"),
    (
        (True, Level.OWNER, Publication.PUBLISHED),
        (True, Level.EDITOR, Publication.PUBLISHED),
        (False, Level.OWNER, Publication.SUBMITTED),
    ),
)
def test_who_speaks_for_a_verified_actor_founds_at_once(
    client, sign_in, is_verified, level, state
):
    house = make_house(is_verified=is_verified)
    sign_in(client, speaker_of(house, level=level))

    client.post("/netzwerke/neu/", words(actor=house.pk))

    network = Network.objects.get()
    assert network.publication == state
    assert NetworkMembership.objects.get().actor == house
    assert SearchRow.objects.filter(kind="network").count() == (state == "published")


def test_a_mere_member_of_an_actor_does_not_found_for_it(client, sign_in):
    house = make_house()
    sign_in(client, speaker_of(house, level=Level.MEMBER))

    client.post("/netzwerke/neu/", words(actor=house.pk))

    network = Network.objects.get()
    assert network.publication == Publication.SUBMITTED
    assert NetworkMembership.objects.get().actor is None


def test_who_is_blocked_founds_nothing():
    user = UserFactory()
    sanction = Sanction(reason=Reason.INSULT, facts="Drohung", days=30)
    block(user, sanction, by=make_staff(Role.COORDINATOR))

    with pytest.raises(RuleViolation) as refusal:
        founding.found(CHARTER, by=user)

    assert refusal.value.code == "blocked"
    assert not Network.objects.exists()


@pytest.mark.parametrize("joining", (Joining.OPEN, Joining.REQUEST))
def test_a_hidden_network_is_found_by_invitation_alone(joining):
    hidden = charter(visibility=Visibility.HIDDEN, joining=joining)

    with pytest.raises(RuleViolation) as refusal:
        founding.found(hidden, by=UserFactory())

    assert refusal.value.code == "hidden_open"


def test_the_desk_publishes_it_and_whoever_founded_it_is_told():
    user = UserFactory()
    network = founding.found(CHARTER, by=user)

    decide(items().get(), by=make_staff(), **ruling(Verdict.PUBLISH))
    past_undoing()
    expand_due()

    network.refresh_from_db()
    assert network.is_public
    assert SearchRow.objects.get(kind="network").target_id == network.pk
    assert Notification.objects.get().user == user


@pytest.mark.parametrize("count", (0, 1, 2))
def test_one_region_is_whose_desk_it_is_and_several_are_the_district_s(count):
    regions = tuple(Region.objects.order_by("number")[:count])

    network = founding.found(charter(regions=regions), by=UserFactory())

    assert network.region == (regions[0] if count == 1 else None)
    assert set(network.regions.all()) == set(regions)


def test_a_change_of_words_is_looked_at_afterwards():
    network, user = make_network()

    founding.change(network, charter(name="Neuer Name"), version=1, by=user)

    network.refresh_from_db()
    assert (network.name, network.slug, network.version) == (
        "Neuer Name",
        "neuer-name",
        2,
    )
    assert network.is_public
    assert items().get().cause == "spot_check"


def test_nobody_looks_at_settings_or_at_what_a_verified_actor_says():
    network, user = make_network(name=CHARTER.name, purpose=CHARTER.purpose)
    founding.change(network, charter(joining=Joining.OPEN), version=1, by=user)
    house = make_house()
    coordinator_of(network, actor=house)

    founding.change(network, charter(name="Anders"), version=2, by=speaker_of(house))

    assert not items().exists()


def test_two_windows_do_not_overwrite_each_other():
    network, user = make_network()
    founding.change(network, charter(name="Eins"), version=1, by=user)

    with pytest.raises(RuleViolation) as refusal:
        founding.change(network, charter(name="Zwei"), version=1, by=user)

    assert refusal.value.code == "version_changed"


@pytest.mark.parametrize("posts", (0, 1))
@pytest.mark.parametrize("before", (Visibility.MEMBERS, Visibility.HIDDEN))
def test_what_was_written_for_members_is_never_opened(before, posts):
    network, user = make_network(before, post_count=posts)
    opened = charter(visibility=Visibility.OPEN)

    if posts:
        with pytest.raises(RuleViolation) as refusal:
            founding.change(network, opened, version=1, by=user)
        assert refusal.value.code == "too_open"
    else:
        founding.change(network, opened, version=1, by=user)
    network.refresh_from_db()
    assert network.visibility == (before if posts else Visibility.OPEN)


def test_going_into_hiding_takes_it_out_of_the_search():
    network, user = make_network()
    founding.change(network, charter(), version=1, by=user)
    assert SearchRow.objects.filter(kind="network").exists()
    hidden = charter(visibility=Visibility.HIDDEN, joining=Joining.INVITATION)

    founding.change(network, hidden, version=2, by=user)

    assert not SearchRow.objects.filter(kind="network").exists()


def test_before_it_is_public_its_founder_takes_it_back(client, sign_in):
    network, user = make_network(publication=Publication.SUBMITTED)
    Network.objects.filter(pk=network.pk).update(author=user)
    network.refresh_from_db()
    submit(network)
    sign_in(client, user)

    client.post(f"/netzwerke/zurueckziehen/{network.pk}/")

    network.refresh_from_db()
    assert network.publication == Publication.WITHDRAWN
    assert not items().exists()


@pytest.mark.parametrize(
    ("who", "status"),
    (("coordinator", 200), ("member", 403), ("stranger", 403), ("anonymous", 302)),
)
def test_only_who_coordinates_may_change_it(client, sign_in, who, status):
    network, user = make_network()
    people = {
        "coordinator": user,
        "member": member_of(network),
        "stranger": UserFactory(),
    }
    if who in people:
        sign_in(client, people[who])

    assert client.get(f"/netzwerke/aendern/{network.pk}/").status_code == status


def test_the_form_says_what_is_missing_and_keeps_the_rest(client, sign_in):
    sign_in(client, UserFactory())

    response = client.post("/netzwerke/neu/", words(name=""))

    assert response.status_code == 422
    assert "Wir treffen uns jeden Monat." in response.content.decode()
