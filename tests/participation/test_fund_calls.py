"""Pages of calls for money: kept by the SPK, read by everybody."""

from datetime import timedelta

import pytest
from django.urls import reverse

from commons.accounts.enums import Role
from commons.clock import berlin_today
from commons.search.models import SearchRow
from participation.pool.models import FundingCall
from participation.pool.services import funds
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.funds import make_call
from tests.factories.regions import RegionFactory

pytestmark = pytest.mark.django_db

LIST = "pool:fund-list"


def filled(**more):
    return {
        "title": "Geld für Nachbarschaften",
        "giver": "Bezirksamt",
        "summary": "Für alles Gemeinsame.",
        "criteria": "Sachmittel, keine Löhne.",
        "most_amount": "3000",
        "contact_office": "Planungskoordination",
        "send_to": "Bezirksamt, 13187 Berlin",
        **more,
    }


@pytest.mark.parametrize("role", (Role.MODERATOR, Role.COORDINATOR, Role.DATA_EDITOR))
def test_the_spk_describes_a_call_and_shows_it(client, sign_in, role):
    region = RegionFactory()
    sign_in(client, make_staff(role))

    client.post(reverse("pool:fund-create"), filled(regions=[region.pk]))
    call = FundingCall.objects.get()
    client.post(reverse("pool:fund-publish", args=[call.pk]))
    client.logout()

    assert list(call.regions.all()) == [region]
    page = client.get(call.get_absolute_url())
    assert "Sachmittel, keine Löhne." in page.text
    assert region.name in page.text


def test_what_is_not_shown_yet_is_not_there(client, sign_in):
    call = make_call(published_at=None, title="Geheimes Geld")

    hidden = client.get(call.get_absolute_url())
    listed = client.get(reverse(LIST))
    sign_in(client, make_staff())

    assert hidden.status_code == 404
    assert "Geheimes Geld" not in listed.text
    assert "Geheimes Geld" in client.get(reverse(LIST)).text


def test_what_was_shown_can_be_taken_back(client, sign_in):
    call = make_call()
    sign_in(client, make_staff())

    client.post(reverse("pool:fund-hide", args=[call.pk]))
    client.logout()

    assert client.get(call.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("name", ("fund-create", "fund-edit", "fund-publish"))
def test_residents_keep_no_pages(client, sign_in, name):
    call = make_call()
    sign_in(client, UserFactory())
    arguments = [] if name == "fund-create" else [call.pk]

    response = client.post(reverse(f"pool:{name}", args=arguments), filled())

    assert response.status_code == 403


def test_search_finds_what_is_public_alone():
    call, clerk = make_call(published_at=None), make_staff()
    found = []

    funds.write({"title": "Geld für Beete"}, call=call, by=clerk)
    for change in (funds.publish, funds.hide):
        found.append(SearchRow.objects.filter(kind="fund").count())
        change(call, by=clerk)
    found.append(SearchRow.objects.filter(kind="fund").count())

    assert found == [0, 1, 0]


def test_a_call_ends_with_its_last_day(client):
    today = berlin_today()
    runs = make_call(title="Läuft heute noch", closes_on=today)
    over = make_call(title="Gestern vorbei", closes_on=today - timedelta(days=1))

    page = client.get(reverse(LIST)).context["calls"]

    assert ([each.pk for each in page.running], [each.pk for each in page.over]) == (
        [runs.pk],
        [over.pk],
    )
    assert "Antrag schreiben" not in client.get(over.get_absolute_url()).text


def test_the_end_is_behind_the_beginning(client, sign_in):
    sign_in(client, make_staff())

    response = client.post(
        reverse("pool:fund-create"),
        filled(opens_on="2026-05-02", closes_on="2026-05-01"),
    )

    assert response.status_code == 422
    assert "closes_on" in response.context["form"].errors


@pytest.mark.parametrize("number", (1, 30))
def test_the_list_costs_the_same_for_one_and_thirty(
    client, django_assert_num_queries, number
):
    for each in range(number):
        make_call(title=f"Geld {each}")
    client.get(reverse(LIST))

    with django_assert_num_queries(QUERIES):
        client.get(reverse(LIST))


QUERIES = 7
