"""A time in words, as letters and pages say it."""

from django.utils.translation import gettext as _

from commons.clock import BERLIN
from commons.spoken import day_in_words
from participation.pool.spans import Span


def when_in_words(span: Span) -> str:
    """One day is said once: "Samstag, 5. Dezember 2026, 10 bis 12 Uhr"."""
    begins, ends = span.starts_at.astimezone(BERLIN), span.ends_at.astimezone(BERLIN)
    words = {
        "day": day_in_words(begins.date()),
        "begins": f"{begins:%H:%M}",
        "last": day_in_words(ends.date()),
        "ends": f"{ends:%H:%M}",
    }
    if begins.date() == ends.date():
        return _("%(day)s, %(begins)s bis %(ends)s Uhr") % words
    return _("%(day)s, %(begins)s Uhr, bis %(last)s, %(ends)s Uhr") % words
