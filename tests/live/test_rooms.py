"""A room from its preparing to its end: who comes in, and what is forgotten."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from commons.accounts.visitors import Visitor, visitor_for
from commons.clock import berlin_today
from commons.errors import RuleViolation
from commons.verbs.models import Happening
from events.calendar.models import Occurrence
from events.live import workflow
from events.live.enums import QuestionState, RoomState
from events.live.models import Participant, QuestionSupport, Room
from events.live.services import agenda, forgetting, joining, rooms
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, OccurrenceFactory
from tests.factories.rooms import (
    ParticipantFactory,
    QuestionFactory,
    QuestionSupportFactory,
    RoomFactory,
    account_in,
)

pytestmark = pytest.mark.django_db
PHONE = "a" * 64


def verbs_of(room):
    rows = Happening.objects.filter(kind="room", target_id=room.pk)
    return list(rows.order_by("pk").values_list("verb", flat=True))


def test_a_date_has_one_room_however_often_it_is_prepared():
    occurrence, by = OccurrenceFactory(), UserFactory()

    first = rooms.prepare(occurrence, by=by)
    second = rooms.prepare(occurrence, by=by)

    assert (first, verbs_of(first)) == (second, ["room.prepared"])


def test_a_cancelled_date_gets_no_room():
    occurrence = OccurrenceFactory(cancelled_at=timezone.now())

    with pytest.raises(RuleViolation) as refused:
        rooms.prepare(occurrence, by=UserFactory())

    assert (refused.value.code, Room.objects.count()) == ("cancelled", 0)


@pytest.mark.parametrize("what", ("occurrence", "event"))
def test_joining_what_is_called_off_says_so_in_plain_words(client, what):
    """It said nothing, and let people into a hall where nobody was."""
    room = RoomFactory(state=RoomState.OPEN)
    row = room.occurrence if what == "occurrence" else room.event
    row.cancelled_at = timezone.now()
    row.save(update_fields=["cancelled_at"])

    led = client.get(reverse("live:room-code", args=[room.code]), follow=True)
    page = client.get(room.get_absolute_url())
    answer = client.post(reverse("live:room-join", args=[room.pk]), {"nickname": "A"})

    assert "Dieser Termin ist abgesagt." in led.text
    assert "Dieser Termin ist abgesagt." in page.text
    assert reverse("live:room-join", args=[room.pk]) not in page.text
    assert (answer.status_code, Participant.objects.count()) == (422, 0)
    assert "Dieser Termin ist abgesagt." in answer.text


def test_a_room_of_what_is_called_off_is_not_opened():
    room = RoomFactory(state=RoomState.PREPARED)
    Occurrence.objects.update(cancelled_at=timezone.now())

    with pytest.raises(RuleViolation) as refused:
        rooms.open_room(room, by=UserFactory())

    assert refused.value.code == "cancelled"


def test_codes_are_read_aloud_without_mistakes():
    codes = "".join(RoomFactory.build(occurrence=None).code for _each in range(200))

    assert set(codes) & set("01256GIOQ") == set()


def test_a_room_opens_closes_and_opens_again_where_it_was_a_mistake():
    room, by = RoomFactory(state=RoomState.PREPARED), UserFactory()

    rooms.open_room(room, by=by)
    rooms.close(room, by=by)
    opened = rooms.open_room(room, by=by)

    assert verbs_of(room) == ["room.opened", "room.closed", "room.opened"]
    assert (opened.is_open, opened.closed_at, opened.forget_on) == (True, None, None)
    assert opened.opened_by == by


def test_a_room_that_has_forgotten_its_people_stays_closed():
    room = RoomFactory(state=RoomState.CLOSED, forgotten_at=timezone.now())

    with pytest.raises(RuleViolation) as refused:
        rooms.open_room(room, by=UserFactory())

    assert refused.value.code == "forgotten"


def test_a_room_that_nobody_closed_ends_by_itself():
    now = timezone.now()
    long_ago = EventFactory(
        starts_at=now - timedelta(hours=20), ends_at=now - timedelta(hours=18)
    )
    late = RoomFactory(occurrence=long_ago.occurrences.get())
    Room.objects.filter(pk=late.pk).update(opened_at=now - timedelta(hours=20))
    going_on = RoomFactory()

    closed = rooms.close_forgotten()

    late.refresh_from_db()
    going_on.refresh_from_db()
    assert (closed, late.state, going_on.state) == (1, "closed", "open")


def test_a_phone_and_an_account_each_count_once():
    room, person = RoomFactory(), UserFactory()

    for _each in range(2):
        joining.join(room, Visitor(device=PHONE), nickname="Ada")
        joining.join(room, visitor_for(person), nickname="Bo")

    people = set(room.participants.values_list("nickname", "user_id", "device_hash"))
    assert people == {("Ada", None, PHONE), ("Bo", person.pk, None)}


def test_joining_again_changes_the_name_and_keeps_the_task():
    room = RoomFactory()
    joining.join(room, Visitor(device=PHONE), nickname="Ada", is_helper=True)

    again = joining.join(room, Visitor(device=PHONE), nickname="Ada L.")

    assert (again.nickname, again.is_helper) == ("Ada L.", True)


@pytest.mark.parametrize("state", (RoomState.PREPARED, RoomState.CLOSED))
def test_nobody_joins_a_room_that_is_not_open(state):
    room = RoomFactory(state=state)

    with pytest.raises(RuleViolation) as refused:
        joining.join(room, Visitor(device=PHONE))

    assert (refused.value.code, room.participants.count()) == ("closed", 0)


def test_whoever_cannot_be_told_apart_does_not_join():
    with pytest.raises(RuleViolation) as refused:
        joining.join(RoomFactory(), Visitor())

    assert refused.value.code == "nobody"


def test_a_month_after_the_end_only_numbers_are_left():
    room = RoomFactory()
    question = QuestionFactory(room=room, support_count=2)
    QuestionSupportFactory(question=question)
    account_in(room, UserFactory(), nickname="Bo", came_with="c" * 64)
    rooms.close(room, by=UserFactory())
    Room.objects.filter(pk=room.pk).update(forget_on=berlin_today())

    assert (forgetting.forget_due(), forgetting.forget_due()) == (1, 0)

    names = ("nickname", "device_hash", "came_with", "user")
    left = set(room.participants.values_list(*names))
    question.refresh_from_db()
    assert left == {("", None, None, None)}
    assert room.participants.count() == 3
    assert (QuestionSupport.objects.count(), question.support_count) == (0, 2)


def test_before_that_day_nothing_is_forgotten():
    room = RoomFactory()
    ParticipantFactory(room=room, nickname="Ada")
    rooms.close(room, by=UserFactory())

    assert forgetting.forget_due() == 0

    assert room.participants.get().nickname == "Ada"


def test_an_account_that_goes_leaves_a_number():
    person = UserFactory()
    account_in(RoomFactory(), person, nickname="Bo", came_with="c" * 64)

    forgetting.leave_all(person)

    left = Participant.objects.get()
    assert (left.user, left.nickname, left.came_with) == (None, "", None)


def test_the_agenda_keeps_its_hour_when_it_is_written_anew():
    room, by = RoomFactory(), UserFactory()
    agenda.write(room, ["Begrüßung", "Fragen"], by=by)
    agenda.go_to(room.agenda.get(title="Fragen"), by=by)

    agenda.write(room, ["Begrüßung", "Bericht", "Fragen", "Fragen"], by=by)

    points = list(room.agenda.values_list("position", "title", "is_current"))
    assert points == [
        (1, "Begrüßung", False),
        (2, "Bericht", False),
        (3, "Fragen", True),
    ]
    assert room.agenda.get(is_current=True).begun_at is not None


def test_one_point_of_the_agenda_is_the_current_one():
    room, by = RoomFactory(), UserFactory()
    agenda.write(room, ["Begrüßung", "Fragen"], by=by)

    for item in room.agenda.all():
        agenda.go_to(item, by=by)

    assert list(room.agenda.values_list("is_current", flat=True)) == [False, True]


def reached(table, start):
    seen, waiting = set(), [start]
    while waiting:
        state = waiting.pop()
        if state not in seen:
            seen.add(state)
            waiting.extend(table[state])
    return seen


def test_every_state_of_a_room_is_reached():
    assert reached(workflow.ROOM_MAY_FOLLOW, workflow.ROOM_INITIAL) == set(RoomState)


def test_every_state_of_a_question_is_reached_and_left():
    assert reached(workflow.MAY_FOLLOW, QuestionState.WAITING) == set(QuestionState)
    assert all(workflow.MAY_FOLLOW[state] for state in QuestionState)
