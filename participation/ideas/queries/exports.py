"""The result of the list as files: what is public anyway, in rows and as places.

No names of people: who wrote an idea is no business of whoever counts ideas.
"""

import json
from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from commons.clock import berlin_date
from commons.tables import Cell, csv_lines
from participation.ideas import wording
from participation.ideas.models import Idea
from participation.ideas.queries import listing
from participation.ideas.queries.wishes import Wish

MOST_ROWS = 10_000
RELATED = ("region", "topic", "planning_area", "lead_department")
DIGITS = 6  # of a degree: ten centimetres
LICENCE_URL = "https://www.govdata.de/dl-de/by-2-0"


def rule() -> str:
    """What a file holds, as the page and the file itself say it."""
    return _("Höchstens %(most)s Ideen, in der Reihenfolge der Liste.") % {
        "most": number_format(MOST_ROWS, force_grouping=True)
    }


def licence() -> str:
    return _(
        "Quelle: Bindeglied %(district)s. Datenlizenz Deutschland, Namensnennung, "
        "Version 2.0 (%(url)s)"
    ) % {"district": settings.DISTRICT_NAME, "url": LICENCE_URL}


def as_csv(wish: Wish) -> Iterator[bytes]:
    """A table whose last line says where it comes from."""
    source = [f"{wording.in_words(wish)}. {rule()} {licence()}"]
    return csv_lines(_header(), chain(_rows(wish), [source]))


def as_geojson(wish: Wish) -> Iterator[str]:
    """A FeatureCollection (RFC 7946); ideas without a place have no geometry."""
    head = {
        "type": "FeatureCollection",
        "name": wording.in_words(wish),
        "licence": licence(),
        "rule": rule(),
    }
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "features": ['
    for place, idea in enumerate(_ideas(wish)):
        mark = ",\n" if place else "\n"
        yield mark + json.dumps(_feature(idea), ensure_ascii=False)
    yield "\n]}\n"


def _ideas(wish: Wish) -> Iterator[Idea]:
    return listing.everything(wish, most=MOST_ROWS, related=RELATED)


def _header() -> list[str]:
    return [
        _("Nummer"),
        _("Titel"),
        _("Text"),
        _("Thema"),
        _("Stadtteil"),
        _("Planungsraum"),
        _("Ort"),
        _("Breite"),
        _("Länge"),
        _("Stand"),
        _("Ergebnis"),
        _("zuständiges Amt"),
        _("Unterstützungen"),
        _("mit Fotos"),
        _("veröffentlicht am"),
        _("beantwortet am"),
        _("Adresse der Seite"),
    ]


def _rows(wish: Wish) -> Iterator[list[Cell]]:
    for idea in _ideas(wish):
        known = _known(idea)
        known["fotos"] = _("ja") if idea.has_pictures else _("nein")
        place = [idea.lat, idea.lon]
        cells = list(known.values())
        yield [*cells[:7], *place, *cells[7:]]


def _feature(idea: Idea) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": idea.number,
        "geometry": _geometry(idea),
        "properties": _known(idea),
    }


def _geometry(idea: Idea) -> dict[str, Any] | None:
    if idea.lon is None or idea.lat is None:
        return None
    position = [round(idea.lon, DIGITS), round(idea.lat, DIGITS)]
    return {"type": "Point", "coordinates": position}


def _known(idea: Idea) -> dict[str, Any]:
    """What is told of an idea, in the order of the table."""
    area, department = idea.planning_area, idea.lead_department
    return {
        "nummer": idea.number,
        "titel": idea.title,
        "text": idea.text,
        "thema": idea.topic.name,
        "stadtteil": idea.region.name if idea.region else "",
        "planungsraum": area.name if area else "",
        "ort": idea.place_text,
        "stand": str(idea.get_case_display()),
        "ergebnis": str(idea.get_outcome_display()) if idea.outcome else "",
        "amt": department.name if department else "",
        "unterstuetzungen": idea.total_support,
        "fotos": idea.has_pictures,
        "veroeffentlicht": _day(idea.published_at),
        "beantwortet": _day(idea.answered_at),
        "adresse": settings.BASE_URL + idea.get_absolute_url(),
    }


def _day(moment: Any) -> str:
    return berlin_date(moment).isoformat() if moment else ""
