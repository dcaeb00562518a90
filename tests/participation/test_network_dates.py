"""When a network meets: who sets dates, who hears, what calendars get."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from commons.accounts.visitors import Visitor
from commons.errors import RuleViolation
from commons.verbs import registry
from commons.verbs.models import Happening
from participation.networks import series
from participation.networks.enums import Repeat, Visibility
from participation.networks.models import NetworkDate
from participation.networks.services import closing, dates
from tests.factories.accounts import UserFactory
from tests.factories.meetings import company, meet

pytestmark = pytest.mark.django_db


def url(name, row):
    return reverse(f"networks:{name}", args=[row.pk])


def filled(**more):
    day = (timezone.now() + timedelta(days=9)).date()
    return {
        "title": "Kiezrunde im Hof",
        "day": day.isoformat(),
        "time": "18:00",
        "minutes": "90",
        "place_text": "Nachbarschaftshaus im Kiez",
        "words": "Wir planen das Fest.",
        "repeat": "once",
        **more,
    }


def told(verb, row):
    """What readers of the newest happening get: ids and the first text."""
    happening = Happening.objects.filter(verb=verb, target_id=row.pk).latest("pk")
    declared = registry.get(verb)
    people = list(declared.audience(row, happening.params))
    texts = [declared.tell(row, happening.params, who) for who in people]
    return {who.user_id for who in people}, [text for text in texts if text]


def test_who_coordinates_sets_a_date(client, sign_in):
    network, coordinator, _member = company()
    sign_in(client, coordinator)

    response = client.post(url("date-create", network), filled())

    row = NetworkDate.objects.get()
    assert response.headers["Location"] == row.get_absolute_url()
    local = row.starts_at.astimezone(ZoneInfo("Europe/Berlin"))
    assert (local.hour, row.minutes, row.sequence) == (18, 90, 0)


def test_a_date_that_comes_again_is_entered_once(client, sign_in):
    network, coordinator, _member = company()
    sign_in(client, coordinator)

    client.post(url("date-create", network), filled(repeat="weekly", times="4"))

    rows = NetworkDate.objects.order_by("starts_at")
    hours = {timezone.localtime(row.starts_at).hour for row in rows}
    assert (rows.count(), hours) == (4, {18})
    assert Happening.objects.filter(verb="network_date.set").count() == 1
    _who, (letter, _second) = told("network_date.set", rows[0])
    assert "3 weitere Termine" in letter.text


@pytest.mark.parametrize(
    ("changed", "field"),
    (
        ({"day": "2020-01-01"}, "day"),
        ({"day": "2099-01-01"}, "day"),
        ({"minutes": "2000"}, "minutes"),
        ({"title": ""}, "title"),
        ({"repeat": "monthly"}, "times"),
        ({"repeat": "weekly", "times": "400"}, "times"),
    ),
)
def test_a_date_that_cannot_be_is_refused(client, sign_in, changed, field):
    network, coordinator, _member = company()
    sign_in(client, coordinator)

    response = client.post(url("date-create", network), filled(**changed))

    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not NetworkDate.objects.exists()


@pytest.mark.parametrize(
    ("first", "repeat", "days"),
    (
        (date(2026, 5, 12), Repeat.ONCE, ["2026-05-12"]),
        (date(2026, 12, 29), Repeat.WEEKLY, ["2026-12-29", "2027-01-05", "2027-01-12"]),
        (
            date(2026, 5, 12),
            Repeat.FORTNIGHTLY,
            ["2026-05-12", "2026-05-26", "2026-06-09"],
        ),
        (
            date(2026, 11, 10),
            Repeat.MONTHLY,
            ["2026-11-10", "2026-12-08", "2027-01-12"],
        ),
        # A fifth Friday is the last one of a month that has four.
        (date(2026, 5, 29), Repeat.MONTHLY, ["2026-05-29", "2026-06-26", "2026-07-31"]),
    ),
)
def test_the_days_of_a_series(first, repeat, days):
    found = series.days_of(first, repeat, times=3)

    assert [day.isoformat() for day in found] == days


def test_summer_and_winter_have_the_same_hour():
    network, coordinator, _member = company()
    meeting = dates.Meeting(title="Runde", minutes=60)
    days = [date(2027, 3, 23), date(2027, 3, 30)]

    before, after = dates.set_dates(
        network, meeting, days=days, at=time(18), by=coordinator
    )

    assert before.starts_at == datetime(2027, 3, 23, 17, tzinfo=UTC)
    assert after.starts_at == datetime(2027, 3, 30, 16, tzinfo=UTC)


def test_followers_who_may_read_hear_of_it():
    network, coordinator, member = company(Visibility.MEMBERS)
    outsider = UserFactory()

    row = meet(network, by=coordinator)

    people, letters = told("network_date.set", row)
    assert people == {coordinator.pk, member.pk}
    assert outsider.pk not in people
    assert all(row.title in letter.subject for letter in letters)


def test_who_has_left_reads_no_old_news():
    network, coordinator, member = company(Visibility.MEMBERS)
    row = meet(network, by=coordinator)
    happening = Happening.objects.get(verb="network_date.set")
    verb = registry.get("network_date.set")
    (recipient,) = [who for who in verb.audience(row, {}) if who.user_id == member.pk]

    network.memberships.filter(user=member).update(left_at=timezone.now())

    assert verb.tell(row, happening.params, recipient) is None


def test_a_new_time_counts_up_and_is_told():
    network, coordinator, _member = company()
    row = meet(network, by=coordinator)
    meeting = dates.Meeting(title=row.title, minutes=60, place_text="Im Hof")

    dates.change(row, meeting, starts_at=row.starts_at, by=coordinator)

    row.refresh_from_db()
    assert (row.sequence, row.minutes) == (1, 60)
    assert Happening.objects.filter(verb="network_date.moved").count() == 1


def test_a_new_description_rings_nowhere():
    network, coordinator, _member = company()
    row = meet(network, by=coordinator)
    meeting = dates.Meeting(title=row.title, minutes=90, words="Mit Kuchen.")

    dates.change(row, meeting, starts_at=row.starts_at, by=coordinator)
    dates.change(row, meeting, starts_at=row.starts_at, by=coordinator)

    assert Happening.objects.filter(verb="network_date.changed").count() == 1
    assert registry.get("network_date.changed").audience is None


def test_what_is_called_off_says_so_and_comes_back(client, sign_in):
    network, coordinator, _member = company()
    row = meet(network, by=coordinator)
    sign_in(client, coordinator)

    client.post(url("date-cancel", row))
    cancelled = NetworkDate.objects.get(pk=row.pk)
    page = client.get(row.get_absolute_url())
    client.post(url("date-restore", row))

    assert cancelled.is_cancelled
    assert "Dieser Termin ist abgesagt." in page.text
    assert not NetworkDate.objects.get(pk=row.pk).is_cancelled
    assert NetworkDate.objects.get(pk=row.pk).sequence == 2


def test_a_member_reads_dates_and_sets_none(client, sign_in):
    network, coordinator, member = company(Visibility.MEMBERS)
    row = meet(network, by=coordinator)
    sign_in(client, member)

    assert row.title in client.get(url("date-list", network)).text
    for name, target in (("date-create", network), ("date-edit", row)):
        assert client.get(url(name, target)).status_code == 403
    assert client.post(url("date-cancel", row)).status_code == 403


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
    row = meet(network, by=coordinator)

    assert client.get(url("date-list", network)).status_code == listed
    assert client.get(url("network-calendar", network)).status_code == listed
    assert client.get(row.get_absolute_url()).status_code == shown
    assert client.get(url("date-calendar", row)).status_code == shown


def test_a_network_that_is_over_keeps_its_dates_as_they_are():
    network, coordinator, member = company()
    row = meet(network, by=coordinator)
    closing.close(network, reason="Wir sind fertig.", by=coordinator)

    with pytest.raises(RuleViolation) as refusal:
        dates.cancel(row, by=coordinator)

    assert refusal.value.code == "network_over"
    assert NetworkDate.objects.visible_to(Visitor(member)).get() == row


def test_the_past_goes_on_page_by_page(client):
    network, coordinator, _member = company()
    for number in range(25):
        meet(network, title=f"Runde {number:02}", in_days=-1 - number, by=coordinator)

    first = client.get(url("date-list", network))
    second = client.get(first.context["next_url"])

    assert "Runde 00" in first.text
    assert "Runde 24" not in first.text
    assert "Runde 24" in second.text
    assert second.context["next_url"] == ""


@pytest.mark.parametrize("number", (1, 30))
def test_the_list_costs_the_same_for_one_and_thirty(
    client, django_assert_num_queries, number
):
    network, coordinator, _member = company()
    for each in range(number):
        meet(network, title=f"Runde {each}", in_days=each + 1, by=coordinator)
    client.get(url("date-list", network))

    with django_assert_num_queries(QUERIES):
        client.get(url("date-list", network))


QUERIES = 11
