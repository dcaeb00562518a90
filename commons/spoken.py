"""Days and quotations as the language of the reader writes them."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext as _


def is_german() -> bool:
    """Leichte Sprache is German too."""
    return (get_language() or "de").startswith("de")


def day_in_words(day: date) -> str:
    """`2. Januar 2026` or `2 January 2026`."""
    return date_format(day, "j. F Y" if is_german() else "j F Y")


def quoted(text: str) -> str:
    return _("„%(text)s“") % {"text": text}
