"""The demo's assembly has questions in every state, an agenda and polls."""

import pytest

from config.demo import assembly, events
from events.live.enums import QuestionState
from events.live.models import Room
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db


def test_the_demo_opens_one_room_with_everything_in_it():
    EventFactory(title=events.ASSEMBLY)
    people = {"moderation": make_staff(), "nachbar-01": UserFactory()}

    assembly.tell(people)

    room = Room.objects.get()
    states = set(room.questions.values_list("state", flat=True))
    wanted = room.questions.get(text=assembly.ASKED[2][0]).support_count
    assert room.is_open
    assert states == set(QuestionState) - {QuestionState.MERGED}
    assert (wanted, room.polls.count()) == (assembly.ASKED[2][1], 3)
    assert room.agenda.get(is_current=True).title == assembly.POINTS[2]
