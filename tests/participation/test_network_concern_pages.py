"""Pages of concerns: who may do what there, and what the other side reads."""

import pytest
from django.urls import reverse

from commons.accounts.enums import Role
from participation.networks.enums import ConcernState, Visibility
from participation.networks.models import Concern, Post
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.meetings import (
    FOUND,
    as_it_is,
    bring,
    company,
    decide,
    want,
)
from tests.factories.networks import make_network
from tests.factories.regions import RegionFactory
from tests.factories.rounds import make_member, make_regional, party_of

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script> [x](javascript:alert(1))"


def url(name, row):
    return reverse(f"networks:{name}", args=[row.pk])


def test_who_coordinates_raises_a_concern(client, sign_in):
    network, coordinator, _member = company()
    sign_in(client, coordinator)

    response = client.post(
        url("concern-create", network), {"title": "Licht", "text": "Es ist dunkel."}
    )

    concern = Concern.objects.get()
    assert response.headers["Location"] == concern.get_absolute_url()
    assert (concern.title, concern.raised_by) == ("Licht", coordinator)


def test_an_empty_concern_is_refused_kindly(client, sign_in):
    network, coordinator, _member = company()
    sign_in(client, coordinator)

    response = client.post(url("concern-create", network), {"title": "Licht"})

    assert response.status_code == 422
    assert not Concern.objects.exists()


def test_a_member_reads_and_does_not_speak_for_the_network(client, sign_in):
    network, coordinator, member = company(Visibility.MEMBERS)
    concern = want(network, by=coordinator)
    sign_in(client, member)

    assert concern.title in client.get(url("concern-list", network)).text
    assert client.get(concern.get_absolute_url()).status_code == 200
    assert client.get(url("concern-create", network)).status_code == 403
    assert client.post(url("concern-drop", concern)).status_code == 403
    assert client.get(url("concern-bring", concern)).status_code == 403


@pytest.mark.parametrize(
    ("visibility", "listed", "shown"),
    (
        (Visibility.OPEN, 200, 200),
        (Visibility.MEMBERS, 403, 404),
        (Visibility.HIDDEN, 404, 404),
    ),
)
def test_what_strangers_get(client, visibility, listed, shown):
    network, coordinator, _member = company(visibility)
    concern = want(network, by=coordinator)

    assert client.get(url("concern-list", network)).status_code == listed
    assert client.get(concern.get_absolute_url()).status_code == shown


def test_the_spk_reads_the_concern_of_a_hidden_network_and_nothing_else(
    client, sign_in
):
    network, coordinator, _member = company(Visibility.HIDDEN)
    concern = want(network, by=coordinator)
    sign_in(client, make_regional(Role.MODERATOR, network.region))

    page = client.get(concern.get_absolute_url())

    assert concern.title in page.text
    assert network.get_absolute_url() not in page.text
    assert client.get(network.get_absolute_url()).status_code == 404
    assert client.get(url("concern-list", network)).status_code == 404


def test_the_spk_brings_it_into_a_round(client, sign_in):
    network, coordinator, _member = company()
    concern = want(network, by=coordinator)
    offices = DepartmentFactory.create_batch(2)
    sign_in(client, make_staff())

    response = client.post(
        url("concern-bring", concern),
        {
            "question": "Was sagt Ihr Amt?",
            "asked": [office.pk for office in offices],
            "working_days": "15",
        },
    )

    row = as_it_is(concern).round
    assert response.headers["Location"] == row.get_absolute_url()
    assert {party.department for party in row.parties.all()} == set(offices)


def test_an_office_that_is_asked_twice_is_refused(client, sign_in):
    network, coordinator, _member = company()
    concern = want(network, by=coordinator)
    office = DepartmentFactory()
    sign_in(client, make_staff())

    response = client.post(
        url("concern-bring", concern),
        {
            "question": "Was sagt Ihr Amt?",
            "asked": [office.pk],
            "informed": [office.pk],
            "working_days": "15",
        },
    )

    assert response.status_code == 422
    assert "Ein Amt ist zweimal gewählt." in response.text
    assert as_it_is(concern).state == ConcernState.RAISED


def test_both_sides_of_a_round_read_the_concern(client, sign_in):
    network, coordinator, _member = company()
    concern = want(network, by=coordinator)
    office = DepartmentFactory()
    row = bring(concern, office)

    sign_in(client, make_staff())
    desk = client.get(row.get_absolute_url())
    sign_in(client, make_member(office))
    amt = client.get(party_of(row).get_absolute_url())

    for page in (desk, amt):
        assert network.name in page.text
        assert "auf dem Weg zum Nachbarschaftshaus" in page.text


def test_who_decides_comes_back_to_the_concern(client, sign_in):
    network, coordinator, _member = company()
    concern = want(network, by=coordinator)
    row = bring(concern)
    sign_in(client, make_staff())

    response = client.post(
        reverse("rounds:round-decide", args=[row.pk]),
        {"code": "taken_up", "text": FOUND},
    )

    assert response.headers["Location"] == concern.get_absolute_url()
    assert Post.objects.get().network == network
    assert FOUND in client.get(concern.get_absolute_url()).text


def test_who_raised_it_does_not_decide_about_it(client, sign_in):
    staff = make_staff()
    network, _coordinator = make_network()
    concern = want(network, by=staff)
    row = bring(concern)
    sign_in(client, staff)

    answer = client.get(url("concern-answer", concern))
    decision = client.get(reverse("rounds:round-decide", args=[row.pk]))

    assert (answer.status_code, decision.status_code) == (403, 403)


def test_the_spk_answers_on_its_own_page(client, sign_in):
    network, coordinator, _member = company(Visibility.HIDDEN)
    concern = want(network, by=coordinator)
    sign_in(client, make_staff())

    response = client.post(url("concern-answer", concern), {"text": "Schon bestellt."})

    assert response.headers["Location"] == concern.get_absolute_url()
    assert "Schon bestellt." in Post.objects.get().text
    assert client.get(concern.get_absolute_url()).status_code == 200


def test_the_desk_lists_by_state_and_region(client, sign_in):
    network, coordinator, _member = company(Visibility.HIDDEN)
    waits = want(network, title="Wartet noch", by=coordinator)
    brought = want(network, title="Beraten wird", by=coordinator)
    decide(bring(want(network, title="Fertig", by=coordinator)))
    bring(brought)
    desk = reverse("networks:concern-desk")

    sign_in(client, make_regional(Role.MODERATOR, network.region))
    shown = {
        view: client.get(f"{desk}?ansicht={view}").text
        for view in ("offen", "runde", "beendet")
    }
    sign_in(client, make_regional(Role.MODERATOR, RegionFactory()))

    assert waits.title in shown["offen"]
    assert brought.title in shown["runde"]
    assert "Fertig" in shown["beendet"]
    assert waits.title not in shown["runde"]
    assert waits.title not in client.get(desk).text


def test_residents_have_no_desk(client, sign_in):
    _network, coordinator, _member = company()
    sign_in(client, coordinator)

    assert client.get(reverse("networks:concern-desk")).status_code == 403


def test_hostile_words_are_words(client):
    network, coordinator, _member = company()
    concern = want(network, title="Licht", by=coordinator)
    Concern.objects.filter(pk=concern.pk).update(title=HOSTILE, text=HOSTILE)

    page = client.get(concern.get_absolute_url()).text

    assert "<script>alert" not in page
    assert "javascript:" not in page.replace("[x](javascript:alert(1))", "")


@pytest.mark.parametrize("number", (1, 30))
def test_lists_cost_the_same_for_one_and_thirty(
    client, sign_in, django_assert_num_queries, number
):
    network, coordinator, member = company()
    Concern.objects.bulk_create(
        Concern(
            network=network,
            title=f"Anliegen {each}",
            text="Licht.",
            raised_by=coordinator,
            raised_at=network.submitted_at,
        )
        for each in range(number)
    )
    sign_in(client, member)
    client.get(url("concern-list", network))

    with django_assert_num_queries(QUERIES):
        page = client.get(url("concern-list", network))

    assert page.text.count("/netzwerke/anliegen/") >= number


QUERIES = 15
