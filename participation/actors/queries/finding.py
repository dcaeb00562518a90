"""How actors are found by search: by their words, topics and where they sit."""

from collections.abc import Iterable

from django.db.models import QuerySet

from commons.search.registry import Document
from participation.actors.models import Actor
from participation.moderation.enums import Publication


def document_of(actor: Actor) -> Document | None:
    """None for what is not public, or rests in the archive."""
    is_public = actor.publication == Publication.PUBLISHED
    if not is_public or actor.archived_at is not None:
        return None
    topics = ", ".join(topic.name for topic in actor.topics.all())
    kind = str(actor.get_kind_display())
    texts = [actor.summary, actor.text, topics, kind, actor.place_text]
    return Document(
        actor.name,
        "\n\n".join(text for text in texts if text),
        region_id=actor.region_id,
    )


def listed() -> Iterable[Actor]:
    rows = with_words(Actor.objects.listed().order_by("pk"))
    return rows.iterator(chunk_size=500)


def with_words(actors: QuerySet[Actor]) -> QuerySet[Actor]:
    return actors.prefetch_related("topics")
