"""What changes reaches those who come, and every calendar."""

from datetime import timedelta

import pytest
import time_machine

from commons.errors import RuleViolation
from commons.verbs.models import Happening
from events.calendar.models import Event
from events.calendar.registration_states import RegistrationState
from events.calendar.services import announcing, cancelling, moving
from events.calendar.services.contents import content_of
from events.calendar.services.moving import When
from participation.moderation import services as moderation
from participation.moderation.enums import Verdict
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.events import EventFactory, at, make_content
from tests.factories.networks import make_house
from tests.factories.registrations import open_date, signed_up
from tests.participation.deciding import ruling

pytestmark = pytest.mark.django_db


def told():
    """What those registered were told, in order."""
    rows = Happening.objects.filter(verb="registration.told").order_by("pk")
    return [row.params["what"] for row in rows]


def changed(event, **fields):
    content = content_of(event)
    said = {name: getattr(content, name) for name in content.__dataclass_fields__}
    event = announcing.change(
        event,
        make_content(**(said | fields)),
        version=event.version,
        by=UserFactory(),
    )
    event.refresh_from_db()
    return event


def fresh(date):
    date.refresh_from_db()
    return date


def test_another_time_is_told_once_and_counted_once():
    date = open_date()
    signed_up(date)
    later = date.starts_at + timedelta(hours=1)

    changed(date.event, starts_at=later, ends_at=later + timedelta(hours=2))

    assert (told(), fresh(date).sequence, date.starts_at) == (["moved"], 1, later)
    assert date.registrations.get().state == RegistrationState.HELD


@pytest.mark.parametrize(
    ("fields", "news", "sequence"),
    (
        ({"place_text": "Im Garten"}, ["changed"], 1),
        ({"title": "Offener Garten"}, ["changed"], 1),
        ({"bring": "Eine Tasse"}, ["changed"], 1),
        ({"text": "Wir pflanzen auch."}, [], 1),
        ({"audience": ["families"]}, [], 0),
        ({}, [], 0),
    ),
)
def test_what_matters_is_told_and_what_calendars_show_is_counted(
    fields, news, sequence
):
    date = open_date(actor=make_house())
    signed_up(date)

    changed(date.event, **fields)

    assert (told(), fresh(date).sequence) == (news, sequence)


def test_what_the_desk_reads_first_is_told_after_that():
    date = open_date(actor=make_house(is_verified=False))
    signed_up(date)

    event = changed(date.event, place_text="Im Garten")
    before = told()
    moderation.decide_directly(
        event, by=make_staff(), **ruling(Verdict.PUBLISH, version=event.version)
    )

    assert (event.publication, before, told()) == ("submitted", [], ["changed"])


def test_calling_off_reaches_everybody_and_their_calendars():
    date = open_date()
    signed_up(date)

    cancelling.cancel_event(date.event, reason="Sturm", by=UserFactory())

    event = Event.objects.get(pk=date.event_id)
    assert (event.is_cancelled, event.cancel_reason) == (True, "Sturm")
    assert (fresh(date).is_cancelled, date.sequence) == (True, 1)
    assert told() == ["called_off"]
    assert Event.objects.listed().get() == event


def test_one_date_is_called_off_and_the_others_stay():
    event = EventFactory(actor=make_house())
    event = changed(event, rrule="FREQ=WEEKLY;COUNT=3")
    first, second, third = event.occurrences.all()

    cancelling.cancel_occurrence(second, reason="", by=UserFactory())

    states = [fresh(date).is_cancelled for date in (first, second, third)]
    assert states == [False, True, False]
    assert not Event.objects.get(pk=event.pk).is_cancelled


def test_a_moved_date_keeps_seats_name_and_place_in_its_series():
    date = open_date()
    signed_up(date)
    uid, original = date.uid, date.original_starts_at

    moving.move_occurrence(
        date, When(at(9), at(9, hour=20), "Im Garten"), by=UserFactory()
    )

    assert (fresh(date).uid, date.original_starts_at) == (uid, original)
    assert (date.starts_at, date.place, date.taken) == (at(9), "Im Garten", 1)
    assert (date.sequence, date.is_moved, told()) == (1, True, ["moved"])
    assert date.event.starts_at == at(9)


def test_moving_to_where_it_is_changes_nothing():
    date = open_date()

    moving.move_occurrence(date, When(date.starts_at, date.ends_at), by=UserFactory())

    assert fresh(date).sequence == 0


def _moved(date):
    return moving.move_occurrence(date, When(at(9), at(9, 20)), by=UserFactory())


def _cancelled(date):
    return cancelling.cancel_occurrence(date, reason="", by=UserFactory())


@pytest.mark.parametrize("act", (_moved, _cancelled))
def test_what_is_over_is_neither_moved_nor_called_off(act):
    date = open_date()

    with (
        time_machine.travel(date.ends_at + timedelta(hours=1), tick=False),
        pytest.raises(RuleViolation) as refused,
    ):
        act(date)

    assert refused.value.code == "over"


def test_two_dates_of_one_event_never_begin_at_once():
    event = changed(EventFactory(actor=make_house()), rrule="FREQ=WEEKLY;COUNT=2")
    first, second = event.occurrences.all()

    with pytest.raises(RuleViolation) as refused:
        moving.move_occurrence(
            first, When(second.starts_at, second.ends_at), by=UserFactory()
        )

    assert refused.value.code == "twice"


def test_more_seats_move_the_waiting_up_and_fewer_than_taken_are_refused():
    date = open_date(1, actor=make_house())
    signed_up(date)
    waiting = signed_up(date)

    event = changed(date.event, capacity=2)
    waiting.refresh_from_db()
    with pytest.raises(RuleViolation) as refused:
        changed(event, capacity=1)

    assert waiting.state == RegistrationState.OFFERED
    assert (refused.value.code, fresh(date).capacity) == ("below_taken", 2)


@pytest.mark.parametrize(
    ("verdict", "what"), ((Verdict.HIDE, "hidden"), (Verdict.REMOVE, "removed"))
)
def test_what_the_desk_takes_down_is_told_to_those_who_come(verdict, what):
    date = open_date()
    signed_up(date)

    moderation.decide_directly(date.event, by=make_staff(), **ruling(verdict))

    assert told() == [what]


def test_nobody_changes_what_is_called_off():
    date = open_date()
    event = cancelling.cancel_event(date.event, reason="", by=UserFactory())

    with pytest.raises(RuleViolation) as refused:
        changed(event, title="Doch nicht")

    assert refused.value.code == "not_changeable"
