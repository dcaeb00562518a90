"""Keeping the index true: one row a thing, written with the change it follows."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from commons import kinds, pagecache
from commons.search import registry
from commons.search.compounds import parts_of
from commons.search.models import SearchRow
from commons.search.questions import kind_lexeme, region_lexeme
from commons.search.registry import Document
from commons.search.words import LEFT_OUT
from commons.text import normalise
from commons.verbs.models import Happening
from commons.verbs.registry import Verb

BATCH = 1_000
LONGEST_TEXT = 20_000
# What a row knows of the words: title, text, parts of both, marks of kind and region. A
# part of a word in the title says as much as a word of the text.
VECTOR = """
    setweight(to_tsvector('german', {title}), 'A')
    || setweight(to_tsvector('german', {text}), 'B')
    || setweight(to_tsvector('german', {title_parts}), 'B')
    || setweight(to_tsvector('german', {parts}), 'C')
    || setweight(array_to_tsvector(string_to_array({marks}, ' ')), 'D')
"""
UPSERT = f"""
INSERT INTO search_searchrow AS known
    (target_id, audience, region_id, title, trigram_text, words, dated_at, kind,
    changed_at)
SELECT target_id, audience, region_id, title, plain_title, {
    VECTOR.format(
        title="plain_title",
        text="text",
        title_parts="title_parts",
        parts="parts",
        marks="marks",
    )
}, dated_at, %s, %s
FROM (VALUES (%s::bigint, %s, %s::bigint, %s, %s, %s, %s, %s, %s, %s::timestamptz))
    AS given(target_id, audience, region_id, title, plain_title, text, title_parts,
        parts, marks, dated_at)
ON CONFLICT (kind, target_id) DO UPDATE SET
    audience = excluded.audience, region_id = excluded.region_id,
    title = excluded.title, words = excluded.words,
    trigram_text = excluded.trigram_text, dated_at = excluded.dated_at,
    changed_at = excluded.changed_at
"""  # noqa: S608 -- names of our own columns
# Every page of search shows something of everything.
GENERATION = "search"


def index(kind: str, instance: Any) -> None:
    """Write or renew the row of one thing; what must not be found loses its row."""
    if index_many(kind, [instance]) == 0:
        remove(kind, instance.pk)


def index_many(
    kind: str, instances: Iterable[Any], *, tell: Callable[[int], None] | None = None
) -> int:
    """Write or renew many rows; returns how many.

    Args:
        tell: called with the number written so far, after each thousand.
    """
    document_of = registry.get(kind).document_of
    written = 0
    for batch in _batches(instances):
        documents = [(instance.pk, document_of(instance)) for instance in batch]
        now = timezone.now()
        rows = [
            (kind, now, *columns_of(kind, pk, document))
            for pk, document in documents
            if document
        ]
        with connection.cursor() as cursor:
            cursor.executemany(UPSERT, rows)
        written += len(rows)
        if tell:
            tell(written)
    if written:
        pagecache.bump(GENERATION)
    return written


def index_missing(kind: str) -> int:
    """Index what has no row yet: facts come in without anything happening."""
    known = set(SearchRow.objects.filter(kind=kind).values_list("target_id", flat=True))
    rows = registry.get(kind).everything()
    return index_many(kind, (row for row in rows if row.pk not in known))


def remove(kind: str, target_id: int) -> None:
    SearchRow.objects.filter(kind=kind, target_id=target_id).delete()
    pagecache.bump(GENERATION)


@transaction.atomic
def reindex(kind: str, *, tell: Callable[[int], None] | None = None) -> int:
    """Forget all of a kind and read it anew, after an import or a new rule."""
    SearchRow.objects.filter(kind=kind).delete()
    return index_many(kind, registry.get(kind).everything(), tell=tell)


def follow_happening(*, verb: Verb, target: Any, happening: Happening) -> None:
    """The effect of verbs that say what search does."""
    if verb.search == "index":
        index(kinds.of(target).key, target)
    elif verb.search == "remove":
        remove(happening.kind, happening.target_id)


def columns_of(kind: str, target_id: int, document: Document) -> tuple[Any, ...]:
    """What a document brings into its row, in the order of the statement."""
    title = normalise(document.title)
    text = normalise(document.text[:LONGEST_TEXT])
    region = document.region_id
    marks = [kind_lexeme(kind), *([] if region is None else [region_lexeme(region)])]
    return (
        target_id,
        document.audience,
        region,
        document.title[:200],
        title,
        text,
        _parts(title),
        _parts(text),
        " ".join(marks),
        document.dated_at,
    )


def _parts(text: str) -> str:
    """Parts of words, and nouns that PostgreSQL leaves out, in a form it keeps."""
    parts = parts_of(text)
    nouns = LEFT_OUT.keys() & {*text.split(), *parts.split()}
    return " ".join([parts, *(LEFT_OUT[noun] for noun in sorted(nouns))]).strip()


def _batches(instances: Iterable[Any]) -> Iterator[list[Any]]:
    remaining = iter(instances)
    while batch := list(islice(remaining, BATCH)):
        yield batch
