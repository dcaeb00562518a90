"""What came back as "not ours", in groups of five and more."""

import pytest
from django.urls import reverse
from django.utils import timezone

from commons.accounts.enums import Role
from participation.referrals.enums import ReferralState, ReturnReason, RouteWay
from participation.referrals.models import Referral, Route
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory, TopicFactory
from tests.factories.referrals import ReferralFactory

pytestmark = pytest.mark.django_db

URL = "referrals:return-rates"


def make(count, *, back=0, otherwise=0, way=None, **fields):
    """So many lead referrals; of them some came back."""
    states = [(ReferralState.RETURNED, ReturnReason.NOT_RESPONSIBLE)] * back
    states += [(ReferralState.RETURNED, ReturnReason.INCOMPLETE)] * otherwise
    states += [(ReferralState.STATED, "")] * (count - len(states))
    for state, reason in states:
        row = ReferralFactory(state=state, return_reason=reason, link=False, **fields)
        if way:
            route = Route.objects.create(way=way, chosen_at=timezone.now())
            Referral.objects.filter(pk=row.pk).update(route=route)


@pytest.fixture
def coordinator(client, sign_in):
    return sign_in(client, make_staff(Role.COORDINATOR))


def rows_of(client):
    lines = client.get(reverse("referrals:return-rates-csv")).content.decode(
        "utf-8-sig"
    )
    return [line.split(";") for line in lines.splitlines()[1:]]


def test_rates_of_topics_and_departments_the_worst_first(coordinator):
    parks, streets = TopicFactory(name="Parks"), TopicFactory(name="Straßen")
    office = DepartmentFactory(name="Grünamt")
    make(10, back=1, idea__topic=parks, department=office)
    make(5, back=2, otherwise=1, idea__topic=streets, department=office)

    found = rows_of(coordinator)
    assert [row[1:] for row in found if row[0] == "Nach Thema"] == [
        ["Straßen", "5", "2", "1", "40"],
        ["Parks", "10", "1", "0", "10"],
    ]
    assert [row[1:] for row in found if row[0] == "Nach Amt"] == [
        ["Grünamt", "15", "3", "1", "20"]
    ]


def test_groups_under_five_stand_together(coordinator):
    office = DepartmentFactory()
    for name in ("Eins", "Zwei"):
        make(4, back=1, idea__topic=TopicFactory(name=name), department=office)

    assert [row[1:] for row in rows_of(coordinator) if row[0] == "Nach Thema"] == [
        ["weitere mit weniger als 5", "8", "2", "0", "25"]
    ]


def test_fewer_than_five_in_all_have_no_figure(coordinator):
    make(5, department=DepartmentFactory(name="Großes Amt"))
    make(4, back=4, department=DepartmentFactory(name="Kleines Amt"))
    page = coordinator.get(reverse(URL)).content.decode()

    assert [row[1:] for row in rows_of(coordinator) if row[0] == "Nach Amt"] == [
        ["Großes Amt", "5", "0", "0", "0"],
        ["weitere mit weniger als 5", "", "", "", ""],
    ]
    assert "Kleines Amt" not in page
    assert "zu wenige für eine Zahl" in page


def test_by_what_sent_them(coordinator):
    make(5, back=1, way=RouteWay.PERSON)
    make(6, back=3)

    assert [row[1:] for row in rows_of(coordinator) if row[0] == "Nach Regel"] == [
        ["vor der Zeit der Regeln", "6", "3", "0", "50"],
        ["von Hand gewählt", "5", "1", "0", "20"],
    ]


def test_what_was_taken_back_says_nothing(coordinator):
    make(5)
    ReferralFactory(state=ReferralState.RECALLED, link=False)
    page = coordinator.get(reverse(URL)).content.decode()

    assert "<dd>5</dd>" in page


def test_it_is_for_coordinators(client, sign_in):
    sign_in(client, make_staff())

    assert client.get(reverse(URL)).status_code == 403
    assert client.get(reverse("referrals:return-rates-csv")).status_code == 403


@pytest.mark.parametrize("count", (1, 30))
def test_it_costs_the_same_with_many(coordinator, count, django_assert_num_queries):
    coordinator.get(reverse(URL))
    make(count)
    with django_assert_num_queries(13):
        coordinator.get(reverse(URL))
