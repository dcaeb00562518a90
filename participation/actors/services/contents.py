"""What a profile consists of: as columns, as a version that is kept, and back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from commons.accounts.models import User
from commons.files import services as files
from commons.files.models import StoredFile
from commons.text import slugify_german, sort_key
from neighbourhood.departments.models import Topic
from neighbourhood.regions.models import PlanningArea, Region
from participation.actors.models import Actor, ActorLink, ActorSnapshot
from participation.actors.queries.sites import Site

LOGO_PURPOSE = "actor-logo"
LONGEST_SLUG = 80
LONGEST_SORT_KEY = 150
# Columns that stand in a version just as they are.
PLAIN = (
    "name",
    "kind",
    "summary",
    "text",
    "opening_hours",
    "languages",
    "access",
    "access_note",
    "contact_mail",
    "contact_phone",
    "website",
    "logo_alt",
)


@dataclass(frozen=True, kw_only=True)
class Profile:
    """What people write about an actor: everything that a version consists of."""

    name: str
    kind: str
    site: Site
    regions: tuple[Region, ...]
    summary: str = ""
    text: str = ""
    topics: tuple[Topic, ...] = ()
    opening_hours: str = ""
    languages: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    access_note: str = ""
    contact_mail: str = ""
    contact_phone: str = ""
    website: str = ""
    logo: StoredFile | None = None
    logo_alt: str = ""
    links: tuple[tuple[str, str], ...] = ()


def fields_of(profile: Profile) -> dict[str, Any]:
    """The profile as values of the actor's columns."""
    site = profile.site
    plain = {name: getattr(profile, name) for name in PLAIN}
    return plain | {
        "slug": slug_of(profile.name),
        "sort_key": sort_key(profile.name)[:LONGEST_SORT_KEY],
        "languages": list(profile.languages),
        "access": list(profile.access),
        "region": site.region,
        "place_text": site.text,
        "lon": site.lon,
        "lat": site.lat,
        "planning_area": site.planning_area,
        "logo": profile.logo,
    }


def slug_of(name: str) -> str:
    return slugify_german(name, LONGEST_SLUG) or "akteur"


def write_version(actor: Actor, profile: Profile, *, by: User | None) -> None:
    """Put regions, topics and links at the actor and keep what this version said."""
    actor.topics.set(profile.topics)
    actor.regions.set(profile.regions)
    actor.links.all().delete()
    ActorLink.objects.bulk_create(
        ActorLink(actor=actor, label=label, url=url, position=position)
        for position, (label, url) in enumerate(profile.links, start=1)
    )
    put_to_use(profile.logo)
    ActorSnapshot.objects.create(
        target=actor,
        version=actor.version,
        content=as_content(profile),
        created_by=by,
        created_at=timezone.now(),
    )


def put_to_use(logo: StoredFile | None) -> None:
    if logo is not None and logo.purpose != LOGO_PURPOSE:
        files.dedicate(logo, purpose=LOGO_PURPOSE)


def as_content(profile: Profile) -> dict[str, Any]:
    """What a snapshot or a change that waits holds."""
    site = profile.site
    plain = {name: getattr(profile, name) for name in PLAIN}
    return plain | {
        "languages": list(profile.languages),
        "access": list(profile.access),
        "topics": [topic.key for topic in profile.topics],
        "regions": [region.key_2021 for region in profile.regions],
        "region": site.region.key_2021,
        "place_text": site.text,
        "lon": site.lon,
        "lat": site.lat,
        "planning_area": site.planning_area.key if site.planning_area else "",
        "logo": str(profile.logo.key) if profile.logo else "",
        "links": [{"label": label, "url": url} for label, url in profile.links],
    }


def as_stored(actor: Actor) -> dict[str, Any]:
    """The words of the row itself, as a version would hold them."""
    plain = {name: getattr(actor, name) for name in PLAIN}
    links = [{"label": link.label, "url": link.url} for link in actor.links.all()]
    return plain | {"place_text": actor.place_text, "links": links}


def from_content(content: Mapping[str, Any], *, logo: StoredFile | None) -> Profile:
    """A profile again; topics that are gone meanwhile are left out."""
    plain = {name: content[name] for name in PLAIN}
    lists = {name: tuple(content[name]) for name in ("languages", "access")}
    regions = Region.objects.filter(key_2021__in=content["regions"])
    topics = Topic.objects.filter(key__in=content["topics"])
    return Profile(
        **(plain | lists),
        site=_site_from(content),
        regions=tuple(regions.order_by("number")),
        topics=tuple(topics),
        logo=logo,
        links=tuple((link["label"], link["url"]) for link in content["links"]),
    )


def _site_from(content: Mapping[str, Any]) -> Site:
    region = Region.objects.get(key_2021=content["region"])
    areas = PlanningArea.objects.filter(region=region, key=content["planning_area"])
    return Site(
        region,
        content["place_text"],
        content["lon"],
        content["lat"],
        areas.first() if content["planning_area"] else None,
    )
