"""Two coordinators at the same moment: no circle, nothing merged twice."""

import pytest

from commons.accounts.enums import Role
from commons.errors import RuleViolation
from neighbourhood.departments.models import Department, DepartmentMembership
from neighbourhood.departments.queries import successor_of
from neighbourhood.departments.services import departments, members
from neighbourhood.departments.services.merging import merge
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import DepartmentFactory
from tests.participation.at_once import at_once


@pytest.fixture(scope="module", autouse=True)
def database(own_database):
    return own_database


def belongs(row, above):
    row = Department.objects.get(pk=row.pk)
    row.parent = above
    return departments.save(row, topics=(), regions=(), by=None)


@pytest.mark.parametrize("_round", range(5))
def test_two_that_would_belong_to_each_other_do_not(_round):
    one, other = DepartmentFactory.create_batch(2)

    results = at_once(lambda: belongs(one, other), lambda: belongs(other, one))

    assert results.count("circle") == 1


@pytest.mark.parametrize("_round", range(5))
def test_database_lets_no_circle_through_without_the_service(_round):
    one, other = DepartmentFactory.create_batch(2)

    def update(row, above):
        try:
            Department.objects.filter(pk=row.pk).update(parent=above)
        except Exception as error:
            msg = ""
            raise RuleViolation(msg, code=type(error).__name__) from error

    results = at_once(lambda: update(one, other), lambda: update(other, one))

    assert results.count("IntegrityError") == 1


@pytest.mark.parametrize("_round", range(5))
def test_two_merged_into_each_other_leave_one(_round):
    one, other = DepartmentFactory.create_batch(2)
    by = make_staff(Role.COORDINATOR)

    results = at_once(
        lambda: merge(one, into=other, by=by), lambda: merge(other, into=one, by=by)
    )

    assert results.count("merged") == 1
    rows = Department.objects.filter(pk__in=[one.pk, other.pk])
    assert sorted(successor_of(row) is None for row in rows) == [False, True]


@pytest.mark.parametrize("_round", range(5))
def test_member_added_while_the_department_ends_is_in_the_successor_or_refused(_round):
    source, target = DepartmentFactory.create_batch(2)
    by, person = make_staff(Role.COORDINATOR), UserFactory()

    results = at_once(
        lambda: members.add(source, user=person, by=by),
        lambda: merge(source, into=target, by=by),
    )

    held = DepartmentMembership.objects.active().filter(user=person)
    expected = [] if "merged" in results else [target.pk]
    assert [row.department_id for row in held] == expected
