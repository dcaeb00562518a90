from collections.abc import Iterable

from django.db import transaction

from commons.accounts.models import User
from commons.text import slugify_german, sort_key
from commons.verbs.services import happened
from neighbourhood.departments.models import Department, DepartmentRegion, Topic
from neighbourhood.regions.models import Region

LONGEST_KEY = 40


@transaction.atomic
def save(
    department: Department,
    *,
    topics: Iterable[Topic],
    regions: Iterable[Region],
    by: User | None,
) -> Department:
    """Store a new or changed department.

    Args:
        regions: where alone it works; none means everywhere.
    """
    department.sort_key = sort_key(department.name)
    if not department.key:
        department.key = _free_key(department.short_name)
    department.save()
    department.topics.set(topics)
    wanted = {region.pk for region in regions}
    limits = DepartmentRegion.objects.filter(department=department)
    limits.exclude(region_id__in=wanted).delete()
    DepartmentRegion.objects.bulk_create(
        [
            DepartmentRegion(department=department, region_id=region_id)
            for region_id in sorted(wanted)
        ],
        ignore_conflicts=True,
    )
    happened("department.saved", department, by=by)
    return department


@transaction.atomic
def save_topic(topic: Topic, *, by: User | None) -> Topic:
    """Store a new or changed topic."""
    if not topic.key:
        topic.key = _free_topic_key(topic.name)
    topic.save()
    happened("topic.saved", topic, by=by)
    return topic


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
