"""Polls with their answers, and protocols."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from events.live.models import Poll, PollOption, Protocol
from events.live.poll_states import COUNTED, PollKind, PollState
from events.live.services import voting
from tests.factories.rooms import ParticipantFactory, RoomFactory


class PollFactory(DjangoModelFactory):
    """A running poll: yes, no, abstention; `answers` names others."""

    class Meta:
        model = Poll
        skip_postgeneration_save = True

    room = factory.SubFactory(RoomFactory)
    question = factory.Sequence(
        lambda n: f"Soll die Straße {n} eine Fahrradstraße sein?"
    )
    plain_line = "Sollen dort vor allem Fahrräder fahren?"
    kind = PollKind.SINGLE
    most = factory.LazyAttribute(lambda row: 1 if row.kind == PollKind.SINGLE else 2)
    state = PollState.OPEN

    @factory.lazy_attribute
    def opened_at(self):
        return None if self.state == PollState.PREPARED else timezone.now()

    @factory.lazy_attribute
    def closed_at(self):
        return timezone.now() if self.state in COUNTED else None

    @factory.lazy_attribute
    def shown_at(self):
        return timezone.now() if self.state == PollState.SHOWN else None

    @factory.post_generation
    def answers(self, create, extracted, **_):
        labels = extracted or ("Ja", "Nein", "Enthaltung")
        for position, label in enumerate(labels, start=1):
            PollOption.objects.create(poll=self, position=position, label=label)


class ProtocolFactory(DjangoModelFactory):
    class Meta:
        model = Protocol

    room = factory.SubFactory(RoomFactory, state="closed")
    summary = "Wir haben **zwei Dinge** verabredet."
    written_at = factory.LazyFunction(timezone.now)


def option(poll, label):
    return poll.options.get(label=label).pk


def cast(poll, *labels, by=None):
    """Somebody new in the room votes; gives them."""
    by = by or ParticipantFactory(room=poll.room)
    voting.vote(poll, [option(poll, label) for label in labels], by=by)
    return by


def cast_many(poll, **counts):
    """So many people choose each answer, one answer after the other."""
    for label, count in counts.items():
        for _each in range(count):
            cast(poll, label)
