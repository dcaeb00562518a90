"""Comparing the index with what it should hold."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import connection

from commons.search import registry
from commons.search.models import SearchRow
from commons.search.services.indexing import BATCH, VECTOR, columns_of

DIFFERENT = f"""
SELECT given.target_id, known.id IS NULL
FROM unnest(%s::bigint[], %s::text[], %s::bigint[], %s::text[], %s::text[], %s::text[],
    %s::text[], %s::text[], %s::text[], %s::timestamptz[])
    AS given(target_id, audience, region_id, title, plain_title, text, title_parts,
        parts, marks, dated_at)
LEFT JOIN search_searchrow AS known
    ON known.kind = %s AND known.target_id = given.target_id
WHERE known.id IS NULL
    OR known.audience <> given.audience
    OR known.region_id IS DISTINCT FROM given.region_id
    OR known.title <> given.title
    OR known.dated_at IS DISTINCT FROM given.dated_at
    OR known.words <> {
    VECTOR.format(
        title="given.plain_title",
        text="given.text",
        title_parts="given.title_parts",
        parts="given.parts",
        marks="given.marks",
    )
}
"""  # noqa: S608 -- names of our own columns


@dataclass(frozen=True)
class Difference:
    """Of one kind: things without a row, rows without a thing, rows that are old."""

    kind: str
    missing: list[int]
    surplus: list[int]
    outdated: list[int]

    @property
    def is_clean(self) -> bool:
        return not (self.missing or self.surplus or self.outdated)


def compare(kind: str) -> Difference:
    """Read everything of a kind and hold it against its rows; changes nothing."""
    missing: list[int] = []
    outdated: list[int] = []
    seen: set[int] = set()
    for rows in _batches(kind):
        seen.update(row[0] for row in rows)
        for target_id, is_missing in _different(kind, rows):
            (missing if is_missing else outdated).append(target_id)
    known = SearchRow.objects.filter(kind=kind).values_list("target_id", flat=True)
    surplus = sorted(set(known.iterator()) - seen)
    return Difference(kind, sorted(missing), surplus, sorted(outdated))


def _batches(kind: str) -> Iterator[list[tuple[Any, ...]]]:
    source = registry.get(kind)
    things = iter(source.everything())
    while batch := list(islice(things, BATCH)):
        documents = [(thing.pk, source.document_of(thing)) for thing in batch]
        yield [columns_of(kind, pk, document) for pk, document in documents if document]


def _different(kind: str, rows: Sequence[tuple[Any, ...]]) -> list[tuple[int, bool]]:
    if not rows:
        return []
    with connection.cursor() as cursor:
        cursor.execute(DIFFERENT, [*(list(c) for c in zip(*rows, strict=True)), kind])
        different: list[tuple[int, bool]] = cursor.fetchall()
        return different
