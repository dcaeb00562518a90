"""All departments as the tree they are, with what each of them holds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from commons.text import normalise
from neighbourhood.departments import following
from neighbourhood.departments.enums import DepartmentKind
from neighbourhood.departments.levels import level_of
from neighbourhood.departments.models import Department, DepartmentName
from neighbourhood.departments.queries.departments import ORDER_OF_KINDS


@dataclass
class Branch:
    """A department and what belongs to it.

    `earlier` are the names it had, `absorbed` have become part of it.
    """

    department: Department
    level: str
    members: int
    open_items: int
    earlier: list[DepartmentName]
    absorbed: list[Department]
    children: list["Branch"] = field(default_factory=list)

    @property
    def is_by_hand(self) -> bool:
        row = self.department
        return row.takes_referrals and not row.has_mailbox

    @property
    def waiting(self) -> int:
        """Open items beyond what was agreed on."""
        limit = self.department.open_limit
        return max(0, self.open_items - limit) if limit else 0


@dataclass
class Forest:
    """`inside` and `outside` are roots of what lives; `ended` stands flat."""

    inside: list[Branch]
    outside: list[Branch]
    ended: list[Branch]

    @property
    def branches(self) -> list[Branch]:
        """All of them, each above what belongs to it."""
        return [*walked([*self.inside, *self.outside]), *self.ended]


def forest() -> Forest:
    """Every department; the number of queries does not grow with them."""
    rows = list(_rows())
    branches = _branches(rows)
    roots = []
    for row in rows:
        above = branches.get(row.parent_id or 0)
        if not row.is_active:
            continue
        if above is not None and above.department.is_active:
            above.children.append(branches[row.pk])
        else:
            roots.append(branches[row.pk])
    is_outside = {branch.department.pk: _is_outside(branch) for branch in roots}
    return Forest(
        inside=[branch for branch in roots if not is_outside[branch.department.pk]],
        outside=[branch for branch in roots if is_outside[branch.department.pk]],
        ended=[branches[row.pk] for row in rows if not row.is_active],
    )


def found(every: Forest, words: str) -> list[Branch]:
    """Those that a word is said of; who became part of another leads to that one."""
    asked = normalise(words)
    by_pk = {branch.department.pk: branch for branch in every.branches}
    hits = {}
    for branch in by_pk.values():
        if asked in _said_of(branch):
            row = branch.department
            while row.merged_into_id is not None:
                row = by_pk[row.merged_into_id].department
            hits[row.pk] = by_pk[row.pk]
    return list(hits.values())


def walked(branches: Iterable[Branch]) -> Iterator[Branch]:
    for branch in branches:
        yield branch
        yield from walked(branch.children)


def _rows() -> QuerySet:
    now = timezone.now()
    held = Q(memberships__withdrawn_at=None, memberships__valid_from__lte=now) & (
        Q(memberships__valid_until=None) | Q(memberships__valid_until__gt=now)
    )
    return (
        Department.objects.annotate(member_count=Count("memberships", filter=held))
        .prefetch_related("topics", "earlier_names")
        .order_by(
            "-is_active",
            # An Abteilung stands above its Ämter, not between them.
            F("takes_referrals").asc(),
            ORDER_OF_KINDS,
            "sort_key",
            "pk",
        )
    )


def _branches(rows: list[Any]) -> dict[int, Branch]:
    by_pk = {row.pk: row for row in rows}
    for row in rows:
        # What is loaded already need not be asked for again.
        if row.parent_id is not None:
            row.parent = by_pk[row.parent_id]
        if row.merged_into_id is not None:
            row.merged_into = by_pk[row.merged_into_id]
    items = following.open_items(list(by_pk))
    return {
        row.pk: Branch(
            department=row,
            level=level_of(row),
            members=row.member_count,
            open_items=items.get(row.pk, 0),
            earlier=list(row.earlier_names.all()),
            absorbed=[past for past in rows if past.merged_into_id == row.pk],
        )
        for row in rows
    }


def _is_outside(branch: Branch) -> bool:
    return branch.department.kind == DepartmentKind.EXTERN


def _said_of(branch: Branch) -> str:
    row = branch.department
    past = [f"{each.name} {each.short_name}" for each in branch.earlier]
    topics = [topic.name for topic in row.topics.all()]
    words = (row.name, row.short_name, row.responsibilities, *past, *topics)
    return normalise(" \n ".join(words))
