from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from neighbourhood.departments.enums import DepartmentKind
from neighbourhood.departments.models import Department, DepartmentMembership, Topic
from neighbourhood.regions.models import Region

# The district's own offices come before bodies outside.
ORDER_OF_KINDS = Case(
    When(kind=DepartmentKind.AMT, then=Value(0)),
    When(kind=DepartmentKind.STELLE, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


def suggested_for(topic: Topic, region: Region | None) -> list[Department]:
    """Departments that deal with the topic in the region; own offices first."""
    here = Q(region_limits__isnull=True)
    if region is not None:
        here |= Q(region_limits__region=region)
    return list(
        Department.objects.active()
        .filter(here, topics=topic)
        .order_by(ORDER_OF_KINDS, "sort_key", "pk")
        .distinct()
    )


def departments_for(topic: Topic, region: Region | None) -> list[Department]:
    """Every department something can be forwarded to, the suggested ones first."""
    suggested = suggested_for(topic, region)
    others = Department.objects.active().exclude(pk__in=[row.pk for row in suggested])
    return [*suggested, *others.order_by(ORDER_OF_KINDS, "sort_key", "pk")]


def active_topics() -> QuerySet[Topic]:
    return Topic.objects.filter(is_active=True)


def all_departments() -> QuerySet[Department]:
    """For the list: with topics, own offices first, what is switched off last."""
    return Department.objects.prefetch_related("topics").order_by(
        "-is_active", ORDER_OF_KINDS, "sort_key", "pk"
    )


def members_of(department: Department) -> QuerySet:
    """Who answers for the department with an account, heads first."""
    return (
        DepartmentMembership.objects.active()
        .filter(department=department)
        .select_related("user")
        .order_by("-is_head", "user__email")
    )
