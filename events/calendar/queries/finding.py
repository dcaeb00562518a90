"""How events are found by search: by their words, who invites, topics and where."""

from collections.abc import Iterable

from django.db.models import QuerySet

from commons.search.registry import Document
from events.calendar.models import Event
from participation.networks.enums import Visibility


def document_of(event: Event) -> Document | None:
    """None for what is in no list. The link to an online one is no word of it."""
    network, body = event.network, event.actor or event.network
    is_secret = network is not None and network.visibility == Visibility.HIDDEN
    is_down = body is not None and not body.is_public
    if not event.is_public or event.is_vanished or is_secret or is_down:
        return None
    topics = ", ".join(topic.name for topic in event.topics.all())
    texts = [event.text, event.organiser_name, topics, event.place_text]
    return Document(
        event.title,
        "\n\n".join(text for text in texts if text),
        region_id=event.region_id,
        dated_at=event.published_at,
    )


def everything() -> Iterable[Event]:
    rows = with_words(Event.objects.listed().order_by("pk"))
    return rows.iterator(chunk_size=500)


def with_words(events: QuerySet[Event]) -> QuerySet[Event]:
    rows = events.select_related("actor", "network", "department")
    return rows.prefetch_related("topics")
