"""Rooms, the people in them, and what they ask."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from events.live.enums import Moderation, QuestionState, RoomState
from events.live.models import AgendaItem, Participant, Question, QuestionSupport, Room
from participation.moderation.enums import Publication
from participation.moderation.workflow import DECIDED
from tests.factories.events import OccurrenceFactory
from tests.factories.ideas import VERDICTS, DecisionFactory


class RoomFactory(DjangoModelFactory):
    """An open room whose questions are there at once."""

    class Meta:
        model = Room

    occurrence = factory.SubFactory(OccurrenceFactory)
    state = RoomState.OPEN
    moderation = Moderation.AFTER

    @factory.lazy_attribute
    def opened_at(self):
        return None if self.state == RoomState.PREPARED else timezone.now()

    @factory.lazy_attribute
    def closed_at(self):
        return timezone.now() if self.state == RoomState.CLOSED else None

    @factory.lazy_attribute
    def forget_on(self):
        return self.closed_at.date() if self.closed_at else None


class ParticipantFactory(DjangoModelFactory):
    """Somebody with a phone and without an account."""

    class Meta:
        model = Participant

    room = factory.SubFactory(RoomFactory)
    device_hash = factory.Sequence(lambda n: f"{n:064d}")
    nickname = factory.Sequence(lambda n: f"Gast {n}")
    joined_at = factory.LazyFunction(timezone.now)


def account_in(room, user, **fields):
    """Somebody with an account in the room."""
    return ParticipantFactory(room=room, user=user, device_hash=None, **fields)


class QuestionFactory(DjangoModelFactory):
    class Meta:
        model = Question

    room = factory.SubFactory(RoomFactory)
    participant = factory.SubFactory(
        ParticipantFactory, room=factory.SelfAttribute("..room")
    )
    author = factory.LazyAttribute(
        lambda row: row.participant.user if row.participant else None
    )
    region = factory.LazyAttribute(lambda row: row.room.event.region)
    text = factory.Sequence(lambda n: f"Wann wird die Straße {n} saniert?")
    state = QuestionState.OPEN
    state_changed_at = factory.LazyFunction(timezone.now)
    publication = Publication.PUBLISHED
    submitted_at = factory.LazyFunction(timezone.now)
    published_at = factory.LazyAttribute(lambda row: row.submitted_at)

    @factory.lazy_attribute
    def hidden_because(self):
        return "off_topic" if self.state == QuestionState.HIDDEN else ""

    @factory.lazy_attribute
    def merged_into(self):
        if self.state != QuestionState.MERGED:
            return None
        return QuestionFactory(room=self.room)

    @factory.lazy_attribute
    def decision(self):
        if self.publication not in DECIDED:
            return None
        verdict = VERDICTS[self.publication]
        return DecisionFactory(kind="room_question", verdict=verdict)


class QuestionSupportFactory(DjangoModelFactory):
    class Meta:
        model = QuestionSupport

    question = factory.SubFactory(QuestionFactory)
    participant = factory.SubFactory(
        ParticipantFactory, room=factory.SelfAttribute("..question.room")
    )


class AgendaItemFactory(DjangoModelFactory):
    class Meta:
        model = AgendaItem

    room = factory.SubFactory(RoomFactory)
    position = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Punkt {n}")
