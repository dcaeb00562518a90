"""Figures for the team: right, of one's own regions, and about nobody."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.urls import reverse
from django.utils import timezone

from commons.accounts.enums import Role
from commons.accounts.visitors import visitor_for
from commons.periods import Period
from neighbourhood.regions.models import Region
from participation.moderation.enums import ComplaintOutcome, Reason, Verdict
from participation.moderation.queries import numbers
from tests.clients import STRICT_QUERIES
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.moderation import (
    ComplaintFactory,
    DecisionFactory,
    make_item,
    make_regional_moderator,
)

pytestmark = pytest.mark.django_db
ADDRESS = "/moderation/zahlen/"


def decided_item(*, hours, by, ago=timedelta(days=2), **fields):
    """An item decided `hours` after it came."""
    region = fields.pop("region", Region.objects.order_by("number").first())
    at = timezone.now() - ago
    item = make_item(region=region, submitted_at=at - timedelta(hours=hours))
    item.closed_at = at
    item.save()
    return DecisionFactory(
        item=item, target_id=item.target_id, decided_by=by, decided_at=at, **fields
    )


def test_stock_counts_what_waits_where_one_moderates():
    here, there = Region.objects.order_by("number")[:2]
    old = make_item(region=here, submitted_at=timezone.now() - timedelta(days=40))
    make_item(region=here)
    make_item(region=there)

    mine = numbers.stock(visitor_for(make_regional_moderator(here)))
    all_of_it = numbers.stock(visitor_for(make_staff()))

    assert (mine.count, mine.overdue, mine.oldest_at) == (2, 1, old.submitted_at)
    assert [(one.label, one.count) for one in mine.regions] == [(here.name, 2)]
    assert [(one.label, one.count) for one in all_of_it.regions] == [
        (here.name, 2),
        (there.name, 1),
    ]


def test_times_are_those_of_people_and_the_middle_counts():
    moderator = make_staff()
    for hours in (2, 10, 300):
        decided_item(hours=hours, by=moderator)
    decided_item(
        hours=0, by=None, verdict=Verdict.PUBLISH, reason="", basis="", facts=""
    )

    found = numbers.decided(visitor_for(moderator), Period.last_days(30))

    assert (found.count, found.by_rule) == (4, 1)
    assert found.median == timedelta(hours=10)
    assert [(pace.count, pace.median) for pace in found.kinds] == [
        (3, timedelta(hours=10))
    ]


def test_reasons_stand_in_their_families_and_reversals_are_a_share():
    moderator = make_staff()
    first = decided_item(hours=1, by=moderator, reason=Reason.INSULT)
    decided_item(hours=1, by=moderator, reason=Reason.ADVERTISING)
    ComplaintFactory(
        decision=first,
        outcome=ComplaintOutcome.REVERSED,
        answer="Das war kein Angriff.",
        decided_by=make_staff(),
        decided_at=timezone.now(),
    )

    found = numbers.decided(visitor_for(moderator), Period.last_days(30))

    assert [(family, count) for family, _why, count in found.reasons] == [
        ("Regeln", 1),
        ("Regeln", 1),
    ]
    assert (found.against, found.objected, found.reversed) == (2, 1, 1)
    assert found.reversed_share == 50


def test_only_the_period_and_ones_own_regions_count():
    here, there = Region.objects.order_by("number")[:2]
    moderator = make_regional_moderator(here)
    decided_item(hours=1, by=moderator, region=here)
    decided_item(hours=1, by=moderator, region=there)
    decided_item(hours=1, by=moderator, region=here, ago=timedelta(days=100))

    found = numbers.decided(visitor_for(moderator), Period.last_days(30))

    assert found.count == 1
    assert sum(week.decided for week in found.weeks) == 1


def test_every_week_of_the_period_is_there():
    period = Period.last_days(90)

    found = numbers.decided(visitor_for(make_staff()), period)

    firsts = [week.first for week in found.weeks]
    assert firsts[0] == period.first
    assert len(firsts) in {13, 14}
    assert all(day.weekday() == 0 for day in firsts[1:])


@pytest.mark.parametrize(
    ("role", "status"),
    (
        (Role.MODERATOR, 200),
        (Role.COORDINATOR, 200),
        (Role.DATA_EDITOR, 403),
        (Role.ADMIN, 403),
        (None, 403),
    ),
)
@pytest.mark.parametrize("path", (ADDRESS, f"{ADDRESS}tabelle.csv"))
def test_who_sees_the_figures(client, sign_in, role, status, path):
    sign_in(client, make_staff(role) if role else UserFactory())

    assert client.get(path).status_code == status


@pytest.mark.parametrize("count", (1, 30))
def test_the_page_costs_the_same_with_one_decision_and_with_thirty(
    client, sign_in, count, django_assert_num_queries
):
    moderator = make_staff()
    sign_in(client, moderator)
    for _ in range(count):
        decided_item(hours=5, by=moderator)
    client.get(ADDRESS)

    with django_assert_num_queries(18 + STRICT_QUERIES):
        client.get(ADDRESS)


def test_nobody_is_named_and_nobody_is_counted(client, sign_in):
    """A figure per person could only come from reading who decided."""
    colleague = make_staff(display_name="Karla Kolumna")
    decided_item(hours=3, by=colleague)
    sign_in(client, make_staff(Role.COORDINATOR))

    page = client.get(ADDRESS).content.decode()
    table = client.get(f"{ADDRESS}tabelle.csv").content.decode()

    assert "Karla" not in page + table
    assert colleague.email not in page + table


def test_the_table_holds_the_figures_of_the_page(client, sign_in):
    moderator = make_staff()
    decided_item(hours=10, by=moderator)
    sign_in(client, moderator)

    content = client.get(f"{ADDRESS}tabelle.csv").content.decode("utf-8-sig")

    rows = list(csv.reader(StringIO(content), delimiter=";"))
    assert rows[0] == ["Bereich", "Was", "Näher", "Wert", "Einheit"]
    assert ["Entscheidungen", "gesamt", "", "1", "Anzahl"] in rows
    found = [row for row in rows if row[1] == "Zeit bis zur Entscheidung"]
    assert [row[3] for row in found] == ["10,0"]


def test_a_period_that_is_none_is_said(client, sign_in):
    sign_in(client, make_staff())

    page = client.get(ADDRESS, {"von": "2026-05-01", "bis": "2026-04-01"})

    assert "Dieser Tag liegt vor dem ersten." in page.content.decode()


def test_the_staff_council_reads_which_data_is_kept_and_why(client, sign_in):
    sign_in(client, make_staff())

    page = client.get(reverse("accounts:staff-data")).content.decode()

    assert "moderation.Decision" in page
    assert "decided_by" in page
    assert "Keine Zahl, keine Liste und keine Auswertung" in page
