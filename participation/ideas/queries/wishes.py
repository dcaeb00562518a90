"""What a visitor asks the list for, and how it is said in an address."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Protocol
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.clock import berlin_today, moment_of
from neighbourhood.regions.queries.map_view import Box
from participation.ideas.enums import Case, Outcome
from participation.ideas.models import Idea

NEWEST, NEAREST = "neu", "nah"
RADII = (250, 500, 1_000, 2_000)  # metres
RADIUS = 500


@dataclass(frozen=True)
class Order:
    """One way to sort; the id breaks ties.

    `field` is a stored column with an index over the public ideas (or `distance`,
    which the place's index serves). It descends unless `is_ascending`. An app that
    brings another counter onto the idea adds its order to `ORDERS`.
    """

    key: str
    label: str | Promise
    field: str
    condition: Q
    parse: Callable[[str], Any]
    is_ascending: bool = False

    def show(self, idea: Idea) -> str:
        value = getattr(idea, self.field)
        return value.isoformat() if isinstance(value, datetime) else str(value)


ORDERS = {
    order.key: order
    for order in (
        Order(NEWEST, _("Neueste"), "published_at", Q(), moment_of),
        Order("beliebt", _("Meist unterstützt"), "total_support", Q(), int),
        Order(
            "beantwortet",
            _("Zuletzt beantwortet"),
            "answered_at",
            Q(answered_at__isnull=False),
            moment_of,
        ),
        Order(NEAREST, _("Nächste zuerst"), "distance", Q(), float, is_ascending=True),
    )
}
# States as residents speak of them: cases, or the outcome for the last.
STATES: dict[str, str | Promise] = {
    "offen": _("noch offen"),
    "beim-amt": _("beim Amt"),
    "beantwortet": _("beantwortet"),
    "umgesetzt": _("umgesetzt"),
}
CASES: dict[str, tuple[Case, ...]] = {
    "offen": (Case.NONE, Case.OPEN, Case.REOPENED),
    "beim-amt": (Case.REFERRED, Case.QUESTION, Case.STATEMENT_IN),
    "beantwortet": (Case.ANSWERED, Case.CLOSED),
}
OUTCOMES: dict[str, Outcome] = {
    "wird-umgesetzt": Outcome.WILL_BE_DONE,
    "teilweise": Outcome.PARTLY,
    "eingeplant": Outcome.PLANNED,
    "in-arbeit": Outcome.IN_PROGRESS,
    "umgesetzt": Outcome.DONE,
    "gibt-es-schon": Outcome.EXISTS_ALREADY,
    "gemeinsam": Outcome.TOGETHER,
    "zurueckgestellt": Outcome.DEFERRED,
    "nicht-moeglich": Outcome.NOT_POSSIBLE,
    "nicht-bezirk": Outcome.NOT_OURS,
}
MONTH, THIS_YEAR, LAST_YEAR = "30-tage", "dieses-jahr", "letztes-jahr"
PERIODS: dict[str, str | Promise] = {
    MONTH: _("letzte 30 Tage"),
    THIS_YEAR: _("dieses Jahr"),
    LAST_YEAR: _("letztes Jahr"),
}


class Named(Protocol):
    """A Stadtteil, Planungsraum, topic or Amt as the filter knows it."""

    @property
    def pk(self) -> int: ...
    @property
    def key(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def is_offered(self) -> bool: ...


@dataclass(frozen=True)
class Near:
    """A circle around a place, in metres of EPSG:25833.

    `is_exact` is False where only the Planungsraum of an address is known.
    """

    text: str
    east: float
    north: float
    radius: int = RADIUS
    is_exact: bool = True


@dataclass
class Wish:
    """What a visitor asked the list for; empty values don't narrow.

    `subtopics` are those below the chosen topics. `unknown_place` is an address that
    nobody knows: it narrows nothing, but the page says so. `box` is what the map
    shows; it is no part of the address. `cursor` names the last row of the page
    before, `before` the first row of the page after.
    """

    text: str = ""
    regions: tuple[Named, ...] = ()
    areas: tuple[Named, ...] = ()
    topics: tuple[Named, ...] = ()
    subtopics: tuple[Named, ...] = ()
    states: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    departments: tuple[Named, ...] = ()
    period: str = ""
    since: date | None = None
    until: date | None = None
    has_pictures: bool = False
    near: Near | None = None
    unknown_place: str = ""
    box: Box | None = None
    order: str = NEWEST
    cursor: str = ""
    before: str = ""

    @property
    def is_narrowed(self) -> bool:
        return bool(self.text) or self.is_filtered

    @property
    def is_filtered(self) -> bool:
        """Narrowed by anything but words."""
        return self.is_counted_out or bool(self.regions or self.topics or self.states)

    @property
    def is_counted_out(self) -> bool:
        """Narrowed by something that the map's counters don't know."""
        return bool(
            self.areas
            or self.outcomes
            or self.departments
            or self.span != (None, None)
            or self.has_pictures
            or self.near
            or "umgesetzt" in self.states
        )

    @property
    def region_ids(self) -> list[int]:
        return _ids(self.regions)

    @property
    def topic_ids(self) -> list[int]:
        """The chosen topics and those below them."""
        return list(dict.fromkeys(_ids((*self.topics, *self.subtopics))))

    @property
    def cases(self) -> list[Case]:
        return [case for state in self.states for case in CASES.get(state, ())]

    @property
    def span(self) -> tuple[date | None, date | None]:
        """First and last day (Berlin) on which the ideas were published."""
        today = berlin_today()
        return {
            MONTH: (today - timedelta(days=29), None),
            THIS_YEAR: (date(today.year, 1, 1), None),
            LAST_YEAR: (date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
        }.get(self.period, (self.since, self.until))

    @property
    def order_key(self) -> str:
        """The order that is possible: nearest to what, if there is no place?"""
        is_known = self.order in ORDERS
        is_possible = is_known and (self.order != NEAREST or self.near is not None)
        return self.order if is_possible else NEWEST

    def query(self, **changes: Any) -> str:
        """The query string of this wish with some parts changed."""
        wish = replace(self, **changes)
        pairs = [(name, value) for name, value in wish._pairs() if value]
        return urlencode(pairs)

    def filter_query(self) -> str:
        """The filter alone: neither where a page begins nor how it is sorted."""
        return self.query(order=NEWEST, cursor="", before="")

    def _pairs(self) -> Iterable[tuple[str, str]]:
        yield "q", self.text
        yield from (("stadtteil", one.key) for one in self.regions)
        yield from (("raum", one.key) for one in self.areas)
        yield from (("thema", one.key) for one in self.topics)
        yield from (("stand", one) for one in self.states)
        yield from (("ergebnis", one) for one in self.outcomes)
        yield from (("amt", one.key) for one in self.departments)
        yield "zeitraum", self.period
        if not self.period:
            yield "von", self.since.isoformat() if self.since else ""
            yield "bis", self.until.isoformat() if self.until else ""
        yield "fotos", "ja" if self.has_pictures else ""
        place = self.near.text if self.near else self.unknown_place
        yield "bei", place
        radius = self.near.radius if self.near else RADIUS
        yield "umkreis", str(radius) if radius != RADIUS else ""
        yield "sortierung", self.order if self.order != NEWEST else ""
        yield "ab", self.cursor
        yield "vor", self.before


def _ids(named: Iterable[Named]) -> list[int]:
    return [one.pk for one in named]
