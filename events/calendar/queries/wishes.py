"""What a visitor asks the calendar for, and how it is said in an address."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.lenient import Choice

TODAY, TOMORROW, WEEKEND, WEEK = "heute", "morgen", "wochenende", "woche"
# As addresses name them, in the order of the page.
SPANS: dict[str, str | Promise] = {
    TODAY: _("Heute"),
    TOMORROW: _("Morgen"),
    WEEKEND: _("Dieses Wochenende"),
    WEEK: _("In den nächsten 7 Tagen"),
}


@dataclass(frozen=True)
class Wish:
    """Empty values don't narrow.

    Several values of one filter widen it, but for `access`: who needs a ramp and a
    hearing loop needs both. `span` is a word for some days, `day` one day; a day goes
    before a word. `cursor` names the last row of the page before, `before` the first
    of the page after.
    """

    text: str = ""
    span: str = ""
    day: date | None = None
    regions: tuple[Choice, ...] = ()
    topics: tuple[Choice, ...] = ()
    subtopics: tuple[Choice, ...] = ()
    audience: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    is_free: bool = False
    is_online: bool = False
    cursor: str = ""
    before: str = ""

    @property
    def is_narrowed(self) -> bool:
        chosen = (self.regions, self.topics, self.audience, self.access, self.languages)
        flags = (self.is_free, self.is_online, self.span, self.day)
        return bool(self.text) or any(chosen) or any(flags)

    @property
    def region(self) -> Choice | None:
        """The one Stadtteil that was asked for."""
        return self.regions[0] if len(self.regions) == 1 else None

    @property
    def topic_ids(self) -> list[int]:
        """The chosen topics and those below them."""
        return [topic.pk for topic in dict.fromkeys((*self.topics, *self.subtopics))]

    def query(self, **changes: Any) -> str:
        """The query string of this wish with some parts changed."""
        pairs = [(name, value) for name, value in replace(self, **changes)._pairs()]
        return urlencode([(name, value) for name, value in pairs if value])

    def filter_query(self, **changes: Any) -> str:
        """The filter alone, from its beginning."""
        return self.query(cursor="", before="", **changes)

    def without(self, part: str, value: Any) -> str:
        """The filter less one of its values."""
        held = getattr(self, part)
        if isinstance(held, tuple):
            return self.filter_query(
                **{part: tuple(one for one in held if one != value)}
            )
        return self.filter_query(**{part: None if part == "day" else type(held)()})

    def _pairs(self) -> Iterable[tuple[str, str]]:
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
