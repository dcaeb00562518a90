"""One event with everything that its page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from commons.accounts.visitors import Visitor
from commons.notifications.queries import following
from events.calendar import rules
from events.calendar.models import Event, EventDocument, EventPhoto, Occurrence
from neighbourhood.departments.models import Topic

# Of a series the page names the next ones; the calendar to follow has them all.
SHOWN = 12


@dataclass(frozen=True)
class EventPage:
    """`occurrence` is the one that is shown, `coming` are what else is to come.

    `follow` is for the button, if it has one; `online_url` is empty for whoever may
    not have it.
    """

    occurrence: Occurrence
    coming: Sequence[Occurrence]
    has_more: bool
    topics: Sequence[Topic]
    photos: Sequence[EventPhoto]
    documents: Sequence[EventDocument]
    online_url: str
    may_manage: bool
    follow: dict[str, Any] | None


def by_pk(pk: int, visitor: Visitor) -> Event | None:
    """The event, if the visitor may see it."""
    rows = Event.objects.select_related(
        "region", "actor", "network", "department", "author", "decision"
    )
    return rows.filter(pk=pk).visible_to(visitor).first()


def page_of(event: Event, asked: int | None, visitor: Visitor) -> EventPage | None:
    """Five queries for everybody, and those of the rules and the follow.

    None where `asked` is no Termin of this event.
    """
    occurrence = _chosen(event, asked)
    if occurrence is None:
        return None
    occurrence.event = event
    coming = event.occurrences.upcoming().exclude(pk=occurrence.pk)
    found = list(coming.order_by("starts_at", "pk")[: SHOWN + 1])
    for each in found:
        each.event = event
    may_see_link = rules.can_see_online_url(visitor, occurrence)
    return EventPage(
        occurrence=occurrence,
        coming=found[:SHOWN],
        has_more=len(found) > SHOWN,
        topics=list(event.topics.order_by("position", "name", "pk")),
        photos=list(event.photos.select_related("stored_file")),
        documents=list(event.documents.select_related("stored_file")),
        online_url=event.online_url if may_see_link else "",
        may_manage=rules.can_manage(visitor, event),
        follow=_follow_of(event, visitor),
    )


def next_of(event: Event) -> Occurrence | None:
    """The next that takes place, else the next at all, else the last that was."""
    coming = event.occurrences.upcoming().order_by("cancelled_at", "starts_at", "pk")
    taking_place = coming.taking_place().first()
    return taking_place or coming.first() or event.occurrences.order_by("pk").last()


def occurrence_by_pk(pk: int, visitor: Visitor) -> Occurrence | None:
    rows = Occurrence.objects.visible_to(visitor).select_related("event")
    return rows.filter(pk=pk).first()


def _chosen(event: Event, asked: int | None) -> Occurrence | None:
    if asked is None:
        return next_of(event)
    return event.occurrences.filter(pk=asked).first()


def _follow_of(event: Event, visitor: Visitor) -> dict[str, Any] | None:
    if not event.is_public or event.is_vanished:
        return None
    return following.button("event", event, visitor)
