"""What the pages of partners' calendars show, and what waits for the SPK."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from commons.accounts.visitors import Visitor
from commons.followups.registry import MOST_ITEMS, Item
from commons.foreign_calendars.meetings import Why
from events.calendar.models import CalendarSource, Event, ImportedEvent, SourcePlace
from events.calendar.source_states import SourceState
from participation.actors.models import Actor
from participation.actors.queries.choices import speakable_for
from participation.moderation.rules import can_see_desk, moderates

MOST_EVENTS = 50
WHY: dict[str, str | Promise] = {
    Why.BROKEN.value: gettext_lazy("Der Eintrag ist beschädigt."),
    Why.NO_BEGINNING.value: gettext_lazy("Es steht nicht dabei, wann er beginnt."),
    Why.NO_TITLE.value: gettext_lazy("Der Eintrag hat keinen Titel."),
    Why.BAD_RULE.value: gettext_lazy(
        "Wie sich der Termin wiederholt, verstehen wir nicht."
    ),
    Why.BAD_TIME.value: gettext_lazy("Die Zeitangabe verstehen wir nicht."),
    Why.PRIVATE.value: gettext_lazy("Er ist als privat markiert und bleibt bei Ihnen."),
    Why.TENTATIVE.value: gettext_lazy(
        "Er steht noch nicht fest. Sobald er bestätigt ist, kommt er dazu."
    ),
    Why.TOO_MANY.value: gettext_lazy(
        "Es sind zu viele Termine auf einmal; die nächsten kommen zuerst."
    ),
    Why.TWICE.value: gettext_lazy(
        "Die Kennung (UID) kommt zweimal vor; wir wissen nicht, was gilt."
    ),
}


@dataclass(frozen=True)
class Left:
    """An entry that does not come in."""

    line: int
    title: str
    why: str | Promise


@dataclass(frozen=True)
class Coming:
    """An event that would come in; `region` is where we would put it."""

    title: str
    starts_at: datetime | None
    dates: int
    where: str
    region: str


def sources_of(visitor: Visitor) -> QuerySet[CalendarSource]:
    """By actor and name, with how many events to come each has brought."""
    to_come = Q(
        imported__event__occurrences__ends_at__gt=timezone.now(),
        imported__event__vanished_at__isnull=True,
    )
    rows = CalendarSource.objects.visible_to(visitor).select_related("actor", "region")
    rows = rows.annotate(events=Count("imported__event", filter=to_come, distinct=True))
    return rows.order_by("actor__sort_key", "name", "pk")


def connectable_for(visitor: Visitor) -> QuerySet[Actor]:
    """Verified actors that the visitor may speak for, by name."""
    return speakable_for(visitor).filter(verified_at__isnull=False)


def left_of(source: CalendarSource) -> list[Left]:
    return [
        Left(one["line"], one["title"], WHY.get(one["why"], WHY[Why.BROKEN.value]))
        for one in source.unread
    ]


def coming_of(source: CalendarSource, places: Iterable[SourcePlace]) -> list[Coming]:
    """What the preview found, placed as it stands now."""
    by_text = {place.text: place for place in places}
    default = source.region.name if source.region else _("ganzer Bezirk")
    return [
        Coming(
            title=row["title"],
            starts_at=parse_datetime(row["starts_at"]),
            dates=row["dates"],
            where=row["where"],
            region=_region_of(by_text.get(row["where"])) or default,
        )
        for row in source.preview.get("rows", ())
    ]


def places_of(source: CalendarSource) -> list[SourcePlace]:
    """Those that the calendar writes now; one query."""
    rows = source.places.filter(is_current=True).select_related("region")
    return list(rows.order_by("text", "pk"))


def events_of(source: CalendarSource) -> list[ImportedEvent]:
    """Events to come, the next first; gone ones as well, until their day is over."""
    now = timezone.now()
    coming = Min(
        "event__occurrences__starts_at", filter=Q(event__occurrences__ends_at__gt=now)
    )
    rows = ImportedEvent.objects.filter(source=source).annotate(next_at=coming)
    rows = rows.filter(next_at__isnull=False).select_related("event__region", "place")
    return list(rows.order_by("next_at", "event_id")[:MOST_EVENTS])


def imported_of(event: Event) -> ImportedEvent | None:
    """Where it comes from; one query."""
    rows = ImportedEvent.objects.filter(event=event)
    return rows.select_related("source__actor").first()


def failing_items(visitor: Visitor) -> Iterator[Item]:
    """For the SPK: calendars that nobody could read for long; one query."""
    if not can_see_desk(visitor):
        return
    rows = _failing(visitor).select_related("actor__region")
    for source in rows.order_by("failing_since", "pk")[:MOST_ITEMS]:
        region = source.actor.region
        yield Item(
            title=_("Kalender von %(name)s wird nicht gelesen")
            % {"name": source.actor.name},
            url=source.get_absolute_url(),
            detail=region.name if region else "",
            since=source.failing_since,
            region_id=source.actor.region_id,
        )


def failing_count(visitor: Visitor) -> int:
    return _failing(visitor).count() if can_see_desk(visitor) else 0


def _failing(visitor: Visitor) -> QuerySet[CalendarSource]:
    here = Actor.objects.filter(moderates(visitor)).values("pk")
    return CalendarSource.objects.filter(
        state=SourceState.ACTIVE, told_at__isnull=False, actor__in=here
    )


def _region_of(place: SourcePlace | None) -> str:
    if place is None or (place.region is None and not place.is_chosen):
        return ""
    return place.region.name if place.region else _("ganzer Bezirk")


def summary_of(source: CalendarSource) -> dict[str, Any]:
    """How many would come in, and how many not."""
    kept = source.preview
    return {name: kept.get(name, 0) for name in ("total", "dates", "unread")}
