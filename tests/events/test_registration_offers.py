"""The line moves up by itself; what nobody accepts in time goes on to the next."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commons.delivery.models import Delivery
from commons.errors import RuleViolation
from commons.notifications.models import Notification
from commons.notifications.services.expansion import expand
from commons.verbs.models import Happening
from events.calendar.models import Event, Occurrence, Registration
from events.calendar.registration_states import RegistrationState as S
from events.calendar.services import leaving, offers, telling
from participation.moderation.enums import Publication
from tests.factories.accounts import UserFactory
from tests.factories.events import at
from tests.factories.ideas import DecisionFactory
from tests.factories.registrations import make_registration, open_date, signed_up

pytestmark = pytest.mark.django_db


def again(row):
    return Registration.objects.get(pk=row.pk)


def taken(date):
    return Occurrence.objects.get(pk=date.pk).taken


def overdue(row):
    Registration.objects.filter(pk=row.pk).update(
        offered_until=timezone.now() - timedelta(minutes=1)
    )


def refused(action):
    with pytest.raises(RuleViolation) as caught:
        action()
    return caught.value.code


def test_the_first_in_line_who_fits_is_offered_the_seat():
    date = open_date(2, most_companions=1)
    leaver, _other = signed_up(date), signed_up(date)
    pair, alone, last = signed_up(date, party=2), signed_up(date), signed_up(date)

    leaving.cancel(leaver)

    assert [again(row).state for row in (pair, alone, last)] == [
        S.WAITING,
        S.OFFERED,
        S.WAITING,
    ]
    assert taken(date) == 2


def test_an_offered_seat_is_nobody_elses_until_the_answer():
    date = open_date(1)
    leaver, waiting = signed_up(date), signed_up(date)
    leaving.cancel(leaver)

    newcomer = signed_up(date)

    assert (again(waiting).state, newcomer.state) == (S.OFFERED, S.WAITING)


def test_saying_yes_keeps_the_seat_and_twice_changes_nothing():
    date = open_date(1)
    row = make_registration(date, state=S.OFFERED)

    offers.accept(row)
    offers.accept(row)

    assert (again(row).state, again(row).offered_until) == (S.HELD, None)
    assert taken(date) == 1


def test_a_day_to_answer_but_never_beyond_the_beginning():
    soon = timezone.now() + timedelta(hours=3)
    far, near = open_date(1), open_date(1, starts_at=soon)
    for date in (far, near):
        leaver, _waiting = signed_up(date), signed_up(date)
        leaving.cancel(leaver)

    until = {
        row.occurrence_id: row.offered_until
        for row in Registration.objects.filter(state=S.OFFERED)
    }
    assert until[near.pk] == near.starts_at
    left = until[far.pk] - timezone.now()
    assert timedelta(hours=23) < left <= timedelta(hours=24)


def test_an_offer_without_answer_goes_to_the_next():
    date = open_date(1)
    missed = make_registration(date, state=S.OFFERED)
    following = make_registration(date, state=S.WAITING)
    overdue(missed)

    assert offers.expire_all() == 1

    assert (again(missed).state, again(following).state) == (S.EXPIRED, S.OFFERED)
    assert (taken(date), offers.expire_all()) == (1, 0)


def test_too_late_is_too_late_even_before_the_clock_has_swept():
    row = make_registration(open_date(1), state=S.OFFERED)
    overdue(row)

    assert refused(lambda: offers.accept(row)) == "offer_over"


def test_what_is_called_off_is_neither_offered_nor_accepted():
    date = open_date(2)
    row = make_registration(date, state=S.OFFERED)
    waiting = make_registration(date, state=S.WAITING)
    Event.objects.update(cancelled_at=timezone.now())

    assert refused(lambda: offers.accept(row)) == "cancelled"
    assert (offers.sweep(), again(waiting).state) == (0, S.WAITING)


def test_an_offer_waits_while_the_desk_hides_the_event_and_is_renewed():
    date = open_date(1)
    row = make_registration(date, state=S.OFFERED)
    overdue(row)
    Event.objects.update(publication=Publication.HIDDEN, decision=DecisionFactory())

    assert (offers.expire_all(), again(row).state) == (0, S.OFFERED)

    Event.objects.update(publication=Publication.PUBLISHED)
    telling.tell_registered(date, telling.What.RESTORED, by=None)
    assert again(row).offered_until > timezone.now() + timedelta(hours=23)


def test_more_seats_let_the_line_move_up():
    date = open_date(1)
    signed_up(date)
    first, second, third = (signed_up(date) for _ in range(3))

    offers.resize(date, 3, by=UserFactory())

    assert [again(row).state for row in (first, second, third)] == [
        S.OFFERED,
        S.OFFERED,
        S.WAITING,
    ]


def test_nobody_loses_a_seat_when_there_are_to_be_fewer():
    date = open_date(2)
    for _ in range(2):
        signed_up(date)

    assert refused(lambda: offers.resize(date, 1, by=None)) == "below_taken"


def test_the_sweep_finds_what_became_free_by_another_way():
    date = open_date(1, starts_at=at(3))
    waiting = make_registration(date, state=S.WAITING)

    assert (offers.sweep(), again(waiting).state) == (1, S.OFFERED)
    assert offers.sweep() == 0


def test_who_is_offered_a_seat_hears_by_bell_and_by_one_mail():
    date, who = open_date(1), UserFactory()
    leaver = signed_up(date)
    row = signed_up(date, user=who)
    Delivery.objects.all().delete()

    leaving.cancel(leaver)
    expand(Happening.objects.get(verb="registration.offered").pk)

    assert Notification.objects.get(user=who).happening.verb == "registration.offered"
    mails = Delivery.objects.filter(to_user=who)
    assert [mail.params["mail"] for mail in mails] == ["offered"]
    assert mails.get().params["registration"] == row.pk
