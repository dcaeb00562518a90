"""Closure days of the SPK: told to residents, and what was promised waits."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import (
    HealthCheck,
    given,
    settings as hypothesis_settings,
    strategies as st,
)

from commons import kinds
from commons.accounts.enums import Role
from commons.clock import berlin_today
from commons.errors import RuleViolation
from neighbourhood.deadlines import calendar, queries
from neighbourhood.deadlines.models import Closure, WorkingDay
from neighbourhood.deadlines.services import (
    due_after,
    first_look_after,
    office_day_after,
    office_days,
)
from neighbourhood.deadlines.services.closures import announce, withdraw
from neighbourhood.deadlines.services.holidays import declare_holiday
from neighbourhood.regions.models import Region
from participation.moderation import services as moderation
from participation.moderation.enums import Reason, Verdict
from participation.moderation.models import QueueItem
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.moderation import make_item
from tests.factories.referrals import ReferralFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LIST = "/schliesstage/"
SOME_YEARS = st.dates(date(2026, 1, 1), date(2040, 12, 1))
SPANS = st.lists(st.tuples(SOME_YEARS, st.integers(0, 30)), max_size=4)
# Each example rolls its closures back, so the fixture may serve them all.
SHARED = hypothesis_settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def closed(first_day, last_day=None, reason="zwischen den Jahren"):
    return Closure.objects.create(
        first_day=first_day,
        last_day=last_day or first_day,
        reason=reason,
        announced_at=timezone.now(),
    )


def work(days):
    """The working day that lies so many of them ahead."""
    return due_after(berlin_today(), days).day


def refused(first_day, last_day, reason="Klausur"):
    with pytest.raises(RuleViolation) as refusal:
        announce(first_day, last_day, reason=reason, by=None)
    return refusal.value.code


@SHARED
@given(start=SOME_YEARS, days=st.integers(0, 15), spans=SPANS)
def test_a_promised_day_is_always_one_on_which_somebody_is_there(start, days, spans):
    with transaction.atomic():
        taken = write(spans)

        day = office_day_after(start, days)

        assert not calendar.is_weekend(day)
        assert day not in calendar.legal_holidays(day.year, day.year)
        assert WorkingDay.objects.filter(day=day).exists()
        assert not any(first <= day <= last for first, last in taken)
        assert day > start or (days == 0 and day == start) or days == 0
        transaction.set_rollback(True)


@SHARED
@given(start=SOME_YEARS, later=st.integers(0, 40), days=st.integers(0, 15), spans=SPANS)
def test_who_comes_later_or_waits_longer_is_never_promised_earlier(
    start, later, days, spans
):
    with transaction.atomic():
        write(spans)

        day = office_day_after(start, days)

        assert office_day_after(start + later * DAY, days) >= day
        assert office_day_after(start, days + 1) >= day
        transaction.set_rollback(True)


@SHARED
@given(start=SOME_YEARS, days=st.integers(1, 15), spans=SPANS)
def test_closures_only_ever_move_a_promise_later(start, days, spans):
    with transaction.atomic():
        before = office_day_after(start, days)
        assert before == due_after(start, days).day

        write(spans)

        assert office_day_after(start, days) >= before
        transaction.set_rollback(True)


def write(spans):
    """Closures of these spans as far as they don't overlap."""
    taken = []
    for first, length in spans:
        last = first + length * DAY
        if not any(one <= last and other >= first for one, other in taken):
            closed(first, last)
            taken.append((first, last))
    return taken


def test_a_first_look_counts_neither_holidays_nor_closure_days(settings):
    settings.FIRST_LOOK_DAYS = 3
    wednesday = timezone.now().replace(year=2026, month=12, day=23, hour=12)
    assert first_look_after(wednesday) == date(2026, 12, 29)

    closed(date(2026, 12, 24), date(2027, 1, 1))

    assert first_look_after(wednesday) == date(2027, 1, 6)


@pytest.mark.parametrize("days", (1, 3, 7))
def test_how_many_days_is_a_setting(settings, days):
    settings.FIRST_LOOK_DAYS = days

    assert make_item().promised_on == work(days)


def test_an_open_promise_moves_behind_the_closed_days():
    item = make_item()

    announced = announce(work(2), work(3), reason="Klausur", by=None)

    item.refresh_from_db()
    assert (announced.moved, item.promised_on) == (1, work(5))


def test_a_promise_for_an_earlier_day_stays():
    item = make_item()
    promised = item.promised_on

    assert announce(work(4), work(9), reason="Urlaub", by=None).moved == 0

    item.refresh_from_db()
    assert item.promised_on == promised


def test_what_is_late_is_not_excused():
    item = make_item()
    yesterday = berlin_today() - DAY
    QueueItem.objects.filter(pk=item.pk).update(promised_on=yesterday)

    announce(work(1), work(4), reason="Urlaub", by=None)

    item.refresh_from_db()
    assert item.promised_on == yesterday


def test_promises_of_several_days_keep_their_order():
    items = [make_item() for _ in range(4)]
    for days, item in enumerate(items, start=2):
        QueueItem.objects.filter(pk=item.pk).update(promised_on=work(days))

    announce(work(3), work(4), reason="Klausur", by=None)

    found = [QueueItem.objects.get(pk=item.pk).promised_on for item in items]
    assert found == [work(2), work(5), work(6), work(7)]


def test_the_clock_of_a_hidden_contribution_waits_as_well():
    published = make_item()
    moderation.decide(published, verdict=Verdict.PUBLISH, version=1, by=make_staff())
    idea = published_idea(published)
    moderation.decide_directly(
        idea, verdict=Verdict.HIDE, reason=Reason.INSULT, version=1, by=make_staff()
    )
    held = QueueItem.objects.open().get()
    assert held.promised_on == work(10)

    announce(work(5), work(6), reason="Klausur", by=None)

    held.refresh_from_db()
    assert held.promised_on == work(12)
    assert timezone.localtime(held.hold_until).date() == work(12)


def published_idea(item):
    return kinds.load(item.kind, item.target_id)


def test_deadlines_of_departments_are_not_touched():
    referral = ReferralFactory()
    due = referral.due_on_id

    announce(work(1), work(30), reason="Umzug", by=None)

    referral.refresh_from_db()
    assert referral.due_on_id == due


def test_a_declared_holiday_moves_promises_too():
    item = make_item()

    declare_holiday(item.promised_on, name="Tag der Verwaltung", by=None)

    item.refresh_from_db()
    assert item.promised_on == work(3)
    assert office_days().filter(day=item.promised_on).exists()


def test_being_there_after_all_takes_no_promise_forward():
    item = make_item()
    closure = announce(work(2), work(3), reason="Klausur", by=None).closure
    item.refresh_from_db()
    promised = item.promised_on

    withdraw(closure, by=None)

    item.refresh_from_db()
    assert item.promised_on == promised
    assert not Closure.objects.exists()


def test_a_closure_that_has_begun_ends_today():
    closure = closed(berlin_today() - DAY, berlin_today() + 5 * DAY)

    withdraw(closure, by=None)

    closure.refresh_from_db()
    assert closure.last_day == berlin_today()
    with pytest.raises(RuleViolation):
        withdraw(closure, by=None)


def test_spans_that_cannot_be_are_refused():
    saturday = berlin_today() + DAY * ((5 - berlin_today().weekday()) % 7 + 7)
    announce(work(20), work(22), reason="Urlaub", by=None)

    assert refused(berlin_today(), work(3)) == "day_has_come"
    assert refused(work(3), work(2)) == "ends_before_start"
    assert refused(work(1), work(1) + 61 * DAY) == "too_long"
    assert refused(saturday, saturday + DAY) == "no_working_day"
    assert refused(work(22), work(23)) == "overlaps"


def test_overlapping_closures_are_no_rows():
    closed(work(1), work(3))

    with pytest.raises(IntegrityError), transaction.atomic():
        closed(work(3), work(4))


def test_why_a_day_is_free():
    closed(work(2), reason="Klausur")
    christmas = date(2026, 12, 25)

    assert "Klausur" in queries.why_free(work(2))
    assert queries.why_free(christmas) == "Das ist ein Feiertag."
    assert queries.why_free(work(1)) == ""


@pytest.mark.parametrize(
    ("days", "is_told"), ((1, True), (14, True), (15, False), (40, False))
)
def test_residents_read_of_it_when_it_is_near(client, days, is_told):
    first = berlin_today() + days * DAY
    closed(first, first + DAY, reason="Umzug ins neue Haus")

    form = client.get(reverse("ideas:idea-create")).content.decode()
    contacts = client.get(reverse("pages:contacts")).content.decode()

    assert ("Umzug ins neue Haus" in form) is is_told
    assert ("Umzug ins neue Haus" in contacts) is is_told


def test_the_form_says_until_when_somebody_looks(client):
    closed(work(1), work(3), reason="Klausur")

    text = client.get(reverse("ideas:idea-create")).content.decode()

    assert text.count(f'datetime="{work(6).isoformat()}"') == 2


@pytest.mark.parametrize(
    ("role", "status"),
    (
        (Role.COORDINATOR, 422),
        (Role.MODERATOR, 403),
        (Role.DATA_EDITOR, 403),
        (Role.ADMIN, 403),
        (None, 403),
    ),
)
def test_only_coordinators_announce(client, sign_in, role, status):
    sign_in(client, make_staff(role) if role else UserFactory())
    closure = closed(work(5))
    strike = reverse("deadlines:closure-withdraw", args=[closure.pk])

    assert client.post(LIST, {}).status_code == status
    assert client.post(strike).status_code == (302 if status == 422 else 403)


def test_announcing_by_the_form_says_what_moves(client, sign_in):
    make_item(region=Region.objects.first())
    sign_in(client, make_staff(Role.COORDINATOR))
    day = work(2).isoformat()

    page = client.post(LIST, {"first_day": day, "reason": "Klausur"}, follow=True)

    assert "1 zugesagter Tag rückt dahinter" in page.content.decode()
    again = client.post(LIST, {"first_day": day, "reason": "Klausur"})
    assert again.status_code == 422
    assert "schon Schließtage angekündigt" in again.content.decode()
