"""The directory with 2,000 actors: what no page cache helps."""

import random
from collections.abc import Iterator

from django.db import connection
from django.utils import timezone

from benchmarks import inside
from benchmarks.servers import say
from commons.lenient import Choice
from commons.search import services as search
from commons.text import slugify_german, sort_key
from neighbourhood.departments.models import Topic
from neighbourhood.regions.models import Region
from neighbourhood.regions.queries.map_view import EVERYWHERE
from participation.actors.enums import Access, ActorKind
from participation.actors.models import Actor
from participation.actors.queries import directory
from participation.actors.queries.wishes import Wish
from participation.moderation.enums import Publication

ACTORS = 2_000
LIST = "/akteure/"


def seed() -> None:
    """Leave exactly so many listed actors, each with two topics and two Stadtteile."""
    present = Actor.objects.listed().count()
    chance = random.Random(2026)
    regions = list(Region.objects.order_by("number"))
    made = [_actor(number, chance, regions) for number in range(present, ACTORS)]
    Actor.objects.bulk_create(made)
    topics = list(Topic.objects.filter(is_active=True))
    about, works = Actor.topics.through, Actor.regions.through
    about.objects.bulk_create(
        about(actor_id=actor.pk, topic_id=topic.pk)
        for actor in made
        for topic in chance.sample(topics, 2)
    )
    works.objects.bulk_create(
        works(actor_id=actor.pk, region_id=region.pk)
        for actor in made
        for region in chance.sample(regions, 2)
    )
    search.index_many("actor", made)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE actors_actor")


def rows() -> Iterator[inside.Row]:
    seed()
    say(f"{ACTORS} actors there")
    middle = Actor.objects.listed().order_by("sort_key", "pk")[ACTORS // 2]
    region = middle.region
    here = Wish(regions=(Choice(region.pk, region.slug, region.name),))
    narrow = Wish(regions=here.regions, kinds=("verein",), access=("stufenfrei",))
    deep = Wish(cursor=f"{middle.sort_key}~{middle.pk}")
    timed = inside.timed
    yield timed("directory-cold", ACTORS, inside.cold(LIST))
    yield timed("directory-table-cold", ACTORS, inside.cold(f"{LIST}tabelle/"))
    yield timed("directory-map-cold", ACTORS, inside.cold(f"{LIST}karte/"))
    yield timed("directory-words-cold", ACTORS, inside.cold(f"{LIST}?q=garten"))
    yield timed("directory-deep", ACTORS, lambda: directory.listed(deep))
    yield timed("directory-narrow", ACTORS, lambda: directory.listed(narrow))
    yield timed(
        "directory-spots",
        ACTORS,
        lambda: directory.spots(Wish(), EVERYWHERE, 11).as_json(),
    )


def _actor(number: int, chance: random.Random, regions: list[Region]) -> Actor:
    name = f"{chance.choice(('Garten', 'Werkstatt', 'Chor', 'Haus'))} am Platz {number}"
    region, now = chance.choice(regions), timezone.now()
    return Actor(
        name=name,
        slug=slugify_german(name),
        sort_key=sort_key(name),
        kind=chance.choice(ActorKind.values),
        summary="Für alle, die in der Nachbarschaft etwas bewegen wollen.",
        text="Wir treffen uns jede Woche und freuen uns über neue Gesichter. " * 4,
        region=region,
        lon=chance.uniform(13.35, 13.5),
        lat=chance.uniform(52.52, 52.64),
        access=chance.sample(Access.values, 2),
        languages=["de"],
        publication=Publication.PUBLISHED,
        submitted_at=now,
        published_at=now,
    )
