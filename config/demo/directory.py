"""What keeps the demo's directory true: who is missing, who was asked, who is quiet."""

from collections.abc import Mapping
from datetime import timedelta

from django.utils import timezone

from commons.accounts.models import User
from commons.clock import berlin_today
from commons.text import slugify_german, sort_key
from neighbourhood.regions.models import Region
from participation.actors.enums import ActorKind
from participation.actors.models import Actor
from participation.actors.services import archiving, hinting
from participation.actors.services.hinting import Missing
from participation.moderation.enums import Publication

LONG_AGO = timedelta(days=400)
MISSING = (
    ("Strickrunde im Hof", "karow", "Treffen sich donnerstags, auch Anfänger:innen."),
    ("Sportverein an der Panke", "buch", ""),
)
QUIET = "Theatergruppe am Anger"
UNANSWERED = "Kindertreff am Wasserturm"


def tell(everyone: Mapping[str, User]) -> None:
    """After the houses: hints, an entry in the archive, and one that nobody answers."""
    regions = {region.slug: region for region in Region.objects.all()}
    for name, slug, words in MISSING:
        missing = Missing(name, words, regions[slug])
        hinting.suggest(missing, by=everyone["bewohnerin"])
    quiet = _old(QUIET, ActorKind.INITIATIVE, regions["karow"])
    archiving.archive(quiet, by=everyone["moderation"], why=archiving.Why.OFFICE)
    lost = _old(UNANSWERED, ActorKind.INSTITUTION, regions["weissensee"])
    Actor.objects.filter(pk=lost.pk).update(ask_next_on=berlin_today())


def _old(name: str, kind: ActorKind, region: Region) -> Actor:
    """From an older list: nobody here works for it, and nobody knows its address."""
    since = timezone.now() - LONG_AGO
    actor = Actor.objects.create(
        name=name,
        slug=slugify_german(name),
        sort_key=sort_key(name),
        kind=kind,
        region=region,
        publication=Publication.PUBLISHED,
        submitted_at=since,
        published_at=since,
    )
    actor.regions.set([region])
    return actor
