"""How templates say when, where and for how much."""

from collections.abc import Sequence
from datetime import date

from django import template

from events.calendar import addresses, wording
from events.calendar.models import Aftermath, Event, Occurrence
from events.calendar.queries.afterwards import written_about

register = template.Library()


@register.filter
def termin_url(occurrence: Occurrence) -> str:
    return addresses.address_of(occurrence)


@register.filter
def when(occurrence: Occurrence) -> str:
    return wording.when(occurrence)


@register.filter
def hours(occurrence: Occurrence) -> str:
    return wording.hours(occurrence)


@register.filter
def begins(occurrence: Occurrence) -> str:
    """`18:00`, where there is room for no more."""
    return wording.begins(occurrence)


@register.filter
def place(occurrence: Occurrence) -> str:
    return wording.place_of(occurrence)


@register.filter
def price(event: Event) -> str:
    return wording.price_of(event)


@register.filter
def afterwards(event: Event) -> Sequence[Aftermath]:
    """What was written after its dates, as the desk reads it."""
    return written_about(event)


@register.filter
def day_name(day: date) -> str:
    return wording.day_name(day)
