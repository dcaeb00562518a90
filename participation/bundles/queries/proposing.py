"""Which open ideas belong into one mail: one department, then place and likeness.

All that waits is read once and grouped in memory: by department (rules, or what was
learned), then by topic in one Stadtteil, then by what lies near each other in one
Planungsraum, then by words that say the same. Each group says why.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _, ngettext

from commons.accounts.visitors import Visitor
from neighbourhood.departments.models import Department
from participation.bundles.queries.destinations import Destination, destinations
from participation.ideas.models import Idea
from participation.ideas.queries.alike import closest, of_idea
from participation.referrals.queries.waiting import undecided_ideas

MOST_IDEAS = 5_000
LEAST_IN_GROUP = 3
MOST_IN_GROUP = 60
MOST_SHOWN = 24
# Looking for the same words takes three queries for each idea that one starts from.
SEEDS = 6
MOST_RULES_NAMED = 3


@dataclass(frozen=True)
class Group:
    """Ideas for one mail, what they share, and what sends them there."""

    department: Department
    about: str
    ideas: Sequence[Idea]
    by: Sequence[Destination]

    @property
    def count(self) -> int:
        return len(self.ideas)

    @property
    def heading(self) -> str:
        """`7 Ideen: Radverkehr in Weißensee`."""
        counted = ngettext("%(count)s Idee", "%(count)s Ideen", self.count)
        return f"{counted % {'count': self.count}}: {self.about}"

    @property
    def why(self) -> str:
        words = {"source": self._source, "department": self.department.short_name}
        return _("%(source)s beim %(department)s") % words

    @property
    def _source(self) -> str:
        numbers = sorted({each.proposal.number for each in self.by if each.proposal})
        if not numbers:
            return _("nach dem, was aus Ihren Entscheidungen gelernt ist,")
        if len(numbers) == 1:
            return _("laut Regel %(number)s") % {"number": numbers[0]}
        named = ", ".join(str(number) for number in numbers[:MOST_RULES_NAMED])
        more = " …" if len(numbers) > MOST_RULES_NAMED else ""
        return _("laut den Regeln %(numbers)s") % {"numbers": named + more}


@dataclass(frozen=True)
class Board:
    """What the desk is shown; `placed` of `total` open ideas have a department."""

    groups: list[Group]
    total: int
    placed: int
    is_cut: bool


Key = Callable[[Idea], Hashable | None]


def board_for(visitor: Visitor, *, department: int | None = None) -> Board:
    """The largest groups of what waits; a handful of queries for thousands of ideas."""
    ideas = _open_ideas(visitor)
    shown, is_cut = ideas[:MOST_IDEAS], len(ideas) > MOST_IDEAS
    found = destinations(shown)
    by_department: dict[int, list[Idea]] = defaultdict(list)
    for idea in shown:
        if idea.pk in found:
            by_department[found[idea.pk].department.pk].append(idea)
    groups: list[Group] = []
    rest: list[Idea] = []
    for pk, own in by_department.items():
        if department in {None, pk}:
            grouped, left = _grouped(own, found)
            groups += grouped
            rest += left
    groups += _alike(rest, found)
    groups.sort(key=lambda group: (-group.count, group.department.name, group.about))
    return Board(groups[:MOST_SHOWN], len(shown), len(found), is_cut)


def _open_ideas(visitor: Visitor) -> list[Idea]:
    rows = undecided_ideas(visitor).select_related("region", "topic", "planning_area")
    return list(rows.order_by("pk")[: MOST_IDEAS + 1])


def _grouped(
    ideas: Sequence[Idea], found: dict[int, Destination]
) -> tuple[list[Group], list[Idea]]:
    """First by topic and Stadtteil, then by Planungsraum; and what is left over."""
    groups: list[Group] = []
    rest = list(ideas)
    steps: tuple[tuple[Key, Callable[[Idea], str]], ...] = (
        (_topic_and_region, _named_by_topic),
        (_area, _named_by_area),
    )
    for key, about in steps:
        together, rest = _split(rest, key)
        for own in together:
            groups += _portions(own, about(own[0]), found)
    return groups, rest


def _split(ideas: Iterable[Idea], key: Key) -> tuple[list[list[Idea]], list[Idea]]:
    """Those with the same key where there are enough, and all the others."""
    by_key: dict[Hashable, list[Idea]] = defaultdict(list)
    alone: list[Idea] = []
    for idea in ideas:
        value = key(idea)
        (alone if value is None else by_key[value]).append(idea)
    together = []
    for own in by_key.values():
        if len(own) >= LEAST_IN_GROUP:
            together.append(own)
        else:
            alone += own
    return together, alone


def _portions(
    ideas: Sequence[Idea], about: str, found: dict[int, Destination]
) -> list[Group]:
    """Nobody reads hundreds at once; a group that large comes in parts."""
    return [
        _group(ideas[at : at + MOST_IN_GROUP], about, found)
        for at in range(0, len(ideas), MOST_IN_GROUP)
    ]


def _group(ideas: Sequence[Idea], about: str, found: dict[int, Destination]) -> Group:
    by = [found[idea.pk] for idea in ideas]
    return Group(by[0].department, about, ideas, by)


def _alike(rest: Sequence[Idea], found: dict[int, Destination]) -> list[Group]:
    """Ideas of one department in the same words, started from the newest few."""
    groups: list[Group] = []
    left = {idea.pk: idea for idea in rest}
    for seed in sorted(rest, key=lambda idea: -idea.pk)[:SEEDS]:
        if seed.pk not in left:
            continue
        own = found[seed.pk].department.pk
        among = [pk for pk in left if found[pk].department.pk == own]
        rows = Idea.objects.filter(pk__in=among)
        near = closest(of_idea(seed), rows, without_id=seed.pk)
        ideas = [seed, *(left[pk] for pk in near)][:MOST_IN_GROUP]
        if len(ideas) >= LEAST_IN_GROUP:
            about = _("ähnlich wie „%(title)s“") % {"title": seed.title}
            groups.append(_group(ideas, about, found))
            for idea in ideas:
                del left[idea.pk]
    return groups


def _topic_and_region(idea: Idea) -> Hashable:
    return idea.topic_id, idea.region_id


def _named_by_topic(idea: Idea) -> str:
    if idea.region is None:
        return idea.topic.name
    words = {"topic": idea.topic.name, "region": idea.region.name}
    return _("%(topic)s in %(region)s") % words


def _area(idea: Idea) -> Hashable | None:
    return idea.planning_area_id


def _named_by_area(idea: Idea) -> str:
    area = idea.planning_area
    return _("nahe beieinander in %(area)s") % {"area": area.name if area else ""}
