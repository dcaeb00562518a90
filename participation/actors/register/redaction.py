"""What can be blackened in profiles, and where copies of their words lie."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Field, QuerySet
from django.utils.translation import gettext_lazy as _

from commons import copies
from commons.blackening import MARK, Blackening
from commons.copies import About
from commons.files.models import StoredFile
from commons.text import sort_key
from participation.actors.models import Actor, ActorChange, ActorLink, ActorSnapshot
from participation.actors.services.contents import LONGEST_SORT_KEY, slug_of
from participation.moderation.models import Moderated
from participation.moderation.redacting import Picture, Redacting, Words

# Columns with words of their own; the name is the first of them.
TEXTS = (
    "name",
    "summary",
    "text",
    "place_text",
    "opening_hours",
    "access_note",
    "contact_phone",
    "contact_mail",
    "website",
    "logo_alt",
)
NAME = 120
NO_POINT: dict[str, Any] = {"lon": None, "lat": None, "planning_area": None}


def register() -> None:
    copies.register("actors.Actor", TEXTS, _actors)
    copies.register("actors.ActorLink", ("label", "url"), _links)
    copies.register("actors.ActorSnapshot", ("content",), _snapshots)
    copies.register("actors.ActorChange", ("content",), _changes)
    copies.register("files.StoredFile", ("name",), _logos)


def _words(actor: Actor) -> list[Words]:
    own = [_named(name, getattr(actor, name)) for name in TEXTS]
    links = [
        Words(f"link-{link.pk}", _("Link"), link.label) for link in actor.links.all()
    ]
    return [*own, *links]


def _pictures(actor: Actor) -> list[Picture]:
    if actor.logo is None:
        return []
    return [Picture(actor.pk, actor.logo, actor.logo_alt)]


def _near(actor: Actor) -> Iterator[Moderated]:
    """Changes of the profile say much of the same."""
    yield from actor.changes.select_related("actor").order_by("pk")


def _near_change(change: ActorChange) -> Iterator[Moderated]:
    yield change.actor


def _exchanged(actor: Actor, black: Blackening) -> Mapping[str, str]:
    """The end of its address is made of the name."""
    slug = slug_of(black.text(actor.name, NAME))
    if slug == actor.slug:
        return {}
    return {f"{actor.pk}/{actor.slug}": f"{actor.pk}/{slug}"}


def _settle(actor: Actor, _black: Blackening) -> None:
    """Address and place in lists follow; a place without its words has no point."""
    actor.slug = slug_of(actor.name)
    actor.sort_key = sort_key(actor.name)[:LONGEST_SORT_KEY]
    changed = ["slug", "sort_key"]
    if MARK.search(actor.place_text):
        for name, value in NO_POINT.items():
            setattr(actor, name, value)
        changed += NO_POINT
    actor.save(update_fields=changed)


def _actors(about: About, _black: Blackening) -> QuerySet:
    return Actor.objects.filter(pk__in=about.of("actor"))


def _links(about: About, _black: Blackening) -> QuerySet:
    return ActorLink.objects.filter(actor__in=about.of("actor"))


def _snapshots(about: About, _black: Blackening) -> QuerySet:
    return ActorSnapshot.objects.filter(target__in=about.of("actor"))


def _changes(about: About, _black: Blackening) -> QuerySet:
    return ActorChange.objects.filter(pk__in=about.of("actor_change"))


def _logos(about: About, black: Blackening) -> QuerySet:
    """Under which name a picture was uploaded, and is offered again."""
    actors = _actors(about, black)
    return StoredFile.objects.filter(pk__in=actors.values("logo"))


def _words_of_change(change: ActorChange) -> list[Words]:
    return [_named(name, change.content[name]) for name in TEXTS]


def _named(name: str, text: str) -> Words:
    """One text under the label of its column."""
    column = Actor._meta.get_field(name)
    assert isinstance(column, Field)  # noqa: S101 -- each of TEXTS is a column
    return Words(name.replace("_", "-"), column.verbose_name, text)


ACTOR = Redacting(
    words=_words,
    pictures=_pictures,
    near=_near,
    exchanged=_exchanged,
    settle=_settle,
)
CHANGE = Redacting(words=_words_of_change, near=_near_change)
