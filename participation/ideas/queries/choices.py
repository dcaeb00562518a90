"""What the filter offers: Stadtteile, Planungsräume, topics and Ämter, in one query."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import (
    BigIntegerField,
    CharField,
    F,
    IntegerField,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast

from commons.lenient import Choice
from neighbourhood.departments.models import Department, Topic
from neighbourhood.regions.enums import LorVersion
from neighbourhood.regions.models import PlanningArea, Region

REGION, AREA, TOPIC, DEPARTMENT = "region", "area", "topic", "department"


@dataclass(frozen=True)
class Choices:
    """All values that a filter may name; those that are not offered are still known."""

    by_sort: dict[str, list[Choice]]

    @cached_property
    def regions(self) -> list[Choice]:
        return self.by_sort[REGION]

    @cached_property
    def topics(self) -> list[Choice]:
        return self.by_sort[TOPIC]

    @cached_property
    def departments(self) -> list[Choice]:
        return self.by_sort[DEPARTMENT]

    def areas_of(self, region_ids: Iterable[int]) -> list[Choice]:
        within = set(region_ids)
        return [area for area in self.by_sort[AREA] if area.parent_id in within]

    def topics_below(self, topic_ids: Iterable[int]) -> list[Choice]:
        above = set(topic_ids)
        return [topic for topic in self.topics if topic.parent_id in above]


def choices() -> Choices:
    found: dict[str, list[Choice]] = {
        REGION: [],
        AREA: [],
        TOPIC: [],
        DEPARTMENT: [],
    }
    for sort, *values in sorted(_all_rows(), key=_in_order):
        *_order, pk, key, name, parent_id, is_offered = values
        found[sort].append(Choice(pk, key, name, parent_id, bool(is_offered)))
    return Choices(found)


def _all_rows() -> QuerySet[Any, Any]:
    rows = _rows(REGION, Region.objects.all(), key="slug", order="number")
    return rows.union(
        _rows(
            AREA,
            PlanningArea.objects.filter(lor_version=LorVersion.SINCE_2021),
            key="key",
            order="key",
            parent="region_id",
        ),
        _rows(
            TOPIC,
            Topic.objects.all(),
            key="key",
            order="position",
            parent="parent_id",
            offered="is_active",
        ),
        _rows(
            DEPARTMENT,
            Department.objects.filter(takes_referrals=True),
            key="key",
            order="sort_key",
            offered="is_active",
        ),
        all=True,
    )


def _rows(
    sort: str,
    rows: QuerySet[Any],
    *,
    key: str,
    order: str,
    parent: str = "",
    offered: str = "",
) -> QuerySet[Any, Any]:
    return rows.order_by().values_list(
        Value(sort),
        Cast(F(order), CharField()),
        "pk",
        Cast(F(key), CharField()),
        Cast(F("name"), CharField()),
        F(parent) if parent else Value(None, BigIntegerField()),
        Cast(F(offered), IntegerField()) if offered else Value(1),
    )


def _in_order(row: tuple[Any, ...]) -> tuple[Any, ...]:
    order, name = row[1], row[4]
    return (int(order), "", name) if order.isdecimal() else (0, order, name)
