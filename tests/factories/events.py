"""Events in every state, and the dates on which they happen."""

import uuid
from datetime import datetime, time, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from commons.clock import BERLIN, berlin_today
from commons.text import slugify_german
from events.calendar.enums import Organiser
from events.calendar.models import Event, Occurrence
from events.calendar.queries.inviting import Inviter
from events.calendar.services.announcing import announce
from events.calendar.services.contents import Content
from neighbourhood.regions.models import Region
from participation.moderation.enums import Publication
from participation.moderation.workflow import DECIDED
from tests.factories.accounts import UserFactory
from tests.factories.actors import ActorFactory
from tests.factories.ideas import VERDICTS, DecisionFactory


def at(days=7, hour=18, minute=0):
    """A moment so many days from today, by Berlin's clock."""
    day = berlin_today() + timedelta(days=days)
    return datetime.combine(day, time(hour, minute), tzinfo=BERLIN)


class EventFactory(DjangoModelFactory):
    """A published event of an actor in a week: one date, `occurrence=False`: none."""

    class Meta:
        model = Event
        skip_postgeneration_save = True

    author = factory.SubFactory(UserFactory)
    region = factory.LazyFunction(lambda: Region.objects.order_by("number").first())
    organiser = Organiser.ACTOR
    title = factory.Sequence(lambda n: f"Nachbarschaftsfrühstück {n}")
    slug = factory.LazyAttribute(lambda event: slugify_german(event.title))
    text = "Wir frühstücken zusammen im Hof."
    place_text = "Berliner Straße 12"
    starts_at = factory.LazyFunction(at)
    ends_at = factory.LazyAttribute(lambda event: event.starts_at + timedelta(hours=2))
    publication = Publication.PUBLISHED
    submitted_at = factory.LazyFunction(timezone.now)
    draft_id = factory.LazyFunction(uuid.uuid4)

    @factory.lazy_attribute
    def actor(self):
        if self.organiser != Organiser.ACTOR:
            return None
        return ActorFactory(region=self.region) if self.region else ActorFactory()

    @factory.lazy_attribute
    def published_at(self):
        before = {Publication.SUBMITTED, Publication.CHANGES_REQUESTED}
        return None if self.publication in before else self.submitted_at

    @factory.lazy_attribute
    def decision(self):
        if self.publication not in DECIDED:
            return None
        return DecisionFactory(kind="event", verdict=VERDICTS[self.publication])

    @factory.post_generation
    def occurrence(self, create, extracted, **fields):
        """`occurrence=False` makes none; `occurrence__taken=3` says more of it."""
        if create and extracted is not False:
            OccurrenceFactory(event=self, **fields)


class OccurrenceFactory(DjangoModelFactory):
    """A date of an event; with `EventFactory(occurrence=False)` its first."""

    class Meta:
        model = Occurrence

    event = factory.SubFactory(EventFactory, occurrence=False)
    starts_at = factory.LazyAttribute(lambda date: date.event.starts_at)
    ends_at = factory.LazyAttribute(lambda date: date.starts_at + timedelta(hours=2))
    original_starts_at = factory.LazyAttribute(lambda date: date.starts_at)
    capacity = factory.LazyAttribute(lambda date: date.event.capacity)


def make_content(**fields):
    """What somebody says of an evening in a week, in the first Stadtteil."""
    starts_at = fields.pop("starts_at", None) or at(7)
    said = {
        "title": "Offene Werkstatt",
        "text": "Wir reparieren, was kaputt ist.",
        "place_text": "Berliner Straße 12",
        "region": Region.objects.order_by("number").first(),
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
    }
    return Content(**(said | fields))


def announced(*, inviter=None, by=None, **fields):
    """An event as its service writes it: public at once unless told by whom."""
    return announce(
        make_content(**fields),
        inviter=inviter or Inviter(Organiser.SPK),
        by=by or UserFactory(),
    )
