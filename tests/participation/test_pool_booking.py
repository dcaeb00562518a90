"""Booking: asked, held, answered, never double."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from commons.errors import RuleViolation
from commons.verbs.models import Happening
from participation.pool import workflow
from participation.pool.enums import BookingState, ResourceKind
from participation.pool.models import Booking, BusyTime, CalendarSource, Hold
from participation.pool.rules import MOST_WAITING
from participation.pool.services import booking as bookings, tending
from participation.pool.services.booking import Extent, TimeTaken, book
from participation.pool.spans import Span
from tests.factories.accounts import UserFactory
from tests.factories.pool import OfferFactory, make_booking, on_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return OfferFactory()


def attempt(offer, during, **more):
    """The code of the rule that says no, or the booking."""
    try:
        return make_booking(offer, during=during, **more)
    except RuleViolation as violation:
        return violation.code


def test_a_time_is_held_from_the_first_moment(room):
    booking = make_booking(room)

    hold = Hold.objects.get(booking=booking)
    assert (booking.state, hold.piece) == (BookingState.REQUESTED, 1)
    assert Span.of_range(hold.during) == Span(booking.starts_at, booking.ends_at)
    assert Happening.objects.filter(verb="booking.requested").count() == 1


def test_the_second_is_told_kindly_with_free_times_near(room):
    make_booking(room, during=on_day(begins=10, ends=12))

    with pytest.raises(TimeTaken) as refused:
        make_booking(room, during=on_day(begins=11, ends=13))

    assert refused.value.code == "time_taken"
    assert refused.value.near[0] == on_day(begins=12, ends=14)
    assert len(refused.value.near) == 3
    assert Booking.objects.count() == 1


def test_one_may_begin_where_another_ends(room):
    make_booking(room, during=on_day(begins=10, ends=12))

    after = make_booking(room, during=on_day(begins=12, ends=14))

    assert after.state == BookingState.REQUESTED


def test_the_database_itself_refuses_a_double_hold(room):
    booking = make_booking(room)

    with pytest.raises(IntegrityError, match="hold_never_double"), transaction.atomic():
        Hold.objects.create(
            booking=make_booking(room, during=on_day(days=8)),
            offer=room,
            piece=1,
            during=(booking.starts_at, booking.ends_at),
        )


def test_of_several_pieces_each_is_lent_once():
    tables = OfferFactory(kind=ResourceKind.TOOL, is_bookable=True, quantity=10)
    make_booking(tables, extent=Extent(quantity=7))

    refused = attempt(tables, on_day(), extent=Extent(quantity=4))
    fitting = make_booking(tables, extent=Extent(quantity=3))

    assert refused == "time_taken"
    assert sorted(fitting.holds.values_list("piece", flat=True)) == [8, 9, 10]


def test_the_same_form_sent_twice_is_one_booking(room):
    key, person = uuid.uuid4(), UserFactory()

    def send(by):
        return book(room, during=on_day(), purpose="Chor", draft_id=key, by=by)

    first, again = send(person), send(person)

    assert first == again
    with pytest.raises(RuleViolation) as refused:
        send(UserFactory())
    assert refused.value.code == "key_taken"


@pytest.mark.parametrize(
    ("during", "code"),
    (
        (on_day(days=-1), "past"),
        (on_day(days=400), "too_far"),
        (Span(on_day(2).starts_at, on_day(40).ends_at), "too_long"),
        (on_day(begins=7, ends=9), "outside_hours"),
        (on_day(begins=19, ends=21), "outside_hours"),
        (Span(on_day(3).starts_at, on_day(4).ends_at), "outside_hours"),
        (on_day(days=70), "outside_hours"),
    ),
)
def test_what_does_not_fit_is_refused(during, code):
    room = OfferFactory(
        opens_at="09:00", closes_at="20:00", until_on=on_day(60).first_day
    )
    room.refresh_from_db()

    assert attempt(room, during) == code


def test_weekdays_hold_for_fetching_and_bringing_back():
    week = on_day(7)
    day = week.first_day.isoweekday()
    cart = OfferFactory(kind=ResourceKind.VEHICLE, is_bookable=True, weekdays=[day])

    over_a_week = Span(week.starts_at, on_day(14).ends_at)

    assert attempt(cart, on_day(8)) == "outside_hours"
    assert attempt(cart, over_a_week).state == BookingState.REQUESTED


def test_the_houses_own_calendar_counts_as_taken(room):
    source = CalendarSource.objects.create(
        offer=room, sealed_url=b"x", host="example.org", entered_at=timezone.now()
    )
    BusyTime.objects.create(source=source, offer=room, during=on_day().as_range)

    assert attempt(room, on_day(begins=11, ends=13)) == "time_taken"
    assert attempt(room, on_day(begins=12, ends=13)).state == BookingState.REQUESTED


def test_what_the_house_enters_itself_stands_at_once(room):
    booking = make_booking(room, by=room.author, extent=Extent(is_own=True))

    assert booking.state == BookingState.CONFIRMED
    assert Happening.objects.filter(verb="booking.entered").count() == 1


@pytest.mark.parametrize("state", BookingState)
@pytest.mark.parametrize("following", BookingState)
def test_states_follow_each_other_as_the_table_says(room, state, following):
    booking = make_booking(room, state=state)
    acts = {
        BookingState.CONFIRMED: lambda: bookings.confirm(booking, by=room.author),
        BookingState.DECLINED: lambda: bookings.decline(
            booking, reason="Wir bauen um.", by=room.author
        ),
        BookingState.CANCELLED: lambda: bookings.cancel(
            booking, reason="", by=booking.by
        ),
        BookingState.LAPSED: lambda: bookings.lapse(booking),
    }
    if following not in acts:
        assert not any(following in after for after in workflow.MAY_FOLLOW.values())
        return

    if following in workflow.MAY_FOLLOW[state]:
        acts[following]()
        booking.refresh_from_db()
        assert (booking.state, booking.sequence) == (following, 1)
        assert booking.holds.exists() == (following in workflow.HOLDING)
    else:
        with pytest.raises(RuleViolation) as refused:
            acts[following]()
        assert refused.value.code == "booking_transition"


def test_every_state_is_reached_and_waiting_ends():
    reached = {
        workflow.INITIAL,
        *(s for all_ in workflow.MAY_FOLLOW.values() for s in all_),
    }

    assert reached == set(BookingState)
    assert set(workflow.WAITING) == {BookingState.REQUESTED}


def test_a_declined_time_is_free_again(room):
    booking = make_booking(room)
    bookings.decline(booking, reason="Da ist Yoga.", by=room.author)

    assert make_booking(room).state == BookingState.REQUESTED


def test_what_has_begun_is_not_called_off(room):
    booking = make_booking(room, during=on_day(days=1))

    meanwhile = on_day(days=1, begins=11).starts_at
    with (
        time_machine.travel(meanwhile, tick=False),
        pytest.raises(RuleViolation) as refused,
    ):
        bookings.cancel(booking, reason="", by=booking.by)

    assert refused.value.code == "begun"


def test_a_request_nobody_answers_lapses_and_frees_the_time(room):
    booking = make_booking(room, during=on_day(days=20))
    early = tending.lapse_all()

    with time_machine.travel(timezone.now() + timedelta(days=7, hours=1), tick=False):
        late = tending.lapse_all()

    booking.refresh_from_db()
    assert (early, late, booking.state) == (0, 1, BookingState.LAPSED)
    assert not booking.holds.exists()


def test_a_request_for_tomorrow_lapses_when_it_begins(room):
    booking = make_booking(room, during=on_day(days=1))

    assert booking.answer_by == booking.starts_at


def test_nobody_takes_all_dates_at_once(room):
    person = UserFactory()
    for number in range(MOST_WAITING):
        make_booking(room, during=on_day(days=number + 2), by=person)

    assert attempt(room, on_day(days=50), by=person) == "too_many_waiting"


def test_who_leaves_calls_off_what_is_to_come(room):
    person = UserFactory()
    booking = make_booking(room, by=person)

    tending.forget_person(person)

    booking.refresh_from_db()
    assert (booking.state, booking.by, booking.purpose) == ("cancelled", None, "")
    assert not booking.holds.exists()


def test_names_leave_bookings_of_years_ago(room):
    booking = make_booking(room)

    with time_machine.travel(timezone.now() + timedelta(days=750), tick=False):
        forgotten = tending.forget_old()
        again = tending.forget_old()

    booking.refresh_from_db()
    assert (forgotten, again, booking.by, booking.purpose) == (1, 0, None, "")
