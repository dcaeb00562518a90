"""What a visitor asks the calendar for, and how it is said in an address."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from neighbourhood.departments.queries.wishes import ListWish

TODAY, TOMORROW, WEEKEND, WEEK = "heute", "morgen", "wochenende", "woche"
# As addresses name them, in the order of the page.
SPANS: dict[str, str | Promise] = {
    TODAY: _("Heute"),
    TOMORROW: _("Morgen"),
    WEEKEND: _("Dieses Wochenende"),
    WEEK: _("In den nächsten 7 Tagen"),
}


@dataclass(frozen=True)
class Wish(ListWish):
    """Several values of one filter widen it, but for `access`: who needs a ramp and a
    hearing loop needs both. `span` is a word for some days, `day` one day; a day goes
    before a word.
    """

    span: str = ""
    day: date | None = None
    audience: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    is_free: bool = False
    is_online: bool = False

    def pairs(self) -> Iterable[tuple[str, str]]:
        yield "q", self.text
        yield "wann", "" if self.day else self.span
        yield "tag", self.day.isoformat() if self.day else ""
        yield from (("stadtteil", one.key) for one in self.regions)
        yield from (("thema", one.key) for one in self.topics)
        yield from (("fuer", one) for one in self.audience)
        yield from (("zugang", one) for one in self.access)
        yield from (("sprache", one) for one in self.languages)
        yield "kosten", "frei" if self.is_free else ""
        yield "ort", "online" if self.is_online else ""
        yield "ab", self.cursor
        yield "vor", self.before
