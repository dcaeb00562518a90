"""Punctuality is written down once, when a referral ends, and tells who took how long."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from commons.clock import berlin_today
from neighbourhood.deadlines.enums import ClockKind, Party
from neighbourhood.deadlines.services import due_after
from neighbourhood.departments.enums import DepartmentKind
from participation.ideas.enums import Case, Outcome
from participation.referrals.enums import Cause, ReferralState, ReturnReason
from participation.referrals.models import PunctualityFigure, ReferralClockEvent
from participation.referrals.services import (
    clocks,
    outcomes,
    passing,
    questions,
    referring,
    responding,
)
from participation.referrals.services.recalling import recall
from participation.referrals.services.responding import Said
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.referrals import ReferralFactory

pytestmark = pytest.mark.django_db

SAID = Said("Wir machen das.", Outcome.WILL_BE_DONE)
MONDAY = datetime(2027, 1, 11, 11, tzinfo=UTC)


def after(working_days):
    """Noon of the day that lies so many working days after the Monday."""
    day = due_after(MONDAY.date(), working_days).day
    return datetime(day.year, day.month, day.day, 11, tzinfo=UTC)


def referred(**fields):
    """By the service, on the Monday, and delivered at once."""
    with time_machine.travel(MONDAY, tick=False):
        department = DepartmentFactory(**fields)
        idea = IdeaFactory(case=Case.OPEN)
        (referral,) = referring.refer(
            idea, lead=department, cover_note="", by=make_staff()
        )
        outcomes.mark_sent(referral.delivery)
    referral.refresh_from_db()
    return referral


def at(working_days, act):
    with time_machine.travel(after(working_days), tick=False):
        return act()


def told(referral):
    rows = referral.clock_events.values_list("kind", "cause", "party")
    return [tuple(row) for row in rows]


def test_question_passed_on_books_each_day_on_whose_it_was():
    referral = referred()
    desk = make_staff()
    question = at(4, lambda: responding.ask(referral, text="Welche Seite?"))
    passed = at(6, lambda: passing.pass_on(question, text="Welche Seite?", by=desk))
    at(13, lambda: passing.reply(passed, text="Die Nordseite.", by=None))
    at(14, lambda: questions.answer_question(question, text="Nord.", by=desk))
    at(27, lambda: responding.state(referral, SAID))

    figure = PunctualityFigure.objects.get()
    assert (figure.amt_days, figure.spk_days, figure.resident_days) == (17, 3, 7)
    assert figure.due_on == after(30).date()
    assert (figure.is_on_time, figure.first_due_on) == (True, after(20).date())
    assert told(referral) == [
        (ClockKind.START, Cause.REFERRED, Party.AMT),
        (ClockKind.PAUSE, Cause.QUESTION, Party.SPK),
        (ClockKind.PAUSE, Cause.PASSED_ON, Party.RESIDENT),
        (ClockKind.PAUSE, Cause.REPLIED, Party.SPK),
        (ClockKind.RESUME, Cause.ANSWERED, Party.AMT),
        (ClockKind.STOP, Cause.STATED, Party.NOBODY),
    ]
    resumed = referral.clock_events.get(kind=ClockKind.RESUME)
    assert (resumed.working_days, resumed.due_on) == (10, after(30).date())


def test_silent_resident_costs_the_amt_nothing_and_the_spk_the_rest():
    referral = referred()
    question = at(2, lambda: responding.ask(referral, text="Wo?"))
    at(2, lambda: passing.pass_on(question, text="Wo?", by=make_staff()))
    at(30, lambda: passing.end_silent(berlin_today()))
    at(31, lambda: responding.state(referral, SAID))

    figure = PunctualityFigure.objects.get()
    assert (figure.amt_days, figure.resident_days, figure.spk_days) == (2, 10, 19)
    assert figure.is_on_time


@pytest.mark.parametrize(("days", "is_on_time"), ((20, True), (21, False)))
def test_on_the_due_date_is_on_time(days, is_on_time):
    referral = referred()

    at(days, lambda: responding.state(referral, SAID))

    figure = PunctualityFigure.objects.get()
    assert (figure.is_on_time, figure.amt_days) == (is_on_time, days)


def test_extension_counts_as_on_time():
    referral = referred()

    def extend():
        clocks.grant_extension(referral, until=after(40).date(), at=timezone.now())
        referral.save(update_fields=clocks.CLOCK_FIELDS)

    at(10, extend)
    at(40, lambda: responding.state(referral, SAID))

    figure = PunctualityFigure.objects.get()
    assert (figure.is_on_time, figure.is_extended) == (True, True)
    assert (figure.first_due_on, figure.due_on) == (after(20).date(), after(40).date())


@pytest.mark.parametrize(("days", "is_on_time"), ((19, None), (21, False)))
def test_recalled_ones_tell_only_whether_they_were_late(days, is_on_time):
    referral = referred()

    at(days, lambda: recall(referral, by=make_staff()))

    figure = PunctualityFigure.objects.get()
    assert (figure.ended_as, figure.is_on_time) == ("recalled", is_on_time)


def test_first_reaction_is_kept_beside_the_day_it_was_due():
    referral = referred(first_reaction_days=3)
    at(5, lambda: responding.acknowledge(referral))
    at(6, lambda: responding.state(referral, SAID))

    figure = PunctualityFigure.objects.get()
    assert figure.reaction_due_on == after(3).date()
    assert figure.reacted_on == after(5).date()


def test_transfer_starts_with_the_whole_time_and_counts_the_desks_days():
    referral = referred()
    at(
        4,
        lambda: responding.return_(
            referral, reason=ReturnReason.NOT_RESPONSIBLE, text=""
        ),
    )
    (second,) = at(
        7,
        lambda: referring.refer(
            referral.idea, lead=DepartmentFactory(), cover_note="", by=make_staff()
        ),
    )
    at(7, lambda: outcomes.mark_sent(second.delivery))
    at(9, lambda: responding.state(second, SAID))

    figure = PunctualityFigure.objects.get(referral=second)
    assert (figure.desk_days, figure.amt_days) == (3, 2)
    assert figure.due_on == after(27).date()
    assert told(second)[0] == (ClockKind.START, Cause.TRANSFERRED, Party.AMT)


def test_body_outside_the_district_has_neither_clock_nor_figure():
    referral = referred(kind=DepartmentKind.EXTERN)

    at(30, lambda: responding.state(referral, SAID))

    assert not ReferralClockEvent.objects.exists()
    assert not PunctualityFigure.objects.exists()
    assert referral.due_day == after(20).date()


def test_what_never_reached_a_department_has_no_figure():
    referral = ReferralFactory(state=ReferralState.FAILED)

    recall(referral, by=make_staff())

    assert not PunctualityFigure.objects.exists()


def test_referral_from_before_events_were_kept_is_counted_from_its_day():
    with time_machine.travel(MONDAY, tick=False):
        referral = ReferralFactory()

    at(6, lambda: responding.state(referral, SAID))

    assert PunctualityFigure.objects.get().amt_days == 6


@pytest.mark.parametrize("change", ("update", "delete"))
@pytest.mark.parametrize("model", (PunctualityFigure, ReferralClockEvent))
def test_database_refuses_to_change_what_was_written(model, change):
    referral = referred()
    at(6, lambda: responding.state(referral, SAID))
    rows = model.objects.all()

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        rows._raw_delete(rows.db) if change == "delete" else rows.update(
            due_on=date(2030, 1, 1)
        )

    assert rows.count() > 0
