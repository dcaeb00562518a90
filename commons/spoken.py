"""Days and quotations as the language of the reader writes them."""

from datetime import date, timedelta

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, gettext as _, ngettext

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def is_german() -> bool:
    """Leichte Sprache is German too."""
    return (get_language() or "de").startswith("de")


def day_in_words(day: date) -> str:
    """`2. Januar 2026` or `2 January 2026`."""
    return date_format(day, "j. F Y" if is_german() else "j F Y")


def months_in_words(first: date, last: date) -> str:
    """`Mai 2026`, `Mai bis Juni 2026`, `Dezember 2025 bis Januar 2026`."""
    end = date_format(last, "F Y")
    if (first.year, first.month) == (last.year, last.month):
        return end
    begin = date_format(first, "F" if first.year == last.year else "F Y")
    return _("%(first)s bis %(last)s") % {"first": begin, "last": end}


def span_in_words(span: timedelta) -> str:
    """How long something took, as exactly as one says it: `7 Stunden`, `3,5 Tage`."""
    if span < HOUR:
        return _("unter einer Stunde")
    if span < 2 * DAY:
        hours = round(span / HOUR)
        return ngettext("%(hours)s Stunde", "%(hours)s Stunden", hours) % {
            "hours": hours
        }
    return _("%(days)s Tage") % {"days": number_format(round(span / DAY, 1), 1)}


def quoted(text: str) -> str:
    return _("„%(text)s“") % {"text": text}
