import factory
from factory.django import DjangoModelFactory

from commons.accounts.enums import Role
from neighbourhood.departments.enums import DepartmentKind
from neighbourhood.departments.models import (
    Department,
    DepartmentMembership,
    DepartmentRegion,
    DepartmentText,
    Topic,
)


class TopicFactory(DjangoModelFactory):
    """A topic beside those that are facts."""

    class Meta:
        model = Topic

    key = factory.Sequence(lambda n: f"thema-{n}")
    name = factory.Sequence(lambda n: f"Thema {n}")


class DepartmentFactory(DjangoModelFactory):
    class Meta:
        model = Department

    key = factory.Sequence(lambda n: f"amt-{n}")
    name = factory.Sequence(lambda n: f"Amt für Neuland {n}")
    short_name = factory.Sequence(lambda n: f"Neuland {n}")
    sort_key = factory.LazyAttribute(lambda department: department.name.lower())
    kind = DepartmentKind.AMT
    email = factory.LazyAttribute(lambda department: f"{department.key}@example.org")


class DepartmentMembershipFactory(DjangoModelFactory):
    """Needs a user; the department is made."""

    class Meta:
        model = DepartmentMembership

    role = Role.DEPARTMENT_MEMBER
    department = factory.SubFactory(DepartmentFactory)


class DepartmentTextFactory(DjangoModelFactory):
    class Meta:
        model = DepartmentText

    department = factory.SubFactory(DepartmentFactory)
    title = factory.Sequence(lambda n: f"Baustein {n}")
    text = "Wir kümmern uns darum."


class DepartmentRegionFactory(DjangoModelFactory):
    """Needs a department and a region."""

    class Meta:
        model = DepartmentRegion
