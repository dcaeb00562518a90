"""The Aushang: a Rundbrief as one sheet for the board of the Stadtteilzentrum.

It always fits: the template takes the first of the variants that does. First the texts
get shorter, then pieces are left out from the end of the sections, and the sheet says
how many more are on the web.
"""

import hashlib
import json
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext

from commons import qr
from commons.delivery import letters
from commons.html import plain_text
from commons.pdf import compile_pdf
from commons.spoken import day_in_words
from commons.text import cut_at_word, first_sentence
from neighbourhood.newsletters.models import Newsletter
from neighbourhood.newsletters.queries.content import Entry, Section, content_of

TEMPLATE = "board.typ"
# Below this name of the cache words that are blackened are looked for, too.
KEY = "page:aushang:"
KEPT_FOR = 12 * 3600  # seconds
# Large type: more than these never fit, in whatever length.
MOST_PIECES = 16
LONGEST_TITLE, LONGEST_HEADLINE, LONGEST_INTRO = 110, 90, 420
# Size of the type against its smallest, and signs of each text: from the roomy variants
# to the tight one, in which pieces are left out.
ROOMY = ((1.3, 420), (1.15, 320), (1.0, 230), (1.0, 150))
TIGHT = (1.0, 100)
LONGEST_CORRECTION = 230
QR_NAME = "qr.png"


def pdf_of(issue: Newsletter) -> bytes:
    """In German, as the Rundbrief is; set anew only when its words have changed."""
    with translation.override("de"):
        payload = payload_of(issue)
        words = json.dumps(payload, sort_keys=True).encode()
        key = KEY + hashlib.sha256(words).hexdigest()
        known: bytes | None = cache.get(key)
        if known is None:
            known = compile_pdf(TEMPLATE, payload, images={QR_NAME: _code(issue)})
            cache.set(key, known, KEPT_FOR)
    return known


def payload_of(issue: Newsletter) -> dict[str, Any]:
    sections = content_of(issue).sections
    corrections = [
        cut_at_word(plain_text(row.text), LONGEST_CORRECTION)
        for row in issue.corrections.all()
    ]
    return {
        "title": cut_at_word(issue.title, LONGEST_HEADLINE),
        "language": "de",
        "author": _("Sozialraumorientierte Planungskoordination"),
        "region": issue.region.name,
        "name": issue.name,
        "days": _days(issue),
        "corrections": corrections[:2],
        "correction_label": _("Berichtigung:"),
        "intro": plain_text(issue.intro, LONGEST_INTRO) if issue.intro else "",
        "variants": list(_variants(sections)),
        "call": _("Lesen, weitersagen, mitreden"),
        "call_text": _("Mit dem Code kommen Sie zu allem, was hier steht. Oder so:"),
        "address": short_address(issue),
        "qr": QR_NAME,
        "qr_words": _("QR-Code: führt zum Rundbrief im Netz"),
        "contact_heading": _("Fragen? Rufen Sie uns an."),
        "contact": _contact(issue),
        "footer": _("Bezirksamt %(district)s von Berlin")
        % {"district": settings.DISTRICT_NAME},
    }


def address_of(issue: Newsletter) -> str:
    """What the QR code says."""
    return settings.BASE_URL + issue.get_absolute_url()


def short_address(issue: Newsletter) -> str:
    """To be typed by hand, so without what every browser adds by itself."""
    path = reverse("newsletters:archive-short", args=[issue.pk])
    return settings.BASE_URL.partition("://")[2] + path


def _code(issue: Newsletter) -> bytes:
    return qr.png(address_of(issue))


def _variants(sections: tuple[Section, ...]) -> Iterator[dict[str, Any]]:
    """From all there is to nearly nothing; the sheet takes the first that fits."""
    total = sum(len(section.entries) for section in sections)
    most = min(total, MOST_PIECES)
    for form in ROOMY:
        yield _variant(sections, most, form)
    for count in range(most, -1, -1):
        yield _variant(sections, count, TIGHT)


def _variant(
    sections: tuple[Section, ...], count: int, form: tuple[float, int]
) -> dict[str, Any]:
    turns = _in_turns(sections)
    chosen = set(turns[:count])
    scale, length = form
    shown = [
        {
            "label": str(section.label),
            "entries": [
                _piece(entry, length)
                for position, entry in enumerate(section.entries)
                if (section.key, position) in chosen
            ],
        }
        for section in sections
    ]
    more = len(turns) - count
    words = ngettext(
        "Und %(count)s weiterer Beitrag im Netz",
        "Und %(count)s weitere Beiträge im Netz",
        more,
    )
    return {
        "scale": scale,
        "sections": [section for section in shown if section["entries"]],
        "more": words % {"count": more} if more else "",
    }


def _piece(entry: Entry, length: int) -> dict[str, str]:
    """A long text gives way to its first sentence before it is cut within one."""
    text = plain_text(entry.text) if entry.is_worded else entry.text
    if len(text) > length:
        text = cut_at_word(first_sentence(text), length)
    return {"title": cut_at_word(entry.title, LONGEST_TITLE), "text": text}


def _in_turns(sections: tuple[Section, ...]) -> list[tuple[str, int]]:
    """The first piece of each section, then the second: none is left out whole."""
    columns = [
        [(section.key, position) for position, _entry in enumerate(section.entries)]
        for section in sections
    ]
    rounds = zip_longest(*columns)
    return [place for row in rounds for place in row if place is not None]


def _days(issue: Newsletter) -> str:
    """ "1. bis 31. Oktober 2026"; a month or year that is the same is said once."""
    first, last = issue.period_from, issue.period_to
    begin = "j." if (first.year, first.month) == (last.year, last.month) else "j. F"
    if first.year != last.year:
        begin = "j. F Y"
    days = {"first": date_format(first, begin), "last": day_in_words(last)}
    return _("%(first)s bis %(last)s") % days


def _contact(issue: Newsletter) -> list[str]:
    office = letters.sender_of(issue.region_id)
    if office is None:
        return []
    reached = " · ".join(part for part in (office.phone, office.email) if part)
    lines = [office.unit, reached, office.hours, office.room]
    return [line for line in lines if line]
