"""Partners' calendars for the other rooms: kind, verbs, Heute, copies, own data."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from commons import copies, kinds, owndata, slots
from commons.blackening import Blackening
from commons.copies import About
from commons.followups import registry as today
from commons.notifications import reasons, subjects
from commons.verbs import registry as verbs
from events.calendar.models import (
    CalendarSource,
    Event,
    ImportedEvent,
    Occurrence,
    SourcePlace,
)
from events.calendar.queries import sources
from events.calendar.source_rules import can_change
from events.calendar.verbs import sources as said


def register() -> None:
    verbs.declare(*said.VERBS)
    kinds.register(
        kinds.Kind(
            key="calendar_source",
            model="calendar.CalendarSource",
            label=_("Verbundener Kalender"),
            title=str,
            url=lambda source: source.get_absolute_url(),
            region_id=lambda source: source.actor.region_id,
            visible_to=kinds.as_the_rows_say,
            related=("actor__region",),
        )
    )
    reasons.register(
        said.OWNER,
        _("Sie bekommen diese Mail, weil Sie für diesen Akteur sprechen."),
        short=_("Ihr Akteur"),
        subject=subjects.OWN,
    )
    today.register(
        "calendar-sources",
        _("Kalender, die niemand lesen kann"),
        sources.failing_items,
        order=66,
        count=sources.failing_count,
    )
    owndata.register(
        model="calendar.CalendarSource",
        user_fields=("created_by",),
        label=_("Kalender, die Sie für einen Akteur verbunden haben"),
        retain=_("Bleiben ohne Ihren Namen beim Akteur."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("actor_id", "name", "host", "created_at", "connected_at"),
    )
    slots.fill(
        "event-side",
        template="calendar/_event_source.html",
        context=_beside,
        order=20,
        query_budget=1,
    )
    copies.register("calendar.CalendarSource", ("name", "preview", "unread"), _sources)
    copies.register("calendar.SourcePlace", ("text",), _places)
    copies.register("calendar.ImportedEvent", ("url",), _imported)


def _beside(
    request: HttpRequest | None,
    event: Event,
    occurrence: Occurrence,  # noqa: ARG001 -- the slot's signature
) -> Mapping[str, Any] | None:
    """Where an event comes from; without a name elsewhere it is kept here."""
    imported = sources.imported_of(event) if event.external_uid else None
    if imported is None:
        return None
    visitor = getattr(request, "visitor", None)
    may_change = visitor is not None and can_change(visitor, imported.source)
    return {"imported": imported, "event": event, "may_change": may_change}


def _sources(about: About, black: Blackening) -> QuerySet:
    rows = _imported(about, black).values("source")
    return CalendarSource.objects.filter(pk__in=rows)


def _places(about: About, black: Blackening) -> QuerySet:
    rows = _imported(about, black).values("source")
    return SourcePlace.objects.filter(source__in=rows)


def _imported(about: About, _black: Blackening) -> QuerySet:
    return ImportedEvent.objects.filter(event__in=about.of("event"))
