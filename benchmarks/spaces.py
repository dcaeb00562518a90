"""Networks with 50,000 posts, a tenth of them in one: what no page cache helps."""

from collections.abc import Iterator
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from benchmarks import inside
from benchmarks.servers import say
from commons.accounts.visitors import visitor_for
from commons.text import sort_key
from neighbourhood.regions.models import Region
from participation.actors.models import Actor
from participation.discussion.queries.listing import microseconds
from participation.moderation.enums import Publication
from participation.networks.models import (
    Network,
    NetworkMembership,
    NetworkVisit,
    Post,
)
from participation.networks.queries import oversight
from participation.networks.queries.posting import posts_of

NETWORKS, POSTS, BUSIEST = 300, 50_000, 5_150
SLUG = "messung"
STEP = timedelta(minutes=7)  # from one post to the next


def seed() -> None:
    """Leave exactly so many networks and posts; the first network has a tenth."""
    present = Network.objects.filter(slug=SLUG).count()
    regions = list(Region.objects.order_by("number"))
    Network.objects.bulk_create(
        _network(number, regions[number % len(regions)])
        for number in range(present, NETWORKS)
    )
    networks = list(Network.objects.filter(slug=SLUG).order_by("pk"))
    if Post.objects.filter(network=networks[0]).count() < BUSIEST:
        each = (POSTS - BUSIEST) // (NETWORKS - 1)
        for network in networks:
            _fill(network, BUSIEST if network == networks[0] else each)
    _join(networks)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE networks_post, networks_networkmembership")


def rows() -> Iterator[inside.Row]:
    seed()
    say(f"{NETWORKS} networks, {Post.objects.count()} posts there")
    network = Network.objects.filter(slug=SLUG).order_by("pk")[0]
    middle = Post.objects.get(network=network, number=BUSIEST // 2)
    assert middle.published_at is not None
    cursor = f"{microseconds(middle.published_at)}~{middle.pk}"
    reader = inside.resident()
    NetworkVisit.objects.update_or_create(
        user=reader, network=network, defaults={"seen_at": middle.published_at}
    )
    visitor = visitor_for(reader)
    timed = inside.timed
    yield timed("networks-cold", NETWORKS, inside.cold("/netzwerke/"))
    yield timed("networks-oversight", NETWORKS, oversight.overview)
    yield timed("space-cold", POSTS, inside.cold(network.get_absolute_url()))
    yield timed(
        "space-news-cold",
        POSTS,
        inside.cold(f"/netzwerke/beitraege/{network.pk}/neues/?nach={BUSIEST - 1}"),
    )
    yield timed("space-unread", POSTS, lambda: posts_of(network, visitor))
    yield timed("space-deep", POSTS, lambda: posts_of(network, visitor, cursor=cursor))


def _join(networks: list[Network]) -> None:
    """Each actor there is belongs to three networks."""
    if NetworkMembership.objects.filter(network__in=networks).exists():
        return
    NetworkMembership.objects.bulk_create(
        NetworkMembership(
            network=networks[(number + apart) % NETWORKS],
            actor=actor,
            joined_at=timezone.now(),
        )
        for number, actor in enumerate(Actor.objects.listed().order_by("pk"))
        for apart in (0, 7, 40)
    )


def _network(number: int, region: Region) -> Network:
    now = timezone.now()
    name = f"Kiezrunde am Platz {number}"
    return Network(
        name=name,
        slug=SLUG,
        sort_key=sort_key(name),
        purpose="Wir kümmern uns um den Platz. " * 10,
        region=region,
        publication=Publication.PUBLISHED,
        submitted_at=now,
        published_at=now,
        active_at=now,
    )


def _fill(network: Network, count: int) -> None:
    now = timezone.now()
    first = network.post_count + 1
    Post.objects.bulk_create(
        (
            Post(
                network=network,
                number=number,
                title=f"Treffen, das {number}.",
                text="Wir treffen uns am Brunnen und reden darüber. " * 8,
                region_id=network.region_id,
                publication=Publication.PUBLISHED,
                submitted_at=now - STEP * (count - number),
                published_at=now - STEP * (count - number),
            )
            for number in range(first, count + 1)
        ),
        batch_size=2_000,
    )
    network.post_count = count
    network.save(update_fields=["post_count"])
