"""How Termine and what one asks for are said, on the page as in files."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commons.clock import BERLIN, berlin_date
from commons.spoken import day_in_words, is_german
from events.calendar.enums import Audience
from events.calendar.models import Event, Occurrence
from events.calendar.queries.spans import (
    is_of_one_day,
    is_of_whole_days,
    last_day_of,
)
from events.calendar.queries.wishes import SPANS, Wish
from neighbourhood.departments.queries.wishes import Chip, with_query
from participation.actors.enums import SpokenLanguage
from participation.actors.queries.wishes import ACCESS


def in_words(wish: Wish) -> str:
    """A heading for what was asked: "Veranstaltungen in Buch"."""
    where = ", ".join(region.name for region in wish.regions)
    words = _("Veranstaltungen im ganzen Bezirk")
    if where:
        words = _("Veranstaltungen in %(regions)s") % {"regions": where}
    if wish.day is not None:
        return _("%(what)s am %(day)s") % {
            "what": words,
            "day": day_in_words(wish.day),
        }
    return words


def chips(wish: Wish, here: str) -> list[Chip]:
    """In the order of the form."""
    found = [*_time_chips(wish)]
    for part, chosen in (("regions", wish.regions), ("topics", wish.topics)):
        found += [(one.name, wish.without(part, one)) for one in chosen]
    codes = (
        ("audience", {code: Audience(code).label for code in wish.audience}),
        ("access", {key: ACCESS[key].label for key in wish.access}),
        ("languages", {code: SpokenLanguage(code).label for code in wish.languages}),
    )
    for part, labels in codes:
        found += [
            (str(label), wish.without(part, code)) for code, label in labels.items()
        ]
    if wish.is_free:
        found.append((_("kostenlos"), wish.without("is_free", value=True)))
    if wish.is_online:
        found.append((_("online"), wish.without("is_online", value=True)))
    if wish.text:
        label = _("„%(text)s“") % {"text": wish.text}
        found.append((label, wish.without("text", wish.text)))
    return [Chip(label, with_query(here, query)) for label, query in found]


def day_name(day: date) -> str:
    """`Dienstag, 24. November 2026`."""
    return f"{date_format(day, 'l')}, {day_in_words(day)}"


def when(occurrence: Occurrence) -> str:
    """`Dienstag, 24. November 2026, 18:00 bis 20:00 Uhr`; both days where it goes on.

    A night belongs to the day on which it began: `23:00 bis 01:00 Uhr`.
    """
    if is_of_whole_days(occurrence):
        return f"{_days(occurrence)}, {_('ganztägig')}"
    first, last = occurrence.starts_at, occurrence.ends_at
    if is_of_one_day(occurrence):
        words = _("%(day)s, %(start)s bis %(end)s Uhr")
        return words % {
            "day": day_name(berlin_date(first)),
            "start": clock(first),
            "end": clock(last),
        }
    words = _("%(day)s, %(start)s Uhr bis %(last)s, %(end)s Uhr")
    return words % {
        "day": day_name(berlin_date(first)),
        "start": clock(first),
        "last": day_name(berlin_date(last)),
        "end": clock(last),
    }


def hours(occurrence: Occurrence) -> str:
    """`18:00 bis 20:00 Uhr`, for where the day stands above."""
    if not is_of_one_day(occurrence):
        return when(occurrence)
    if is_of_whole_days(occurrence):
        return _("ganztägig")
    words = _("%(start)s bis %(end)s Uhr")
    return words % {
        "start": clock(occurrence.starts_at),
        "end": clock(occurrence.ends_at),
    }


def begins(occurrence: Occurrence) -> str:
    """`18:00`, for the small boxes of a month."""
    if is_of_whole_days(occurrence):
        return _("ganztägig")
    return clock(occurrence.starts_at)


def clock(at: datetime) -> str:
    """As a clock on Berlin's wall shows it; the hour that comes twice says which."""
    local = timezone.localtime(at, BERLIN)
    words = f"{local:%H:%M}" if is_german() else f"{local:%-H:%M}"
    return f"{words} ({local.tzname()})" if _is_twice(local) else words


def place_of(occurrence: Occurrence) -> str:
    """Where it is; an online event has no place, and its address is told to few."""
    event = occurrence.event
    place = occurrence.place_text or event.place_text
    if place:
        return place
    if event.is_online:
        return _("online")
    return event.region.name if event.region else ""


def price_of(event: Event) -> str:
    """What it costs: in the organiser's words, or that it costs nothing."""
    if event.is_free:
        return _("Der Eintritt ist frei.")
    return _("Kosten: %(costs)s") % {"costs": event.costs} if event.costs else ""


def _days(occurrence: Occurrence) -> str:
    first, last = berlin_date(occurrence.starts_at), last_day_of(occurrence)
    if first == last:
        return day_name(first)
    words = _("%(first)s bis %(last)s")
    return words % {"first": day_name(first), "last": day_name(last)}


def _is_twice(local: datetime) -> bool:
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


def _time_chips(wish: Wish) -> list[tuple[str, str]]:
    if wish.day is not None:
        return [(day_in_words(wish.day), wish.without("day", wish.day))]
    if wish.span:
        return [(str(SPANS[wish.span]), wish.without("span", wish.span))]
    return []
