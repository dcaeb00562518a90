"""The booklet: all actors of a Stadtteil on paper, for the table in the hallway.

By kind and name, with an index by topic at the end; the foot says of which day it is.
In German, as its entries are.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _, ngettext

from commons import qr
from commons.clock import berlin_today
from commons.html import text_blocks
from commons.lenient import Choice
from commons.pdf import compile_pdf
from commons.spoken import day_in_words
from commons.text import cut_at_word
from neighbourhood.regions.models import Region
from participation.actors.models import Actor
from participation.actors.queries import directory
from participation.actors.queries.wishes import KINDS, Wish

TEMPLATE = "actors.typ"
# Below this name of the cache words that are blackened are looked for, too.
KEY = "page:akteure-heft:"
KEPT_FOR = 12 * 3600  # seconds
# A booklet says in short what the page says at length.
LONGEST_TEXT = 700
QR_NAME = "qr.png"


def pdf_of(region: Region) -> bytes:
    """Set anew only when its words, or the day, have changed."""
    with translation.override("de"):
        payload = payload_of(region)
        words = json.dumps(payload, sort_keys=True).encode()
        key = KEY + hashlib.sha256(words).hexdigest()
        known: bytes | None = cache.get(key)
        if known is None:
            known = compile_pdf(TEMPLATE, payload, images={QR_NAME: _code(region)})
            cache.set(key, known, KEPT_FOR)
    return known


def payload_of(region: Region) -> dict[str, Any]:
    """Four queries, however many actors there are."""
    choice = Choice(region.pk, region.slug, region.name)
    actors = list(directory.everything(Wish(regions=(choice,))))
    day = day_in_words(berlin_today())
    number = ngettext("%(number)s Akteur", "%(number)s Akteure", len(actors))
    return {
        "title": _("Akteure in %(region)s") % {"region": region.name},
        "language": "de",
        "author": _("Sozialraumorientierte Planungskoordination"),
        "kicker": _("Wer macht was im Stadtteil?"),
        "number": number % {"number": len(actors)},
        "day": _("Stand: %(day)s") % {"day": day},
        "lead": _(
            "Initiativen, Vereine, Einrichtungen und Läden, die etwas für die "
            "Nachbarschaft tun. Immer aktuell ist das Verzeichnis im Netz:"
        ),
        "address": address_of(region),
        "qr": QR_NAME,
        "qr_words": _("QR-Code: führt zum Verzeichnis im Netz"),
        "contents": _("Inhalt"),
        "sections": list(_sections(actors)),
        "topics_heading": _("Nach Themen"),
        "topics": list(_topics(actors)),
        "footer": _("Bindeglied %(district)s · Akteure in %(region)s · %(day)s")
        % {"district": settings.DISTRICT_NAME, "region": region.name, "day": day},
    }


def address_of(region: Region) -> str:
    return f"{settings.BASE_URL}{reverse('actors:actor-list')}?stadtteil={region.slug}"


def _code(region: Region) -> bytes:
    return qr.png(address_of(region))


def _sections(actors: Iterable[Actor]) -> Iterator[dict[str, Any]]:
    """By kind, in the order of the filter; a kind without anybody has no section."""
    rows = list(actors)
    for kind in KINDS.values():
        entries = [_entry(actor) for actor in rows if actor.kind == kind]
        if entries:
            yield {"label": str(kind.label), "entries": entries}


def _entry(actor: Actor) -> dict[str, Any]:
    text = cut_at_word(actor.text, LONGEST_TEXT)
    return {
        "id": actor.pk,
        "name": actor.name,
        "summary": actor.summary,
        "text": text_blocks(text),
        "facts": [
            [_("Adresse"), actor.place_text],
            [_("Öffnungszeiten"), " · ".join(actor.opening_hours.splitlines())],
            [_("Telefon"), actor.contact_phone],
            [_("E-Mail"), actor.contact_mail],
            [_("Website"), actor.website],
            [_("Sprachen"), ", ".join(actor.language_labels)],
            [_("Barrierefreiheit"), _access(actor)],
        ],
    }


def _access(actor: Actor) -> str:
    words = [", ".join(actor.access_labels), actor.access_note]
    return ". ".join(part for part in words if part)


def _topics(actors: Iterable[Actor]) -> Iterator[dict[str, Any]]:
    """Each topic with whom to find there, both in their usual order."""
    known: dict[tuple[int, str, int], list[Actor]] = {}
    for actor in actors:
        for topic in actor.topics.all():
            place = (topic.position, topic.name, topic.pk)
            known.setdefault(place, []).append(actor)
    for place in sorted(known):
        entries = [{"id": one.pk, "name": one.name} for one in known[place]]
        yield {"label": place[1], "entries": entries}
