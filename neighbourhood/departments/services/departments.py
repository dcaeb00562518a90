from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.clock import berlin_today
from commons.errors import RuleViolation
from commons.text import slugify_german, sort_key
from commons.verbs.services import happened
from neighbourhood.departments.models import (
    Department,
    DepartmentName,
    DepartmentRegion,
    Topic,
)
from neighbourhood.departments.services import tree
from neighbourhood.regions.models import Region

LONGEST_KEY = 40


@transaction.atomic
def save(
    department: Department,
    *,
    topics: Iterable[Topic],
    regions: Iterable[Region],
    by: User | None,
    version: int | None = None,
    is_correction: bool = False,
) -> Department:
    """Store a new or changed department; another name keeps the one before.

    Args:
        regions: where alone it works; none means everywhere.
        version: what the form showed; None where nobody read it before.
        is_correction: the old name was a slip, nobody ever used it.

    Raises:
        RuleViolation: it has become part of another (`merged`), somebody else
            changed it meanwhile (`version_changed`), or it would belong to itself
            (`circle`).
    """
    tree.lock()
    if department.pk:
        stored = tree.locked(department.pk)
        _require_unchanged(stored, version)
        if not is_correction:
            keep_name(stored, department)
        department.version = stored.version + 1
    if department.parent is not None:
        tree.require_alive(department.parent)
    tree.require_no_circle(department, department.parent)
    department.sort_key = sort_key(department.name)
    department.key = department.key or _free_key(department.short_name)
    department.save()
    department.topics.set(topics)
    limit_to(department, {region.pk for region in regions})
    happened("department.saved", department, by=by)
    return department


def keep_name(stored: Department, renamed: Department) -> None:
    """Write down what it was called until today, if it is called otherwise now."""
    names = {(row.name, row.short_name) for row in (stored, renamed)}
    today = berlin_today()
    # A name that lasted only some hours has never been its name.
    if len(names) > 1 and not stored.earlier_names.filter(until=today).exists():
        DepartmentName.objects.create(
            department_id=stored.pk,
            name=stored.name,
            short_name=stored.short_name,
            until=today,
        )


def limit_to(department: Department, region_ids: set[int]) -> None:
    """Say where alone it works; no region means everywhere."""
    limits = DepartmentRegion.objects.filter(department=department)
    limits.exclude(region_id__in=region_ids).delete()
    DepartmentRegion.objects.bulk_create(
        [
            DepartmentRegion(department=department, region_id=region_id)
            for region_id in sorted(region_ids)
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def save_topic(topic: Topic, *, by: User | None) -> Topic:
    """Store a new or changed topic."""
    if not topic.key:
        topic.key = _free_topic_key(topic.name)
    topic.save()
    happened("topic.saved", topic, by=by)
    return topic


def _require_unchanged(stored: Department, version: int | None) -> None:
    tree.require_alive(stored)
    if version is not None and stored.version != version:
        message = _(
            "Jemand hat das Amt inzwischen geändert. Ihre Angaben stehen noch hier; "
            "vergleichen Sie sie bitte mit der Seite des Amtes."
        )
        raise RuleViolation(message, code="version_changed")


def _free_key(name: str) -> str:
    taken = set(Department.objects.values_list("key", flat=True))
    return _free(slugify_german(name, max_length=LONGEST_KEY - 4), taken)


def _free_topic_key(name: str) -> str:
    taken = set(Topic.objects.values_list("key", flat=True))
    return _free(slugify_german(name, max_length=LONGEST_KEY - 4), taken)


def _free(key: str, taken: set[str]) -> str:
    candidate, count = key or "amt", 1
    while candidate in taken:
        count += 1
        candidate = f"{key or 'amt'}-{count}"
    return candidate
