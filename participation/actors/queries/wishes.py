"""What a visitor asks the directory for, and how it is said in an address."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from commons.lenient import Choice
from participation.actors.enums import Access, ActorKind

# As addresses name them, in the order of the form.
KINDS: dict[str, ActorKind] = {
    "stadtteilzentrum": ActorKind.CENTRE,
    "initiative": ActorKind.INITIATIVE,
    "verein": ActorKind.ASSOCIATION,
    "einrichtung": ActorKind.INSTITUTION,
    "laden": ActorKind.BUSINESS,
}
ACCESS: dict[str, Access] = {
    "stufenfrei": Access.STEP_FREE,
    "toilette": Access.TOILET,
    "hoeranlage": Access.HEARING_LOOP,
    "gebaerden": Access.SIGN_LANGUAGE,
    "leichte-sprache": Access.PLAIN_LANGUAGE,
}


@dataclass(frozen=True)
class Wish:
    """Empty values don't narrow.

    Several values of one filter widen it, but for `access`: who needs a ramp and a
    hearing loop needs both. `subtopics` are those below the chosen topics. `cursor`
    names the last row of the page before, `before` the first of the page after.
    """

    text: str = ""
    regions: tuple[Choice, ...] = ()
    topics: tuple[Choice, ...] = ()
    subtopics: tuple[Choice, ...] = ()
    kinds: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    cursor: str = ""
    before: str = ""

    @property
    def is_narrowed(self) -> bool:
        chosen = (self.regions, self.topics, self.kinds, self.access, self.languages)
        return bool(self.text) or any(chosen)

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

    def filter_query(self) -> str:
        """The filter alone, from its beginning."""
        return self.query(cursor="", before="")

    def without(self, part: str, value: Any) -> str:
        """The filter less one of its values."""
        left = tuple(one for one in getattr(self, part) if one != value)
        return self.query(cursor="", before="", **{part: left})

    def _pairs(self) -> Iterable[tuple[str, str]]:
        yield "q", self.text
        yield from (("stadtteil", one.key) for one in self.regions)
        yield from (("thema", one.key) for one in self.topics)
        yield from (("art", one) for one in self.kinds)
        yield from (("zugang", one) for one in self.access)
        yield from (("sprache", one) for one in self.languages)
        yield "ab", self.cursor
        yield "vor", self.before
