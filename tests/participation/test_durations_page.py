""" "Wie lange dauert es?" tells what is over, and never of a few."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from commons.clock import berlin_today
from commons.verbs.models import Happening
from neighbourhood.deadlines.services import due_after
from neighbourhood.departments.enums import DepartmentKind
from participation.referrals.enums import ReferralState
from participation.referrals.models import DurationTerms
from participation.referrals.queries import durations, punctuality
from participation.referrals.queries.durations import Past
from tests.clients import STRICT_QUERIES
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.referrals import ReferralFactory
from tests.factories.regions import RegionFactory
from tests.keys import empty_keys
from tests.participation.durations import ended

pytestmark = pytest.mark.django_db

TODAY = date(2027, 8, 10)
NOW = datetime(2027, 8, 10, 9, tzinfo=UTC)
JANUARY, MARCH, JULY = date(2027, 1, 11), date(2027, 3, 9), date(2027, 7, 6)
LIST = "referrals:duration-list"


@pytest.fixture(autouse=True)
def fresh_pages():
    empty_keys()
    with time_machine.travel(NOW, tick=False):
        yield


def asked(past, key):
    return next(one for one in past.choices() if one.key == key)


def told(key="12-monate"):
    past = Past.read(TODAY)
    return durations.durations(past, asked(past, key))


def page(client, name=LIST, *args, **query):
    empty_keys()
    return client.get(reverse(name, args=args), query).content.decode()


def test_the_spks_own_share_stands_first(client):
    region = RegionFactory()
    ended(8, on=JANUARY, days=5, region=region)
    ended(2, on=JANUARY, days=45, region=region, is_late=True, spk_days=10)

    whole = told().whole

    assert (whole.number, whole.median, whole.most, whole.on_time) == (10, 5, 45, 80)
    assert (whole.spk_share, whole.spk_median, whole.whole) == (35, 5, 10)
    html = page(client)
    shown = [html.index(word) for word in ("<dd>35 %</dd>", "<dd>45</dd>", "80 %")]
    assert shown == sorted(shown)


def test_only_whole_months_are_told():
    ended(5, on=JULY)
    ended(5, on=date(2027, 8, 3))

    assert told().whole.number == 5


def test_a_mail_that_was_read_later_counts_when_it_was_read():
    ended(5, on=JANUARY, counted_on=JULY)
    ended(5, on=MARCH)

    assert told("2027-1").whole.number == 5
    assert [month.took.number for month in told().months] == [5, 0, 0, 0, 5]


def test_later_months_change_no_earlier_one():
    ended(5, on=JANUARY)
    before = told("2027-1")
    ended(5, on=JULY, days=90, is_late=True)

    assert told("2027-1") == before


def test_small_stadtteile_are_told_together_and_by_name_in_the_alphabet():
    beech, ash, oak = (RegionFactory(name=f"{name}dorf") for name in ("Bu", "As", "Ei"))
    ended(6, on=JANUARY, region=beech)
    ended(9, on=MARCH, region=ash)
    ended(3, on=MARCH, region=oak)
    ended(2, on=MARCH, region=None)

    lines = told("2027-1").regions.lines

    assert [(line.name, line.took.number) for line in lines] == [
        (ash.name, 9),
        (beech.name, 6),
        ("Übrige Stadtteile", 5),
    ]


def test_page_of_a_stadtteil_tells_its_half_years(client):
    large, small = RegionFactory(), RegionFactory()
    ended(6, on=JANUARY, region=large, days=7)
    ended(9, on=date(2026, 9, 8), region=large, days=3)
    ended(1, on=JANUARY, region=small)
    ended(5, on=JANUARY)

    past = Past.read(TODAY)
    found = durations.region(past, asked(past, "2027-1"), large)

    assert (found.took.number, found.took.median, found.whole.number) == (6, 7, 12)
    assert [(half.of, took.median) for half, took in found.halves] == [
        ((2027, 1), 7),
        ((2026, 2), 3),
    ]
    hidden = page(client, "referrals:duration-region", small.slug, zeitraum="2027-1")
    assert "zählt mit anderen zusammen" in hidden
    assert "<dd>" not in hidden
    assert client.get(reverse("regions:region-detail", args=[small.slug])).status_code


def test_departments_are_named_only_by_decision(client):
    parks = DepartmentFactory(name="Amt für Grün")
    ended(6, on=JANUARY, department=parks)
    assert parks.name not in page(client)

    DurationTerms.objects.create(
        shows_departments=True,
        decided_on=date(2027, 6, 1),
        reference="BA 12/2027",
        changed_at=timezone.now(),
    )

    html = page(client)
    assert parks.name in html
    assert "BA 12/2027" in html
    assert parks.name in page(client, "referrals:duration-csv", zeitraum="2027")


def test_the_setting_needs_day_and_number_of_the_decision(client, sign_in):
    sign_in(client, make_staff(role="coordinator"))
    address = reverse("referrals:duration-terms")

    refused = client.post(address, {"shows_departments": "on", "seen": "0"})
    client.post(
        address,
        {
            "shows_departments": "on",
            "decided_on": "2027-06-01",
            "reference": "BA 12/2027",
            "seen": "0",
        },
    )

    assert refused.status_code == 422
    assert DurationTerms.objects.get().shows_departments
    assert Happening.objects.filter(verb="durations.terms_changed").count() == 1


def opened(count, working_days, region=None, **more):
    day = due_after(TODAY, -working_days).day
    at = datetime(day.year, day.month, day.day, 11, tzinfo=UTC)
    where = {"idea__region": region} if region else {}
    return [
        ReferralFactory(
            referred_at=at, due_on=due_after(TODAY, 20 - working_days), **where, **more
        )
        for _number in range(count)
    ]


def test_open_ones_by_age_in_working_days():
    here = RegionFactory()
    opened(3, 0, here)
    opened(2, 10, here)
    opened(5, 11)
    opened(3, 45)
    opened(3, 81)
    opened(1, 30, state=ReferralState.STATED)
    opened(1, 30, department__kind=DepartmentKind.EXTERN)

    by_age = [(aged.first, aged.number) for aged in durations.open_now(TODAY).ages]

    assert by_age == [(0, 5), (11, 5), (21, 0), (41, 6)]
    assert durations.open_now(TODAY).late == 6
    assert [age.number for age in durations.open_now(TODAY, here).ages] == [5, 0, 0, 0]
    assert durations.open_now(TODAY, RegionFactory()) is None


def test_paused_clocks_are_nobodys_age():
    rows = opened(5, 4)
    for row in rows:
        row.state, row.paused_at = ReferralState.QUESTION, timezone.now()
        row.save()

    assert punctuality.open_by_age(berlin_today()) == {}
    assert durations.open_now(TODAY).number == 0


@pytest.mark.parametrize("groups", (1, 30))
def test_pages_cost_the_same_queries(client, django_assert_num_queries, groups):
    regions = [RegionFactory() for _number in range(groups)]
    for region in regions:
        ended(5, on=JANUARY, region=region)
        ended(5, on=JULY, region=region)
    ended(2, on=JANUARY)
    ended(3, on=JANUARY)
    opened(5, 4, regions[0])
    DurationTerms.objects.create(
        shows_departments=True,
        decided_on=JANUARY,
        reference="BA 1",
        changed_at=timezone.now(),
    )
    page(client)

    empty_keys()
    with django_assert_num_queries(STRICT_QUERIES + 14):
        client.get(reverse(LIST), {"zeitraum": "2027"})
    empty_keys()
    with django_assert_num_queries(STRICT_QUERIES + 8):
        client.get(reverse("referrals:duration-region", args=[regions[0].slug]))
    with django_assert_num_queries(STRICT_QUERIES):
        client.get(reverse("referrals:duration-region", args=[regions[0].slug]))


def test_json_and_table_tell_the_same(client):
    ended(6, on=JANUARY, region=RegionFactory())

    rows = client.get(reverse("referrals:duration-json")).json()["rows"]

    told = [(row["group"], row["number"], row["median"]) for row in rows]
    assert told == [
        ("Bezirk", 6, 5),
        ("Monat", 6, 5),
        *[("Monat", 0, None)] * 6,
        ("Stadtteil", 6, 5),
    ]
    table = page(client, "referrals:duration-csv")
    assert table.count("\n") == len(rows) + 1


def test_nothing_yet_is_said_in_words(client):
    ended(4, on=JANUARY)

    html = page(client, zeitraum="unsinn")

    assert "Noch keine Zahlen" in html
    assert "Zurzeit liegt keine Idee bei einem Amt" in html
