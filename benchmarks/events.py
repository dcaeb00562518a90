"""The calendar with 5,000 events on 20,000 dates: what no page cache helps."""

import random
from collections.abc import Iterator
from datetime import timedelta

from django.db import connection
from django.urls import reverse
from django.utils import timezone

from benchmarks import inside
from benchmarks.servers import say
from commons.clock import berlin_today
from commons.lenient import Choice
from commons.search import services as search
from commons.text import slugify_german
from events.calendar.enums import Organiser
from events.calendar.models import Event, Occurrence
from events.calendar.queries import feeds, listing
from events.calendar.queries.spans import Month
from events.calendar.queries.wishes import Wish
from neighbourhood.departments.models import Topic
from neighbourhood.regions.models import Region
from participation.moderation.enums import Publication

EVENTS, DATES = 5_000, 4
DAYS = 365  # before and after today


def seed() -> None:
    """Leave exactly so many published events, with dates before and after today."""
    present = Event.objects.count()
    chance = random.Random(2026)
    regions = list(Region.objects.order_by("number"))
    made = [_event(number, chance, regions) for number in range(present, EVENTS)]
    Event.objects.bulk_create(made)
    dates = [date for event in made for date in _dates(event, chance)]
    Occurrence.objects.bulk_create(dates, batch_size=2_000)
    topics = list(Topic.objects.filter(is_active=True))
    about = Event.topics.through
    about.objects.bulk_create(
        about(event_id=event.pk, topic_id=topic.pk)
        for event in made
        for topic in chance.sample(topics, 2)
    )
    search.index_many("event", made)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE calendar_event, calendar_occurrence")


def rows() -> Iterator[inside.Row]:
    seed()
    dates = Occurrence.objects.count()
    say(f"{dates} dates there")
    region = Region.objects.order_by("number")[3]
    here = Wish(regions=(Choice(region.pk, region.slug, region.name),))
    middle = listing.coming().order_by("starts_at", "pk")[dates // 4]
    deep = Wish(cursor=listing.BY_TIME.cursor(middle))
    today = berlin_today()
    month = Month(today.year, today.month)
    timed = inside.timed
    for page in ("list", "month", "map"):
        path = reverse(f"calendar:event-{page}")
        yield timed(f"events-{page}-cold", dates, inside.cold(path))
    words = f"{reverse('calendar:event-list')}?q=garten"
    yield timed("events-words-cold", dates, inside.cold(words))
    yield timed("events-deep", dates, lambda: listing.listed(deep))
    yield timed("events-here", dates, lambda: listing.listed(here))
    yield timed("events-month", dates, lambda: listing.in_month(Wish(), month))
    yield timed("events-feed", dates, lambda: feeds.of_region(region))


def _event(number: int, chance: random.Random, regions: list[Region]) -> Event:
    title = f"{chance.choice(('Gartentag', 'Chorprobe', 'Fest', 'Frühstück'))} {number}"
    now = timezone.now()
    start = now + timedelta(
        days=chance.uniform(-DAYS, DAYS), minutes=chance.randint(0, 600)
    )
    return Event(
        organiser=Organiser.SPK,
        title=title,
        slug=slugify_german(title),
        text="Wir treffen uns und freuen uns über neue Gesichter. " * 4,
        region=chance.choice(regions),
        place_text="Berliner Straße 12",
        lon=chance.uniform(13.35, 13.5),
        lat=chance.uniform(52.52, 52.64),
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        publication=Publication.PUBLISHED,
        submitted_at=now,
        published_at=now,
    )


def _dates(event: Event, chance: random.Random) -> list[Occurrence]:
    starts = {event.starts_at}
    while len(starts) < DATES:
        days = chance.randint(1, DAYS) * chance.choice((1, -1))
        starts.add(event.starts_at + timedelta(days=days))
    return [
        Occurrence(
            event=event,
            starts_at=start,
            ends_at=start + timedelta(hours=2),
            original_starts_at=start,
        )
        for start in sorted(starts)
    ]
