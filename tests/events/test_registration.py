"""Registering with an account, changing it, not coming, and being let in."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from commons.accounts.visitors import Visitor
from commons.errors import RuleViolation
from events.calendar.models import Occurrence, Registration
from events.calendar.queries.registrations import (
    mine,
    of_occurrence,
    place_of,
    standing,
    turnout_of,
)
from events.calendar.registration_states import (
    LIVE,
    MAY_FOLLOW,
    WAITING,
    FieldKind,
    RegistrationState as S,
)
from events.calendar.services import changing, checking_in, fields, leaving, registering
from events.calendar.tickets import ticket_of
from participation.moderation.enums import Publication
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, at
from tests.factories.registrations import (
    entry,
    fill,
    make_field,
    make_registration,
    open_date,
    signed_up,
)

pytestmark = pytest.mark.django_db


def again(row):
    return Registration.objects.get(pk=row.pk)


def taken(date):
    return Occurrence.objects.get(pk=date.pk).taken


def refused(action):
    with pytest.raises(RuleViolation) as caught:
        action()
    return caught.value.code


def test_whoever_may_still_wait_has_an_end_to_it():
    assert {state for state in LIVE if state != S.HELD} <= set(WAITING)
    assert not MAY_FOLLOW[S.CANCELLED] | MAY_FOLLOW[S.EXPIRED]


def test_whoever_comes_first_has_seats_and_the_next_waits():
    date = open_date(3, most_companions=2)

    first, second = signed_up(date, party=3), signed_up(date)

    assert (first.state, second.state) == (S.HELD, S.WAITING)
    assert (taken(date), place_of(second), place_of(first)) == (3, 1, 0)


def test_a_party_that_does_not_fit_waits_while_one_alone_gets_the_seat():
    date = open_date(3, most_companions=2)
    signed_up(date, party=2)

    party, alone = signed_up(date, party=2), signed_up(date)

    assert (party.state, alone.state) == (S.WAITING, S.HELD)


def test_without_a_limit_everybody_has_a_seat():
    date = open_date(None)

    rows = [signed_up(date) for _ in range(3)]

    assert {row.state for row in rows} == {S.HELD}
    assert (taken(date), standing(date).free) == (3, None)


def test_the_same_form_twice_is_one_registration():
    date, who, key = open_date(), UserFactory(), uuid.uuid4()

    first = registering.register(date, entry(), draft_id=key, by=who)
    second = registering.register(date, entry(party=1), draft_id=key, by=who)

    assert (second.pk, taken(date)) == (first.pk, 1)


def test_whoever_registered_without_the_account_keeps_that_seat():
    date, who = open_date(), UserFactory()
    guest = make_registration(date, email=who.email)

    row = signed_up(date, user=who)

    assert (row.pk, again(guest).user, taken(date)) == (guest.pk, who, 1)


def test_the_key_of_somebody_elses_form_opens_nothing():
    date, key = open_date(), uuid.uuid4()
    registering.register(date, entry(), draft_id=key, by=UserFactory())

    code = refused(
        lambda: registering.register(date, entry(), draft_id=key, by=UserFactory())
    )

    assert (code, taken(date)) == ("key_taken", 1)


CLOSED = {
    "not_taken": {"takes_registrations": False},
    "not_yet": {"registration_opens_at": at(2)},
    "over": {"registration_closes_at": at(-1)},
    "cancelled": {"cancelled_at": timezone.now()},
    "not_public": {"publication": Publication.SUBMITTED},
    "past": {"starts_at": at(-1)},
}


@pytest.mark.parametrize("code", CLOSED)
def test_nobody_registers_where_it_is_closed(code):
    values = {"takes_registrations": True, **CLOSED[code]}
    date = EventFactory(capacity=5, **values).occurrences.get()

    found = refused(lambda: signed_up(date))

    assert (found, standing(date).code, taken(date)) == (code, code, 0)


def test_more_companions_than_allowed_are_refused():
    date = open_date(most_companions=1)

    assert refused(lambda: signed_up(date, party=3)) == "too_many_companions"
    assert refused(lambda: signed_up(date, party=0)) == "too_many_companions"


def test_consent_is_kept_in_the_words_that_were_agreed_to():
    date = open_date(consent_text="Wir machen Fotos.")

    assert refused(lambda: signed_up(date)) == "consent"

    row = signed_up(date, has_consent=True)
    assert (row.consent_text, row.consented_at is not None) == (
        "Wir machen Fotos.",
        True,
    )


def test_a_needed_answer_is_needed_and_no_is_an_answer():
    date = open_date()
    asked = make_field(date.event, kind=FieldKind.YESNO, is_required=True)

    assert refused(lambda: signed_up(date)) == "answer_missing"

    row = signed_up(date, answers={str(asked.pk): False})
    assert row.answers == {str(asked.pk): False}


def test_coming_with_fewer_gives_seats_to_who_waits():
    date = open_date(3, most_companions=2)
    row, waiting = signed_up(date, party=3), signed_up(date)

    changing.change(row, entry(name="Neu", party=2))

    assert (again(row).party, again(row).name) == (2, "Neu")
    assert (again(waiting).state, taken(date)) == (S.OFFERED, 3)


def test_coming_with_more_needs_room():
    date = open_date(3, most_companions=3)
    row = signed_up(date, party=2)
    make_registration(date)

    assert refused(lambda: changing.change(row, entry(party=3))) == "no_room"
    assert (again(row).party, taken(date)) == (2, 3)


def test_cancelling_frees_the_seat_and_twice_changes_nothing():
    date = open_date(1)
    row, waiting = signed_up(date), signed_up(date)

    leaving.cancel(row)
    leaving.cancel(row)

    assert (again(row).state, again(waiting).state) == (S.CANCELLED, S.OFFERED)
    assert taken(date) == 1


def test_after_cancelling_one_may_register_anew_at_the_end_of_the_line():
    date, who = open_date(1), UserFactory()
    leaving.cancel(signed_up(date, user=who))
    fill(date)

    row = signed_up(date, user=who)

    assert row.state == S.WAITING


def test_what_has_begun_is_not_cancelled():
    row = make_registration(open_date())
    Occurrence.objects.update(
        starts_at=timezone.now() - timedelta(hours=1),
        ends_at=timezone.now() + timedelta(hours=1),
    )

    assert refused(lambda: leaving.cancel(row)) == "begun"
    assert refused(lambda: changing.change(row, entry())) == "begun"


def test_who_is_struck_off_is_told_and_the_seat_is_free():
    date, organiser = open_date(1), UserFactory()
    row = signed_up(date)

    leaving.dismiss(row, by=organiser)

    assert (again(row).state, again(row).is_dismissed) == (S.CANCELLED, True)
    assert taken(date) == 0


def test_checking_in_counts_heads_and_can_be_undone():
    date, helper = open_date(most_companions=2), UserFactory()
    row = signed_up(date, party=3)

    checking_in.check_in(row, by=helper, came=2)
    checking_in.check_in(row, by=helper, came=2)

    assert (again(row).came, again(row).checked_in_by) == (2, helper)
    assert (turnout_of(date).registered, turnout_of(date).came) == (3, 2)
    checking_in.undo(row, by=helper)
    assert (again(row).came, again(row).checked_in_at) == (None, None)


def test_whoever_has_no_seat_is_not_checked_in():
    date = open_date(1)
    signed_up(date)
    waiting = signed_up(date)

    code = refused(lambda: checking_in.check_in(waiting, by=UserFactory()))

    assert code == "not_held"


def test_a_ticket_names_one_registration_of_one_date():
    date, other = open_date(), open_date()
    row = signed_up(date)

    assert checking_in.by_ticket(date, ticket_of(row)) == row
    assert checking_in.by_ticket(other, ticket_of(row)) is None
    assert checking_in.by_ticket(date, f"{row.pk}.forged") is None
    assert checking_in.by_ticket(date, "") is None


def test_questions_are_replaced_in_order_and_take_their_answers_along():
    date = open_date()
    old = make_field(date.event, "Alt")
    row = signed_up(date, answers={str(old.pk): "ja"})

    kept = fields.save(
        date.event,
        [
            fields.Wanted("Menü", FieldKind.CHOICE, options=("A", "B", "A")),
            fields.Wanted("Wie alt?", FieldKind.NUMBER),
        ],
        by=UserFactory(),
    )

    assert [(one.label, one.position, one.options) for one in kept] == [
        ("Menü", 0, ["A", "B"]),
        ("Wie alt?", 1, []),
    ]
    assert again(row).answers == {}


def test_what_is_answered_keeps_its_kind():
    date = open_date()
    asked = make_field(date.event)
    signed_up(date, answers={str(asked.pk): "Kuchen"})
    wanted = fields.Wanted("Neu", FieldKind.NUMBER, pk=asked.pk)

    assert refused(lambda: fields.save(date.event, [wanted], by=None)) == (
        "field_answered"
    )


@pytest.mark.parametrize("count", (1, 30))
def test_the_organisers_list_is_one_query(count, django_assert_num_queries):
    date = open_date(None)
    for _ in range(count):
        make_registration(date)

    with django_assert_num_queries(1):
        rows = list(of_occurrence(date))

    assert len(rows) == count


def test_the_list_has_seats_before_offers_and_the_line_in_its_order():
    date = open_date(None)
    waiting = [make_registration(date, state=S.WAITING) for _ in range(2)]
    offered = make_registration(date, state=S.OFFERED)
    held = make_registration(date)
    make_registration(date, state=S.UNPROVEN)

    assert list(of_occurrence(date)) == [held, offered, *waiting]


def test_one_sees_what_stands_and_nothing_of_others():
    date, who = open_date(), UserFactory()
    row = signed_up(date, user=who)

    assert mine(date, Visitor(user=who)) == row
    assert mine(date, Visitor(user=UserFactory())) is None
