"""The words of search as a table: out to be edited, and in again."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.imports import Refusal, Report
from commons.requests import number_in
from commons.search.enums import SynonymKind
from commons.search.models import SynonymGroup
from commons.search.services import synonyms
from commons.search.synonyms import areas
from commons.tables import Column, Row, TableError, read_csv

KIND, REGIONS = "Art", "Stadtteile"
HEADER = ("Nummer", KIND, "Wörter", REGIONS, "gilt")
COLUMNS = (
    Column("number", ("Nummer",), is_required=False),
    Column("kind", (KIND,)),
    Column("words", ("Wörter",)),
    Column("regions", (REGIONS,), is_required=False),
    Column("is_active", ("gilt",), is_required=False),
)
KINDS = {"wort": SynonymKind.EQUAL, "ort": SynonymKind.PLACE}
NAMES = {kind: name for name, kind in KINDS.items()}
YES, NO = "ja", "nein"


@dataclass(frozen=True)
class Entry:
    """One line of the table, understood."""

    pk: int | None
    kind: SynonymKind
    words: str
    region_ids: list[int]
    is_active: bool


def rows() -> Iterator[tuple[int, str, str, str, str]]:
    slugs = {area.pk: area.slug for area in areas()}
    for group in SynonymGroup.objects.all():
        regions = ", ".join(slugs[pk] for pk in group.region_ids if pk in slugs)
        kind = NAMES[SynonymKind(group.kind)]
        is_active = YES if group.is_active else NO
        yield group.pk, kind, group.words, regions, is_active


@transaction.atomic
def bring_in(content: bytes, *, by: User) -> Report:
    """Add and change groups; one that the table does not name stays as it is.

    Raises:
        TableError: it is no such table.
    """
    report = Report()
    for row in read_csv(content, COLUMNS):
        where = _("Zeile %(line)d") % {"line": row.line}
        try:
            _keep(_entry(row), where, report, by)
        except RuleViolation as violation:
            report.refused.append(Refusal(where, str(violation.message)))
        except TableError as error:
            report.refused.append(Refusal(where, str(error)))
    return report


def _keep(entry: Entry, where: str, report: Report, by: User) -> None:
    group = SynonymGroup.objects.filter(pk=entry.pk or 0).first() or SynonymGroup()
    before = (group.kind, group.words, group.region_ids, group.is_active)
    is_new = group.pk is None
    group.kind, group.words = entry.kind, entry.words
    group.region_ids, group.is_active = entry.region_ids, entry.is_active
    after = (group.kind, group.words, group.region_ids, group.is_active)
    if not is_new and before == after:
        report.unchanged.append(where)
        return
    with transaction.atomic():
        synonyms.save(group, by=by)
    (report.created if is_new else report.changed).append(where)


def _entry(row: Row) -> Entry:
    kind = KINDS.get(row.values["kind"].lower())
    if kind is None:
        raise row.refuse(KIND, _("„Wort“ oder „Ort“ ist möglich"))
    region_ids = _regions(row)
    if kind == SynonymKind.PLACE and not region_ids:
        raise row.refuse(REGIONS, _("ein Ort liegt in mindestens einem"))
    return Entry(
        number_in(row.values.get("number", "")),
        kind,
        row.values["words"],
        region_ids if kind == SynonymKind.PLACE else [],
        row.values.get("is_active", YES).lower() != NO,
    )


def _regions(row: Row) -> list[int]:
    pks = {area.slug: area.pk for area in areas()}
    slugs = [slug.strip() for slug in row.values.get("regions", "").split(",")]
    unknown = [slug for slug in slugs if slug and slug not in pks]
    if unknown:
        raise row.refuse(REGIONS, _("„%s“ gibt es nicht") % unknown[0])
    return [pks[slug] for slug in slugs if slug]
