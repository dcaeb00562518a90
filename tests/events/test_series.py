"""Series as rows: made once, kept when the rule changes, topped up by night."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from commons.clock import berlin_date
from commons.errors import RuleViolation
from events.calendar.enums import Organiser
from events.calendar.models import Occurrence
from events.calendar.queries.inviting import Inviter
from events.calendar.services import announcing, cancelling, moving, series
from events.calendar.services.contents import content_of
from events.calendar.services.moving import When
from tests.factories.accounts import UserFactory
from tests.factories.events import announced, at, make_content

pytestmark = pytest.mark.django_db
WEEKLY = "FREQ=WEEKLY"


def changed(event, **fields):
    content = content_of(event)
    said = {name: getattr(content, name) for name in content.__dataclass_fields__}
    event = announcing.change(
        event, type(content)(**(said | fields)), version=event.version, by=UserFactory()
    )
    event.refresh_from_db()
    return event


def standing(event):
    return event.occurrences.filter(cancelled_at__isnull=True)


def days(event):
    return [berlin_date(date.starts_at) for date in standing(event)]


def test_a_series_has_rows_for_eighteen_months():
    event = announced(rrule=WEEKLY)

    first, last = event.occurrences.first(), event.occurrences.last()
    horizon = timezone.now() + series.HORIZON
    assert first.starts_at == event.starts_at
    assert horizon - timedelta(days=7) <= last.starts_at < horizon
    assert event.occurrences.count() == len(set(days(event)))


def test_expanding_twice_makes_nothing_new():
    event = announced(rrule=WEEKLY)

    assert series.expand(event) == []


def test_the_night_adds_what_came_nearer_and_nothing_else():
    event = announced(rrule=WEEKLY)
    before = set(event.occurrences.values_list("uid", flat=True))

    with time_machine.travel(timezone.now() + timedelta(days=15), tick=False):
        made = series.expand_all()

    now = set(event.occurrences.values_list("uid", flat=True))
    assert (made, len(now - before), before - now) == (2, 2, set())


def test_the_night_brings_nothing_back_that_was_called_off_or_moved():
    event = announced(rrule=WEEKLY)
    second, third = event.occurrences.all()[1:3]
    cancelling.cancel_occurrence(second, reason="Urlaub", by=UserFactory())
    moving.move_occurrence(
        third,
        When(third.starts_at + timedelta(days=1), third.ends_at + timedelta(days=1)),
        by=UserFactory(),
    )
    count = event.occurrences.count()

    series.expand(event)

    assert event.occurrences.count() == count


def test_another_hour_moves_every_row_and_keeps_its_name_in_calendars():
    event = announced(rrule=WEEKLY)
    before = list(event.occurrences.values_list("uid", "sequence"))
    later = event.starts_at + timedelta(hours=1)

    event = changed(event, starts_at=later, ends_at=later + timedelta(hours=2))

    after = list(event.occurrences.values_list("uid", "sequence"))
    assert after == [(uid, sequence + 1) for uid, sequence in before]
    assert event.occurrences.first().starts_at == later


def test_another_weekday_moves_the_row_of_the_same_week():
    event = announced(rrule=WEEKLY, starts_at=at(7 - at(0).weekday() + 1))
    uids = list(event.occurrences.values_list("uid", flat=True))
    later = event.starts_at + timedelta(days=1)

    changed(event, starts_at=later, ends_at=later + timedelta(hours=2))

    assert list(event.occurrences.values_list("uid", flat=True))[: len(uids)] == uids
    assert event.occurrences.first().starts_at == later
    assert not event.occurrences.filter(cancelled_at__isnull=False).exists()


def test_dates_that_nothing_is_left_for_are_called_off_and_not_lost():
    event = announced(rrule=f"{WEEKLY};COUNT=4")

    event = changed(event, rrule="FREQ=WEEKLY;INTERVAL=2;COUNT=2")

    off = event.occurrences.filter(cancelled_at__isnull=False)
    assert (len(days(event)), off.count(), event.occurrences.count()) == (2, 2, 4)
    assert {date.sequence for date in off} == {1}


def test_before_anybody_saw_it_dates_go_without_a_word():
    event = announced(rrule=f"{WEEKLY};COUNT=4")
    type(event).objects.update(publication="submitted", published_at=None)

    event = changed(event, rrule="")

    assert event.occurrences.count() == 1


def test_what_was_moved_by_hand_stays_there_when_the_series_moves():
    event = announced(rrule=f"{WEEKLY};COUNT=3")
    second = event.occurrences.all()[1]
    elsewhere = second.starts_at + timedelta(days=2)
    moving.move_occurrence(
        second, When(elsewhere, elsewhere + timedelta(hours=2)), by=UserFactory()
    )
    later = event.starts_at + timedelta(hours=1)

    changed(event, starts_at=later, ends_at=later + timedelta(hours=2))

    second.refresh_from_db()
    assert second.starts_at == elsewhere
    assert second.original_starts_at == later + timedelta(days=7)


def test_past_dates_stay_as_they_were():
    event = announced(rrule=f"{WEEKLY};COUNT=4")
    first = event.occurrences.first()
    with time_machine.travel(first.ends_at + timedelta(days=1), tick=False):
        later = event.starts_at + timedelta(hours=3)
        changed(event, starts_at=later, ends_at=later + timedelta(hours=1))

    kept = Occurrence.objects.get(pk=first.pk)
    assert (kept.starts_at, kept.sequence) == (first.starts_at, 0)
    assert event.occurrences.all()[1].starts_at == later + timedelta(days=7)


def test_an_extra_date_is_no_part_of_the_rule():
    event = announced(rrule=f"{WEEKLY};COUNT=2")
    extra = moving.add_occurrence(event, When(at(9), at(9, hour=20)), by=UserFactory())
    later = event.starts_at + timedelta(hours=1)

    changed(event, starts_at=later, ends_at=later + timedelta(hours=2))

    extra.refresh_from_db()
    assert (extra.starts_at, extra.is_cancelled) == (at(9), False)


def test_once_becomes_a_series_and_keeps_its_first_row():
    event = announced()
    only = event.occurrences.get()

    changed(event, rrule=f"{WEEKLY};COUNT=3")

    assert event.occurrences.first() == only
    assert event.occurrences.count() == 3


def test_a_moved_one_that_becomes_a_series_is_its_first_date():
    event = announced()
    only = event.occurrences.get()
    moving.move_occurrence(only, When(at(8), at(8, hour=20)), by=UserFactory())
    event.refresh_from_db()

    event = changed(event, rrule=f"{WEEKLY};COUNT=3")

    dates = list(event.occurrences.all())
    assert dates[0] == only
    assert [date.starts_at for date in dates] == [at(8), at(15), at(22)]


def test_a_first_date_that_the_rule_has_not_is_refused():
    with pytest.raises(RuleViolation) as refused:
        announcing.announce(
            make_content(rrule="FREQ=MONTHLY;BYDAY=-1MO", starts_at=_no_last_monday()),
            inviter=Inviter(Organiser.SPK),
            by=UserFactory(),
        )

    assert refused.value.code == "first_not_in_rule"


def _no_last_monday():
    days_on = next(n for n in range(1, 9) if berlin_date(at(n)).weekday() == 2)
    return at(days_on)
