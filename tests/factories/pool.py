"""Entries of the pool in every state, and bookings of them."""

import uuid
from datetime import datetime, time, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from commons.clock import BERLIN, berlin_today
from commons.text import slugify_german
from neighbourhood.regions.models import Region
from participation.moderation.enums import Publication
from participation.moderation.workflow import DECIDED
from participation.pool.enums import ResourceKind, Side
from participation.pool.models import Offer
from participation.pool.services.booking import ONE, book
from participation.pool.spans import Span
from tests.factories.accounts import UserFactory
from tests.factories.ideas import VERDICTS, DecisionFactory
from tests.factories.networks import make_house


class OfferFactory(DjangoModelFactory):
    """A published room that can be booked; `side=` and `kind=` make others."""

    class Meta:
        model = Offer

    author = factory.SubFactory(UserFactory)
    region = factory.LazyFunction(lambda: Region.objects.order_by("number").first())
    side = Side.OFFER
    kind = ResourceKind.ROOM
    title = factory.Sequence(lambda n: f"Gruppenraum {n}")
    slug = factory.LazyAttribute(lambda offer: slugify_german(offer.title))
    text = "Hell, mit Stühlen für zwanzig Menschen."
    is_bookable = factory.LazyAttribute(
        lambda offer: offer.side == Side.OFFER and offer.kind == ResourceKind.ROOM
    )
    publication = Publication.PUBLISHED
    submitted_at = factory.LazyFunction(timezone.now)
    expires_on = factory.LazyFunction(lambda: berlin_today() + timedelta(days=180))
    draft_id = factory.LazyFunction(uuid.uuid4)

    @factory.lazy_attribute
    def published_at(self):
        before = {Publication.SUBMITTED, Publication.CHANGES_REQUESTED}
        return None if self.publication in before else self.submitted_at

    @factory.lazy_attribute
    def decision(self):
        if self.publication not in DECIDED:
            return None
        return DecisionFactory(kind="offer", verdict=VERDICTS[self.publication])


def on_day(days=7, begins=10, ends=12):
    """A time so many days from today, by Berlin's clock."""
    day = berlin_today() + timedelta(days=days)
    return Span(
        datetime.combine(day, time(begins), tzinfo=BERLIN),
        datetime.combine(day, time(ends), tzinfo=BERLIN),
    )


def make_booking(offer=None, *, during=None, by=None, extent=ONE, **fields):
    """A request as somebody makes it; `fields` are written over it."""
    booking = book(
        offer or OfferFactory(),
        during=during or on_day(),
        purpose="Treffen der Hausgemeinschaft",
        draft_id=uuid.uuid4(),
        by=by or UserFactory(),
        extent=extent,
    )
    for name, value in fields.items():
        setattr(booking, name, value)
    if fields:
        booking.save()
    return booking


def small_world(region, author):
    """An entry with somebody who asks, for the matrix of routes and roles."""
    offer = OfferFactory(region=region, author=author)
    booking = make_booking(offer)
    house = make_house()
    OfferFactory(region=region, actor=house)
    return {
        "offer": offer.pk,
        "offer_slug": offer.slug,
        "booking": booking.pk,
        "house": house.pk,
    }
