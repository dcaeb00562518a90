"""Who registered is forgotten in time; a deleted account frees its seats."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commons.clock import berlin_today
from commons.links.models import SignedLink
from commons.owndata import entry_for
from commons.terms.services import change
from events.calendar import keys
from events.calendar.models import (
    Occurrence,
    Registration,
    RegistrationTerms,
    Turnout,
)
from events.calendar.queries.registrations import turnout_of
from events.calendar.registration_states import RegistrationState as S
from events.calendar.services import checking_in, forgetting
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.registrations import make_registration, open_date, signed_up

pytestmark = pytest.mark.django_db


def taken(date):
    return Occurrence.objects.get(pk=date.pk).taken


def long_past(date):
    day = timezone.now() - timedelta(days=60)
    Occurrence.objects.filter(pk=date.pk).update(
        starts_at=day, ends_at=day + timedelta(hours=2)
    )
    rows = Registration.objects.filter(occurrence=date)
    rows.update(forget_on=berlin_today() - timedelta(days=1))


def test_the_day_of_forgetting_follows_the_rules_of_the_house():
    date = open_date()
    change(
        RegistrationTerms,
        {"keep_days": 5},
        by=make_staff(),
        verb="registration.terms_changed",
    )

    row = signed_up(date)

    assert row.forget_on == date.ends_at.date() + timedelta(days=5)


def test_after_its_day_only_figures_stay():
    date = open_date(most_companions=2)
    row = signed_up(date, party=3)
    make_registration(date, state=S.WAITING, party=2)
    checking_in.check_in(row, by=UserFactory(), came=2)
    long_past(date)

    assert forgetting.forget_old() == 2

    figures = turnout_of(date)
    assert (figures.registered, figures.came, figures.waiting) == (3, 2, 2)
    assert (Registration.objects.count(), taken(date)) == (0, 0)
    assert forgetting.forget_old() == 0
    assert Turnout.objects.count() == 1


def test_what_is_still_to_come_is_not_forgotten():
    signed_up(open_date())

    assert forgetting.forget_old() == 0


def test_the_key_of_a_deleted_registration_opens_nothing():
    date = open_date()
    row = signed_up(date)
    link = keys.link_for(row)
    long_past(date)

    forgetting.forget_old()

    assert SignedLink.objects.get(pk=link.pk).revoked_at is not None


def test_codes_that_nobody_entered_go_after_a_day():
    make_registration(
        state=S.UNPROVEN, code_sent_at=timezone.now() - timedelta(hours=25)
    )
    kept = make_registration(state=S.UNPROVEN)

    assert forgetting.forget_old() == 1
    assert Registration.objects.get() == kept


def test_a_deleted_account_frees_its_seat_for_who_waits():
    date, who = open_date(1), UserFactory()
    signed_up(date, user=who)
    waiting = signed_up(date)

    entry_for(Registration).erase_for(who)

    assert Registration.objects.get().pk == waiting.pk
    assert (Registration.objects.get().state, taken(date)) == (S.OFFERED, 1)


def test_what_a_person_registered_without_the_account_is_theirs_too():
    who = UserFactory()
    make_registration(email=who.email)

    (known,) = entry_for(Registration).rows_of(who)
    entry_for(Registration).erase_for(who)

    assert known["email"] == who.email
    assert Registration.objects.count() == 0


def test_who_let_people_in_is_forgotten_and_they_are_not():
    date, helper = open_date(), UserFactory()
    row = checking_in.check_in(signed_up(date), by=helper)

    entry_for(Registration).erase_for(helper)

    kept = Registration.objects.get(pk=row.pk)
    assert (kept.checked_in_by, kept.came) == (None, 1)


def test_past_dates_of_a_deleted_account_keep_their_figures():
    date, who = open_date(), UserFactory()
    checking_in.check_in(signed_up(date, user=who), by=UserFactory())
    long_past(date)

    entry_for(Registration).erase_for(who)

    assert turnout_of(date).came == 1


def test_somebody_elses_rows_are_neither_shown_nor_erased():
    who = UserFactory()
    make_registration()

    assert list(entry_for(Registration).rows_of(who)) == []
    entry_for(Registration).erase_for(who)
    assert Registration.objects.count() == 1
