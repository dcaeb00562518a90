"""The demo's actors: trusted and not yet, waiting, changed, and one nobody owns."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from commons.accounts.models import User
from neighbourhood.departments.models import Topic
from neighbourhood.regions.models import Region
from participation.actors.enums import Level
from participation.actors.models import Actor
from participation.actors.queries.sites import Site
from participation.actors.services import (
    inviting,
    people,
    profile as profiles,
    verifying,
)
from participation.actors.services.contents import Profile
from participation.moderation import services as moderation
from participation.moderation.enums import Verdict
from participation.moderation.models import QueueItem

SINCE = timedelta(days=120)


HOUSES = Path(__file__).with_name("houses.json")


@dataclass(frozen=True)
class Plot:
    """A house, who owns it, and who works there besides; `by` nobody: the SPK."""

    name: str
    kind: str
    summary: str
    text: str
    regions: Sequence[str]
    topics: Sequence[str]
    by: str = ""
    editors: Sequence[str] = ()
    is_public: bool = True
    is_verified: bool = True
    hours: str = ""
    access: Sequence[str] = ()
    access_note: str = ""
    languages: Sequence[str] = ("de",)
    place: str = ""
    near: Sequence[float] = (0.0, 0.0)
    phone: str = ""


PLOTS = tuple(Plot(**each) for each in json.loads(HOUSES.read_text(encoding="utf-8")))
CHANGED = "Lesecafé an der Ecke"


def tell(everyone: Mapping[str, User]) -> int:
    """Write them all; gives how many there are."""
    for plot in PLOTS:
        _house(plot, everyone)
    owner = everyone["stadtteilzentrum"]
    house = Actor.objects.get(name=PLOTS[0].name)
    inviting.invite(house, "zweite-person@demo.example", Level.OWNER, by=owner)
    _change(everyone["nachbar-09"])
    return len(PLOTS)


def _house(plot: Plot, everyone: Mapping[str, User]) -> None:
    staff = everyone["moderation"]
    by = everyone[plot.by] if plot.by else everyone["koordination"]
    actor = profiles.found(_profile(plot), by=by, for_others=not plot.by)
    for key in plot.editors:
        people.let_in(actor, everyone[key], Level.EDITOR, by=by)
    if not plot.is_public:
        return
    item = QueueItem.objects.open().get(kind="actor", target_id=actor.pk)
    moderation.decide(item, verdict=Verdict.PUBLISH, version=1, by=staff)
    since = timezone.now() - SINCE
    Actor.objects.filter(pk=actor.pk).update(
        submitted_at=since, published_at=since, confirmed_at=since
    )
    if plot.is_verified:
        verifying.verify(actor, by=staff)


def _profile(plot: Plot) -> Profile:
    regions = tuple(Region.objects.filter(slug__in=plot.regions).order_by("number"))
    first = next(region for region in regions if region.slug == plot.regions[0])
    site = Site(first, plot.place, *_spot(plot, first))
    return Profile(
        name=plot.name,
        kind=plot.kind,
        summary=plot.summary,
        text=plot.text,
        site=site,
        regions=regions,
        topics=tuple(Topic.objects.filter(key__in=plot.topics)),
        opening_hours=plot.hours,
        access=tuple(plot.access),
        access_note=plot.access_note,
        languages=tuple(plot.languages),
        contact_phone=plot.phone,
    )


def _spot(plot: Plot, region: Region) -> tuple[float, float] | tuple[None, None]:
    """Near the middle of the Stadtteil, so that no two pins lie on each other."""
    if region.label_lon is None or region.label_lat is None:
        return None, None
    return region.label_lon + plot.near[0], region.label_lat + plot.near[1]


def _change(by: User) -> None:
    """A new version that waits at the desk, for nobody vouches for this one yet."""
    plot = next(plot for plot in PLOTS if plot.name == CHANGED)
    actor = Actor.objects.get(name=plot.name)
    said = _profile(plot)
    text = f"{plot.text}\n\nNeu: montags ist der Raum für Gruppen frei."
    profiles.change(
        actor, Profile(**(vars(said) | {"text": text})), version=actor.version, by=by
    )
