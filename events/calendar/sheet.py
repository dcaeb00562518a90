"""The sheet of a month: what is on in a Stadtteil, on paper for the notice board.

One entry an event, with all its dates and a QR code that leads to its page. In German,
as its entries are; what was called off is not on it, and the foot says of which day it
is.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext

from commons import qr
from commons.clock import berlin_date, berlin_today
from commons.html import plain_text
from commons.pdf import compile_pdf
from commons.spoken import day_in_words
from commons.text import cut_at_word
from events.calendar import wording
from events.calendar.models import Event, Occurrence
from events.calendar.queries.listing import here_or_everywhere, with_words
from events.calendar.queries.spans import Month, between
from neighbourhood.regions.models import Region

TEMPLATE = "month.typ"
# Below this name of the cache words that are blackened are looked for, too.
KEY = "page:veranstaltungen-aushang:"
KEPT_FOR = 12 * 3600  # seconds
LONGEST_TEXT = 220
# More is no notice board any more; the sheet says where the others are.
MOST_ENTRIES = 40
MOST_ROWS = 600
QR_NAME = "qr.png"
Payload = dict[str, Any]


def pdf_of(region: Region, month: Month) -> bytes:
    """Set anew only when its words, or the day, have changed."""
    with translation.override("de"):
        payload = payload_of(region, month)
        words = json.dumps(payload, sort_keys=True).encode()
        key = KEY + hashlib.sha256(words).hexdigest()
        known: bytes | None = cache.get(key)
        if known is None:
            known = compile_pdf(TEMPLATE, payload, images=_codes(payload))
            cache.set(key, known, KEPT_FOR)
    return known


def payload_of(region: Region, month: Month) -> Payload:
    """Two queries, however many events there are."""
    entries = [_entry(rows) for rows in _by_event(_rows(region, month))]
    shown = entries[:MOST_ENTRIES]
    left = len(entries) - len(shown)
    name = date_format(month.first, "F Y")
    today = day_in_words(berlin_today())
    more = ngettext(
        "Dazu kommt %(number)s weitere Veranstaltung. Sie steht im Netz.",
        "Dazu kommen %(number)s weitere Veranstaltungen. Sie stehen im Netz.",
        left,
    )
    return {
        "title": _("Veranstaltungen in %(region)s") % {"region": region.name},
        "language": "de",
        "author": _("Sozialraumorientierte Planungskoordination"),
        "month": name,
        "day": _("Stand: %(day)s") % {"day": today},
        "lead": _("Alle Termine, auch neue und abgesagte, stehen im Netz:"),
        "address": address_of(region),
        "qr": QR_NAME,
        "qr_words": _("QR-Code: führt zu allen Veranstaltungen im Stadtteil"),
        "entries": shown,
        "more": more % {"number": left} if left else "",
        "empty": _("Für diesen Monat steht noch nichts im Kalender."),
        "footer": _("Bindeglied %(district)s · %(region)s · %(month)s · %(day)s")
        % {
            "district": settings.DISTRICT_NAME,
            "region": region.name,
            "month": name,
            "day": _("Stand: %(day)s") % {"day": today},
        },
    }


def address_of(region: Region) -> str:
    path = reverse("calendar:event-list")
    return f"{settings.BASE_URL}{path}?stadtteil={region.slug}"


def _codes(payload: Payload) -> dict[str, bytes]:
    wanted = [payload, *payload["entries"]]
    return {each["qr"]: qr.png(each["address"]) for each in wanted}


def _rows(region: Region, month: Month) -> list[Occurrence]:
    span = between(month.first, month.last)
    rows = (
        Occurrence.objects.listed()
        .taking_place()
        .filter(
            here_or_everywhere(region.pk),
            starts_at__lt=span.ends_at,
            ends_at__gt=span.starts_at,
        )
    )
    return list(with_words(rows).order_by("starts_at", "pk")[:MOST_ROWS])


def _by_event(rows: Iterable[Occurrence]) -> list[list[Occurrence]]:
    """In the order of the first date of each."""
    known: dict[int, list[Occurrence]] = {}
    for row in rows:
        known.setdefault(row.event_id, []).append(row)
    return list(known.values())


def _entry(rows: Sequence[Occurrence]) -> Payload:
    event = rows[0].event
    text = cut_at_word(plain_text(event.text), LONGEST_TEXT)
    path = reverse("calendar:event-short", args=[event.pk])
    return {
        "title": event.title,
        "dates": list(_dates(rows)),
        "facts": [
            [_("Wo"), wording.place_of(rows[0])],
            [_("Wer lädt ein"), event.organiser_name],
            [_("Kosten"), _costs(event)],
            [_("Barrierefreiheit"), ", ".join(event.access_labels)],
        ],
        "text": text,
        "is_registered": event.takes_registrations,
        "register": _("Mit Anmeldung, auch ohne Konto: über den QR-Code."),
        "address": f"{settings.BASE_URL}{path}",
        "qr": f"qr_{event.pk}.png",
        "qr_words": _("QR-Code: führt zu „%(title)s“") % {"title": event.title},
    }


def _costs(event: Event) -> str:
    return _("nichts") if event.is_free else event.costs


def _dates(rows: Sequence[Occurrence]) -> Iterable[str]:
    """One line for the same hours: `Di 1.12., Di 8.12. · 18:00 bis 20:00 Uhr`."""
    for hours, group in groupby(rows, key=wording.hours):
        same = list(group)
        if hours == wording.when(same[0]):
            yield from map(wording.when, same)
        else:
            yield f"{', '.join(map(_short_day, same))} · {hours}"


def _short_day(row: Occurrence) -> str:
    return date_format(berlin_date(row.starts_at), "D j.n.")
