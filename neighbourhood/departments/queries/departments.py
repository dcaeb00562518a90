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
        Department.objects.receiving()
        .filter(here, topics=topic)
        .order_by(ORDER_OF_KINDS, "sort_key", "pk")
        .distinct()
    )


def departments_for(topic: Topic, region: Region | None) -> list[Department]:
    """Every department something can be forwarded to, the suggested ones first."""
    suggested = suggested_for(topic, region)
    others = Department.objects.receiving().exclude(
        pk__in=[row.pk for row in suggested]
    )
    return [*suggested, *others.order_by(ORDER_OF_KINDS, "sort_key", "pk")]


def successor_of(department: Department) -> Department | None:
    """What a merged department became, over any number of steps; None if it lives."""
    successor: Department | None = department.merged_into
    while successor is not None and successor.merged_into is not None:
        successor = successor.merged_into
    return successor


def active_topics() -> QuerySet[Topic]:
    return Topic.objects.filter(is_active=True)


def members_of(department: Department) -> QuerySet:
    """Who answers for the department with an account, heads first."""
    return (
        DepartmentMembership.objects.active()
        .filter(department=department)
        .select_related("user")
        .order_by("-is_head", "user__email")
    )


def former_members_of(department: Department) -> QuerySet:
    """Who answered for it once and does no longer, the latest first."""
    held = members_of(department).values("user_id")
    last = (
        DepartmentMembership.objects.filter(department=department, user__is_active=True)
        .exclude(user_id__in=held)
        .order_by("user_id", "-pk")
        .distinct("user_id")
    )
    return (
        DepartmentMembership.objects.filter(pk__in=last.values("pk"))
        .select_related("user")
        .order_by("-withdrawn_at", "user__email")
    )
