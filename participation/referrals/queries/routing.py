"""Where the rules send an idea, and what coordinators see of the table."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from commons.clock import berlin_today
from neighbourhood.departments.models import Department, Topic
from neighbourhood.departments.queries.departments import successor_of
from neighbourhood.departments.queries.held import HeldInMemory
from neighbourhood.regions.models import Region
from participation.ideas.models import Idea
from participation.referrals.competence import Fit, Found, Subject, Table
from participation.referrals.enums import SiteKind
from participation.referrals.explaining import Names, because
from participation.referrals.models import Route, Rule, RuleBook
from participation.referrals.queries.sites import site_of

GENERATION = "routing"
# Said by every topic that changes.
TOPICS = "topics"


@dataclass(frozen=True)
class Proposal:
    """What a rule says of an idea.

    `department` took the place of `meant`, if that was merged; it is None where the
    rule's department is gone and nobody took its place.
    """

    rule_id: int
    number: int
    version: int
    meant: Department
    department: Department | None
    conditions: tuple[Found, ...]
    why: str

    @property
    def is_followed(self) -> bool:
        return self.department is not None and self.department.pk != self.meant.pk


@dataclass(frozen=True)
class SiteQuestion:
    """`known` if a moderator or the map says it; `matters` if it changes the way."""

    kind: str
    is_said: bool
    name: str
    matters: bool


@dataclass(frozen=True)
class Guidance:
    """All that the form of a referral shows of the rules."""

    proposal: Proposal | None
    site: SiteQuestion


@dataclass(frozen=True)
class Held:
    """The published table, as every process holds it."""

    version: int
    table: Table
    names: Names
    topics: dict[int, tuple[str, ...]]
    regions: dict[int, str]

    def subject(self, idea: Idea, site: str) -> Subject:
        return Subject(
            title=idea.title,
            text=idea.text,
            region=self.regions.get(idea.region_id or 0, ""),
            topics=self.topics.get(idea.topic_id, ()),
            site=site,
        )


def _published() -> Held:
    return held_for(current_book())


def held_for(book: RuleBook | None) -> Held:
    """A version, draft or not, ready to be asked."""
    topics = list(Topic.objects.all())
    by_pk = {topic.pk: topic for topic in topics}
    regions = list(Region.objects.all())
    return Held(
        version=book.number if book else 0,
        table=Table.of(rules_of(book)) if book else Table([]),
        names=Names(
            {row.key_2021: row.name for row in regions},
            {row.key: row.name for row in topics},
        ),
        topics={topic.pk: tuple(_upwards(topic, by_pk)) for topic in topics},
        regions={row.pk: row.key_2021 for row in regions},
    )


def _upwards(topic: Topic, by_pk: dict[int, Topic]) -> Iterable[str]:
    seen: set[int] = set()
    above: Topic | None = topic
    while above is not None and above.pk not in seen:
        seen.add(above.pk)
        yield above.key
        above = by_pk.get(above.parent_id or 0)


_held = HeldInMemory(_published, GENERATION, TOPICS)


def held() -> Held:
    return _held.get()


def current_book() -> RuleBook | None:
    return RuleBook.objects.published().first()


def draft() -> RuleBook | None:
    return RuleBook.objects.drafts().first()


def rules_of(book: RuleBook) -> QuerySet[Rule]:
    return book.rules.select_related("department__merged_into").order_by(
        "position", "number"
    )


class Followed:
    """Departments, and what became of those that are gone; each is asked for once."""

    def __init__(self, known: Iterable[Department] = ()) -> None:
        self._rows = {row.pk: row for row in known}
        self._living: dict[int, Department | None] = {}

    def row(self, pk: int) -> Department:
        if pk not in self._rows:
            rows = Department.objects.select_related("merged_into")
            self._rows[pk] = rows.get(pk=pk)
        return self._rows[pk]

    def living(self, pk: int) -> Department | None:
        """The department, its successor, or None where nobody is left."""
        if pk not in self._living:
            self._living[pk] = living(self.row(pk))
        return self._living[pk]


def living(department: Department) -> Department | None:
    if receives(department):
        return department
    successor = successor_of(department)
    return successor if successor is not None and receives(successor) else None


def receives(department: Department) -> bool:
    return department.is_active and department.takes_referrals


def guidance_for(idea: Idea, *, site: str | None = None) -> Guidance:
    """What the published rules say, with the kind of place as it is known.

    Args:
        site: what the moderator says now, on the form; None to ask what is known.
    """
    kind, is_said, name = site or "", bool(site), ""
    if site is None and (found := site_of(idea)):
        kind, is_said, name = found.kind.value, found.is_said, found.name
    book = held()
    fits = book.table.by_site(book.subject(idea, kind), berlin_today())
    ways = {fit.line.department_id if fit else None for fit in fits.values()}
    question = SiteQuestion(kind, is_said, name, matters=len(ways) > 1)
    fit = fits.get(kind)
    return Guidance(proposal_of(fit, book) if fit else None, question)


def proposal_of(fit: Fit, book: Held, followed: Followed | None = None) -> Proposal:
    followed = followed or Followed()
    return Proposal(
        rule_id=fit.line.pk,
        number=fit.line.number,
        version=book.version,
        meant=followed.row(fit.line.department_id),
        department=followed.living(fit.line.department_id),
        conditions=fit.conditions,
        why=because(fit.conditions, book.names),
    )


def tried(book: Held, title: str, *, today: date) -> list[tuple[Proposal, str]]:
    """What a sentence would lead to: once for each kind of place that decides."""
    followed, found = Followed(), []
    seen: set[int] = set()
    for site, fit in book.table.by_site(Subject(title, ""), today).items():
        if fit is not None and fit.line.pk not in seen:
            seen.add(fit.line.pk)
            label = str(SiteKind(site).label) if site else ""
            found.append((proposal_of(fit, book, followed), label))
    return found


def why_routed(route: Route | None) -> str:
    """The words of a stored route, made of its conditions."""
    if route is None or route.rule_id is None:
        return ""
    return because(route.conditions, held().names)


def rules_without_department(today: date) -> QuerySet[Rule]:
    """Published rules in force whose department takes nothing any more."""
    newest = RuleBook.objects.published().values("pk")[:1]
    return (
        Rule.objects.filter(book__in=newest)
        .exclude(department__is_active=True, department__takes_referrals=True)
        .exclude(valid_until__lt=today)
        .select_related("department__merged_into__merged_into", "book")
        .order_by("position", "number")
    )


def versions() -> list[RuleBook]:
    rows: Any = RuleBook.objects.published().select_related("published_by")
    return list(rows)
