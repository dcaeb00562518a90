"""Five hundred people want a hundred places in the same second: PostgreSQL decides."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection
from django.db.models import Sum

from events.calendar.models import Occurrence, Registration
from events.calendar.services import leaving, registering
from tests.factories.accounts import UserFactory
from tests.factories.registrations import entry, open_date, signed_up
from tests.participation.at_once import at_once

# Threads see only what is committed.
pytestmark = pytest.mark.usefixtures("own_database")

RUSH, PLACES, DOORS = 500, 100, 24


def rush(attempts):
    """All of them as fast as two cores can; `DOORS` are in the database at once."""

    def run(attempt):
        try:
            return attempt()
        finally:
            connection.close()

    with ThreadPoolExecutor(DOORS) as pool:
        return list(pool.map(run, attempts))


def taken(date):
    return Occurrence.objects.get(pk=date.pk).taken


def heads(date, state):
    rows = Registration.objects.filter(occurrence=date, state=state)
    return rows.aggregate(heads=Sum("party"))["heads"] or 0


def test_500_at_once_for_100_places_give_100_and_an_ordered_line():
    date = open_date(PLACES)
    people = [UserFactory() for _ in range(RUSH)]

    rows = rush([lambda who=who: signed_up(date, user=who) for who in people])

    held = [row for row in rows if row.state == "held"]
    line = list(Registration.objects.waiting().filter(occurrence=date))
    assert (len(held), len(line)) == (PLACES, RUSH - PLACES)
    assert (taken(date), heads(date, "held")) == (PLACES, PLACES)
    assert [row.place_in_line for row in line] == list(range(1, RUSH - PLACES + 1))
    assert [row.pk for row in line] == sorted(row.pk for row in line)


def test_parties_of_several_never_take_one_seat_too_many():
    date = open_date(PLACES, most_companions=4)
    people = [(UserFactory(), number % 5 + 1) for number in range(RUSH)]

    rush([lambda who=who, n=n: signed_up(date, user=who, party=n) for who, n in people])

    smallest = Registration.objects.waiting().order_by("party").first().party
    assert taken(date) == heads(date, "held")
    assert PLACES - smallest < taken(date) <= PLACES
    assert Registration.objects.filter(occurrence=date).count() == RUSH


def test_one_person_clicks_ten_times_at_once_and_has_one_seat():
    date, who, key = open_date(5), UserFactory(), uuid.uuid4()

    rows = at_once(
        *(
            lambda: registering.register(date, entry(), draft_id=key, by=who)
            for _ in range(10)
        )
    )

    assert len({row.pk for row in rows}) == 1
    assert taken(date) == 1


def test_one_person_in_ten_windows_at_once_has_one_seat():
    date, who = open_date(5), UserFactory()

    rows = at_once(*(lambda: signed_up(date, user=who) for _ in range(10)))

    assert len({row.pk for row in rows}) == 1
    assert taken(date) == 1


def test_seats_given_up_while_others_come_are_never_given_twice():
    date = open_date(10)
    leavers = [signed_up(date) for _ in range(10)]
    waiting = [signed_up(date) for _ in range(3)]

    at_once(
        *(lambda row=row: leaving.cancel(row) for row in leavers),
        *(lambda: signed_up(date) for _ in range(10)),
    )

    held, offered = heads(date, "held"), heads(date, "offered")
    assert taken(date) == held + offered <= 10
    assert {Registration.objects.get(pk=row.pk).state for row in waiting} == {"offered"}
    left_in_line = Registration.objects.waiting().filter(occurrence=date).count()
    assert held + offered + left_in_line == 13


def test_the_database_itself_refuses_one_too_many():
    date = open_date(1)
    signed_up(date)

    with pytest.raises(IntegrityError, match="occurrence_never_too_full"):
        Occurrence.objects.filter(pk=date.pk).update(taken=2)
