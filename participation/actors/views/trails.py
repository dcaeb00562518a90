"""The way back that stands above a page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from participation.actors.models import Actor

Trail = list[tuple[str, str]]


def to_directory() -> Trail:
    return [(_("Akteure"), reverse("actors:actor-list"))]


def to_actor(actor: Actor) -> Trail:
    return [*to_directory(), (actor.name, actor.get_absolute_url())]
