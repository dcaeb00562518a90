"""What a trial of the draft has found."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from commons.tables import Cell
from participation.referrals.explaining import because
from participation.referrals.models import RuleBook, Trial, TrialRow
from participation.referrals.queries.routing import held_for

PAGE = 50
VIEWS = ("anders", "ohne-regel", "ohne-amt", "alle")


@dataclass(frozen=True)
class Figures:
    """How many ideas go elsewhere, find no rule, or find a rule without department."""

    changed: int
    unmatched: int
    lost: int
    total: int


@dataclass(frozen=True)
class Result:
    """One idea with the words of the rule that fits it in the draft."""

    row: TrialRow
    why: str


@dataclass(frozen=True)
class Page:
    results: list[Result]
    next_cursor: str


def newest_trial(book: RuleBook) -> Trial | None:
    trial: Trial | None = book.trials.order_by("-pk").first()
    return trial


def figures_of(trial: Trial) -> Figures:
    rows = TrialRow.objects.filter(trial=trial)
    found = rows.aggregate(
        changed=Count("pk", filter=Q(is_changed=True)),
        unmatched=Count("pk", filter=Q(rule_number__isnull=True)),
        lost=Count("pk", filter=Q(rule_number__isnull=False, after__isnull=True)),
        total=Count("pk"),
    )
    return Figures(**found)


def page_of(trial: Trial, view: str, cursor: str = "") -> Page:
    rows = _rows(trial, view)
    if cursor.isdecimal() and len(cursor) <= 18:  # noqa: PLR2004 -- digits of a key
        rows = rows.filter(pk__gt=int(cursor))
    found = list(rows[: PAGE + 1])
    shown = found[:PAGE]
    names = held_for(None).names
    results = [
        Result(row, because(row.conditions, names) if row.rule_number else "")
        for row in shown
    ]
    return Page(results, str(shown[-1].pk) if len(found) > PAGE else "")


def table_of(trial: Trial) -> Iterator[list[Cell]]:
    """All rows for a file, the newest idea first."""
    names = held_for(None).names
    for row in _rows(trial, "alle").iterator(chunk_size=100):
        yield [
            row.idea.number,
            row.idea.title,
            row.idea.region.name if row.idea.region else "",
            row.idea.topic.name,
            row.before.name if row.before else "",
            row.after.name if row.after else "",
            row.rule_number,
            because(row.conditions, names) if row.rule_number else "",
            row.idea.lead_department.name if row.idea.lead_department else "",
        ]


def _rows(trial: Trial, view: str) -> QuerySet[TrialRow]:
    rows = TrialRow.objects.filter(trial=trial)
    narrowed = {
        "ohne-regel": rows.unmatched(),
        "ohne-amt": rows.lost(),
        "alle": rows,
    }
    return (
        narrowed.get(view, rows.changed())
        .select_related(
            "idea__region", "idea__topic", "idea__lead_department", "before", "after"
        )
        .order_by("pk")
    )
