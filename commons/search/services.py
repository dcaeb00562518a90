"""Keeping the index true: one row a thing, written with the change it follows."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from commons import kinds
from commons.search import registry
from commons.search.compounds import parts_of
from commons.search.models import SearchRow
from commons.search.registry import Document
from commons.text import normalise
from commons.verbs.models import Happening
from commons.verbs.registry import Verb

BATCH = 1_000
LONGEST_TEXT = 20_000
UPSERT = """
INSERT INTO search_searchrow AS known
    (kind, target_id, audience, region_id, title, words, trigram_text, changed_at)
VALUES (%s, %s, %s, %s, %s,
    setweight(to_tsvector('german', %s), 'A')
    || setweight(to_tsvector('german', %s), 'B')
    || setweight(to_tsvector('german', %s), 'C'),
    %s, %s)
ON CONFLICT (kind, target_id) DO UPDATE SET
    audience = excluded.audience, region_id = excluded.region_id,
    title = excluded.title, words = excluded.words,
    trigram_text = excluded.trigram_text, changed_at = excluded.changed_at
"""


def index(kind: str, instance: Any) -> None:
    """Write or renew the row of one thing."""
    index_many(kind, [instance])


def index_many(kind: str, instances: Iterable[Any]) -> int:
    """Write or renew many rows; returns how many."""
    document_of = registry.get(kind).document_of
    written = 0
    for batch in _batches(instances):
        rows = [_row(kind, instance.pk, document_of(instance)) for instance in batch]
        with connection.cursor() as cursor:
            cursor.executemany(UPSERT, rows)
        written += len(rows)
    return written


def remove(kind: str, target_id: int) -> None:
    SearchRow.objects.filter(kind=kind, target_id=target_id).delete()


@transaction.atomic
def reindex(kind: str) -> int:
    """Forget all of a kind and read it anew, after an import or a new rule."""
    SearchRow.objects.filter(kind=kind).delete()
    return index_many(kind, registry.get(kind).everything())


def follow_happening(*, verb: Verb, target: Any, happening: Happening) -> None:
    """The effect of verbs that say what search does."""
    if verb.search == "index":
        index(kinds.of(target).key, target)
    elif verb.search == "remove":
        remove(happening.kind, happening.target_id)


def _row(kind: str, target_id: int, document: Document) -> tuple[Any, ...]:
    title = normalise(document.title)
    text = normalise(document.text[:LONGEST_TEXT])
    return (
        kind,
        target_id,
        document.audience,
        document.region_id,
        document.title[:200],
        title,
        text,
        parts_of(f"{title} {text}"),
        title,
        timezone.now(),
    )


def _batches(instances: Iterable[Any]) -> Iterator[list[Any]]:
    remaining = iter(instances)
    while batch := list(islice(remaining, BATCH)):
        yield batch
