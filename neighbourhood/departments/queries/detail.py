"""One department with all that its page shows."""

from dataclasses import dataclass

from django.db.models import QuerySet

from neighbourhood.departments.levels import level_of
from neighbourhood.departments.models import Card, Department, Signpost
from neighbourhood.departments.queries.departments import members_of
from neighbourhood.departments.queries.ladder import Ladder, addresses_of
from neighbourhood.departments.queries.past import Past, past_of
from neighbourhood.departments.queries.signposts import of_department
from neighbourhood.departments.queries.texts import Shelf, shelves_of
from neighbourhood.regions.models import Region


@dataclass(frozen=True)
class Detail:
    department: Department
    level: str
    ladder: Ladder
    members: QuerySet
    regions: QuerySet[Region]
    cards: QuerySet[Card]
    signposts: list[Signpost]
    shelves: list[Shelf]
    past: list[Past]
    children: QuerySet[Department]


def detail_of(department: Department) -> Detail:
    return Detail(
        department=department,
        level=level_of(department),
        ladder=addresses_of(department),
        members=members_of(department),
        regions=Region.objects.filter(
            pk__in=department.region_limits.values("region_id")
        ).order_by("number"),
        cards=department.cards.all(),
        signposts=of_department(department),
        shelves=shelves_of(department),
        past=past_of(department),
        children=department.children.filter(is_active=True),
    )
