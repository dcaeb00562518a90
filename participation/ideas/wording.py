"""A wish in words: the chips of the filter, and a name as people would say it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from commons.spoken import day_in_words, quoted
from commons.text import cut_at_word
from participation.ideas.queries.wishes import OUTCOMES, PERIODS, STATES, Wish

LONGEST_NAME = 80
FIRST_PAGE = {"cursor": "", "before": ""}


@dataclass(frozen=True)
class Chip:
    """One active filter, and the address of the list without it."""

    label: str
    query: str


def chips(wish: Wish) -> list[Chip]:
    """Every active filter, in the order of the form."""
    return [
        Chip(label, wish.query(**without, **FIRST_PAGE))
        for label, without in _active(wish)
    ]


def in_words(wish: Wish) -> str:
    """ "Spielplätze in Weißensee (mit Fotos)"; without a filter "Alle Ideen"."""
    if not wish.is_narrowed:
        return _("Alle Ideen")
    topics = _listed(topic.name for topic in wish.topics)
    words = [topics or _("Ideen")]
    if wish.text:
        words.append(quoted(wish.text))
    if place := _place(wish):
        words.append(_("in %(place)s") % {"place": place})
    if wish.near:
        words.append(_near(wish))
    details = ", ".join(_details(wish))
    name = " ".join(words) + (f" ({details})" if details else "")
    return cut_at_word(name, LONGEST_NAME)


def _active(wish: Wish) -> Iterable[tuple[str, dict[str, Any]]]:
    if wish.text:
        yield quoted(wish.text), {"text": ""}
    for name in ("regions", "areas", "topics"):
        yield from _each(wish, name)
    for key in wish.states:
        yield str(STATES[key]), {"states": _less(wish.states, key)}
    for key in wish.outcomes:
        label = _("Ergebnis: %(outcome)s") % {"outcome": OUTCOMES[key].label}
        yield label, {"outcomes": _less(wish.outcomes, key)}
    yield from _each(wish, "departments")
    if period := _period(wish):
        yield period, {"period": "", "since": None, "until": None}
    if wish.near:
        yield _near(wish), {"near": None}
    if wish.has_pictures:
        yield _("mit Fotos"), {"has_pictures": False}


def _each(wish: Wish, name: str) -> Iterable[tuple[str, dict[str, Any]]]:
    chosen = getattr(wish, name)
    for one in chosen:
        yield one.name, {name: _less(chosen, one)}


def _less(values: tuple[Any, ...], gone: Any) -> tuple[Any, ...]:
    return tuple(value for value in values if value != gone)


def _place(wish: Wish) -> str:
    return _listed(one.name for one in wish.areas or wish.regions)


def _near(wish: Wish) -> str:
    if wish.near is None:
        return ""
    return _("bis %(metres)s m um %(place)s") % {
        "metres": number_format(wish.near.radius, force_grouping=True),
        "place": wish.near.text,
    }


def _details(wish: Wish) -> Iterable[str]:
    yield from (str(STATES[key]) for key in wish.states)
    yield from (str(OUTCOMES[key].label) for key in wish.outcomes)
    yield from (one.name for one in wish.departments)
    if period := _period(wish):
        yield period
    if wish.has_pictures:
        yield _("mit Fotos")


def _period(wish: Wish) -> str:
    if wish.period:
        return str(PERIODS[wish.period])
    if wish.since and wish.until:
        days = {"since": day_in_words(wish.since), "until": day_in_words(wish.until)}
        return _("vom %(since)s bis %(until)s") % days
    if wish.since:
        return _("ab %(day)s") % {"day": day_in_words(wish.since)}
    return _("bis %(day)s") % {"day": day_in_words(wish.until)} if wish.until else ""


def _listed(names: Iterable[str]) -> str:
    """ "Buch, Karow und Weißensee"."""
    *others, last = list(names) or [""]
    if not others:
        return last
    return _("%(others)s und %(last)s") % {"others": ", ".join(others), "last": last}
