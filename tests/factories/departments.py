import factory
from factory.django import DjangoModelFactory

from commons.accounts.enums import Role
from neighbourhood.departments.enums import DepartmentKind
from neighbourhood.departments.models import Department, DepartmentMembership, Topic


class TopicFactory(DjangoModelFactory):
    """A topic beside those that are facts."""

    class Meta:
        model = Topic

    key = factory.Sequence(lambda n: f"thema-{n}")
    name = factory.Sequence(lambda n: f"Thema {n}")


class DepartmentFactory(DjangoModelFactory):
    class Meta:
        model = Department
        skip_postgeneration_save = True

    key = factory.Sequence(lambda n: f"amt-{n}")
    name = factory.Sequence(lambda n: f"Amt für Aufgabe {n}")
    short_name = factory.Sequence(lambda n: f"AA {n}")
    sort_key = factory.LazyAttribute(lambda department: department.name.lower())
    kind = DepartmentKind.AMT
    email = factory.LazyAttribute(lambda department: f"{department.key}@amt.example")

    @factory.post_generation
    def topics(self, create, extracted, **_):
        if create and extracted:
            self.topics.set(extracted)


class MembershipFactory(DjangoModelFactory):
    """Needs a user."""

    class Meta:
        model = DepartmentMembership

    department = factory.SubFactory(DepartmentFactory)
    role = Role.DEPARTMENT_MEMBER
