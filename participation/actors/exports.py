"""The directory as a table to take along: what its actors want to be known."""

from collections.abc import Iterator
from itertools import chain

from django.conf import settings
from django.utils.translation import gettext as _

from commons.clock import berlin_date, berlin_today
from commons.spoken import day_in_words
from commons.tables import Cell, csv_lines
from participation.actors import wording
from participation.actors.models import Actor
from participation.actors.queries import directory
from participation.actors.queries.wishes import Wish


def as_csv(wish: Wish) -> Iterator[bytes]:
    """A table whose last line says where it comes from, and from when."""
    rows = (_row(actor) for actor in directory.everything(wish))
    return csv_lines(_header(), chain(rows, [[_source(wish)]]))


def _source(wish: Wish) -> str:
    words = _("%(name)s. Quelle: Bindeglied %(district)s, Stand %(day)s.")
    return words % {
        "name": wording.in_words(wish),
        "district": settings.DISTRICT_NAME,
        "day": day_in_words(berlin_today()),
    }


def _header() -> list[str]:
    return [
        _("Name"),
        _("Art"),
        _("In einem Satz"),
        _("Themen"),
        _("Stadtteil"),
        _("Arbeitet in"),
        _("Adresse"),
        _("Breite"),
        _("Länge"),
        _("Öffnungszeiten"),
        _("Sprachen"),
        _("Barrierefreiheit"),
        _("Gut zu wissen"),
        _("E-Mail-Adresse"),
        _("Telefon"),
        _("Website"),
        _("von der SPK bestätigt"),
        _("Angaben zuletzt bestätigt am"),
        _("Adresse der Seite"),
    ]


def _row(actor: Actor) -> list[Cell]:
    confirmed = actor.confirmed_at
    return [
        actor.name,
        str(actor.get_kind_display()),
        actor.summary,
        ", ".join(topic.name for topic in actor.topics.all()),
        actor.region.name if actor.region else "",
        ", ".join(_regions_of(actor)),
        actor.place_text,
        actor.lat,
        actor.lon,
        " · ".join(actor.opening_hours.splitlines()),
        ", ".join(actor.language_labels),
        ", ".join(actor.access_labels),
        actor.access_note,
        actor.contact_mail,
        actor.contact_phone,
        actor.website,
        _("ja") if actor.is_verified else _("nein"),
        berlin_date(confirmed).isoformat() if confirmed else "",
        settings.BASE_URL + actor.get_absolute_url(),
    ]


def _regions_of(actor: Actor) -> list[str]:
    """Where it works, in the order of the numbers; from rows fetched before."""
    return [one.name for one in sorted(actor.regions.all(), key=lambda one: one.number)]
