"""Registering without an account: a mailed code makes it count."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from commons.delivery import services as delivery
from commons.delivery.models import Delivery
from commons.errors import RuleViolation
from events.calendar.models import Event, Occurrence, Registration
from events.calendar.registration_states import RegistrationState as S
from events.calendar.services import registering
from events.calendar.services.proving import Answer, prove
from events.calendar.services.registration_codes import RENDERER
from tests.factories.accounts import UserFactory
from tests.factories.registrations import entry, fill, make_registration, open_date

pytestmark = pytest.mark.django_db

ADDRESS = "erika@example.org"


def begin(date, key=None, address=ADDRESS, **fields):
    key = key or uuid.uuid4()
    registering.begin(date, entry(email=address, **fields), draft_id=key)
    return key


def code_of(key):
    row = Registration.objects.get(draft_id=key)
    sent = Delivery.objects.get(key=f"{RENDERER}:{row.pk}:{row.code_count}")
    return delivery.body_of(sent)["code"]


def taken(date):
    return Occurrence.objects.get(pk=date.pk).taken


def later(key, **times):
    before = timezone.now() - timedelta(**times)
    Registration.objects.filter(draft_id=key).update(code_sent_at=before)


def test_a_seat_is_taken_only_when_the_code_is_entered():
    date = open_date(1)
    key = begin(date)
    assert (taken(date), Delivery.objects.get().to_address) == (0, ADDRESS)

    answer, row = prove(key, code_of(key))

    assert (answer, row.state, taken(date)) == (Answer.RIGHT, S.HELD, 1)


def test_the_code_may_be_typed_with_blanks_and_twice():
    date = open_date()
    key = begin(date)
    code = code_of(key)

    first = prove(key, f" {code[:3]} {code[3:]} ")
    second = prove(key, code)

    assert (first[0], second[0], first[1]) == (Answer.RIGHT, Answer.RIGHT, second[1])
    assert taken(date) == 1


def test_whoever_is_too_late_for_a_seat_waits():
    date = open_date(1)
    key = begin(date)
    fill(date)

    answer, row = prove(key, code_of(key))

    assert (answer, row.state, row.place_in_line) == (Answer.RIGHT, S.WAITING, 1)


def test_five_wrong_codes_spend_it():
    key = begin(open_date())
    wrong = "000000" if code_of(key) != "000000" else "111111"

    answers = [prove(key, wrong)[0] for _ in range(5)]

    assert answers == [*[Answer.WRONG] * 4, Answer.SPENT]
    assert prove(key, code_of(key))[0] == Answer.SPENT


def test_a_code_ends_after_a_quarter_of_an_hour():
    key = begin(open_date())
    code = code_of(key)
    later(key, minutes=16)

    assert prove(key, code)[0] == Answer.EXPIRED


def test_no_code_fits_a_form_that_nobody_sent():
    assert prove(uuid.uuid4(), "123456") == (Answer.UNKNOWN, None)


def test_a_second_click_sends_no_second_mail():
    date, key = open_date(), uuid.uuid4()
    begin(date, key)
    begin(date, key)

    assert (Delivery.objects.count(), Registration.objects.count()) == (1, 1)


def test_a_slip_in_the_address_is_mended_and_the_old_code_opens_nothing():
    date = open_date()
    key = begin(date, address="erkia@example.org")
    old = code_of(key)
    begin(date, key)

    assert prove(key, old)[0] == Answer.WRONG
    assert prove(key, code_of(key))[1].email == ADDRESS


def test_the_same_address_twice_has_one_seat_and_learns_of_it_by_the_code_alone():
    date = open_date(5)
    first = begin(date)
    _answer, held = prove(first, code_of(first))
    second = begin(date)

    answer, row = prove(second, code_of(second))

    assert (answer, row, taken(date)) == (Answer.RIGHT, held, 1)
    assert prove(second, code_of(second)) == (Answer.RIGHT, held)


def test_a_proven_address_with_an_account_is_that_accounts():
    date, who = open_date(), UserFactory(email=ADDRESS)
    key = begin(date, address=ADDRESS.upper())

    assert prove(key, code_of(key))[1].user == who


def test_whoever_holds_a_seat_by_account_gets_it_back():
    date, who = open_date(), UserFactory(email=ADDRESS)
    held = make_registration(date, user=who)
    key = begin(date)

    assert prove(key, code_of(key)) == (Answer.RIGHT, held)


def test_five_codes_an_hour_go_to_an_address():
    date = open_date()
    for _ in range(5):
        begin(date)

    with pytest.raises(RuleViolation) as caught:
        begin(date)

    assert caught.value.code == "too_many_codes"


def test_another_code_ends_the_one_before():
    key = begin(open_date())
    old = code_of(key)
    later(key, minutes=2)
    registering.resend(key)

    assert prove(key, old)[0] == Answer.WRONG
    assert prove(key, code_of(key))[0] == Answer.RIGHT


def test_where_registering_was_closed_meanwhile_the_right_code_says_so():
    date = open_date()
    key = begin(date)
    Event.objects.update(registration_closes_at=timezone.now())

    with pytest.raises(RuleViolation) as caught:
        prove(key, code_of(key))

    assert (caught.value.code, taken(date)) == ("over", 0)
