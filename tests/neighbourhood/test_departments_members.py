from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from commons.accounts.enums import Role
from commons.accounts.visitors import visitor_for
from commons.clock import berlin_today
from commons.errors import RuleViolation
from neighbourhood.departments import following
from neighbourhood.departments.enums import TextKind
from neighbourhood.departments.models import (
    Department,
    DepartmentMembership,
    DepartmentText,
)
from neighbourhood.departments.queries.departments import members_of
from neighbourhood.departments.queries.reach import departments_to_mend, troubles
from neighbourhood.departments.queries.texts import texts_of
from neighbourhood.departments.services import members
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import DepartmentFactory, DepartmentMembershipFactory

pytestmark = pytest.mark.django_db
SECRET = "A" * 32
LEFT = "Das letzte Mitglied ist weg, und es gibt kein Postfach."


@pytest.fixture
def by():
    return make_staff(Role.COORDINATOR)


@pytest.fixture
def coordinator(client, sign_in, by):
    return sign_in(client, by)


def page(department):
    return reverse("departments:member-list", args=[department.pk])


def items(person):
    return [
        (item.title, item.detail) for item in departments_to_mend(visitor_for(person))
    ]


def test_coordinator_adds_somebody_by_address(coordinator):
    department, person = DepartmentFactory(), UserFactory()

    coordinator.post(
        page(department),
        {"email": person.email.upper(), "is_head": "on", "reason": "Vertretung"},
    )

    member = members_of(department).get()
    assert (member.user, member.role, member.is_head, member.reason) == (
        person,
        Role.DEPARTMENT_MEMBER,
        True,
        "Vertretung",
    )
    assert visitor_for(person).department_ids == {department.pk}


@pytest.mark.parametrize(
    ("fields", "wrong"),
    (
        ({"email": "niemand@example.org"}, "email"),
        ({"until": "2001-01-01"}, "until"),
    ),
)
def test_who_cannot_be_added_is_said_at_the_field(coordinator, fields, wrong):
    person = UserFactory()

    response = coordinator.post(
        page(DepartmentFactory()), {"email": person.email, **fields}
    )

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [wrong]


def test_nobody_adds_themselves(coordinator, by):
    department = DepartmentFactory()

    response = coordinator.post(page(department), {"email": by.email})

    assert response.status_code == 422
    assert not members_of(department).exists()


def test_member_is_added_once(by):
    member = DepartmentMembershipFactory(user=UserFactory())

    with pytest.raises(RuleViolation) as refused:
        members.add(member.department, user=member.user, by=by)

    assert refused.value.code == "role_held"


def test_member_whose_time_is_over_can_come_back(by):
    now = timezone.now()
    member = DepartmentMembershipFactory(
        user=UserFactory(),
        valid_from=now - timedelta(days=9),
        valid_until=now - timedelta(days=1),
    )

    members.add(member.department, user=member.user, by=by)

    assert members_of(member.department).count() == 1


def test_last_day_counts_to_its_end(coordinator):
    department, person = DepartmentFactory(), UserFactory()

    coordinator.post(
        page(department), {"email": person.email, "until": berlin_today().isoformat()}
    )

    assert members_of(department).get().user == person


def test_end_and_taking_it_back(coordinator):
    member = DepartmentMembershipFactory(user=UserFactory(), is_head=True)
    department = member.department

    coordinator.post(reverse("departments:member-end", args=[department.pk, member.pk]))
    assert not members_of(department).exists()
    coordinator.post(
        reverse("departments:member-return", args=[department.pk, member.pk])
    )

    back = members_of(department).get()
    assert (back.user, back.is_head, back.pk != member.pk) == (member.user, True, True)
    assert list(coordinator.get(page(department)).context["former"]) == []


@pytest.mark.parametrize(("sent", "leads"), (({"is_head": "on"}, True), ({}, False)))
def test_who_leads_is_said_and_taken_back(coordinator, sent, leads):
    member = DepartmentMembershipFactory(user=UserFactory(), is_head=not leads)

    coordinator.post(
        reverse("departments:member-head", args=[member.department_id, member.pk]), sent
    )

    member.refresh_from_db()
    assert member.is_head is leads


def test_member_of_another_department_is_not_touched_from_here(coordinator):
    member = DepartmentMembershipFactory(user=UserFactory())
    other = DepartmentFactory()

    response = coordinator.post(
        reverse("departments:member-end", args=[other.pk, member.pk])
    )

    assert response.status_code == 404
    assert members_of(member.department).exists()


def test_last_member_leaving_a_department_without_mailbox_is_a_task(by):
    member = DepartmentMembershipFactory(
        user=UserFactory(),
        department=DepartmentFactory(email="", form_url="https://amt.example/"),
    )
    assert items(by) == []

    members.end(member, by=by)

    assert items(by) == [(member.department.name, LEFT)]


def test_task_ends_with_a_mailbox(by):
    member = DepartmentMembershipFactory(
        user=UserFactory(), department=DepartmentFactory(email="")
    )
    members.end(member, by=by)

    Department.objects.update(email="amt@example.org")

    assert items(by) == []


def test_what_nothing_reaches_is_a_task_and_others_are_none(by):
    silent = DepartmentFactory(email="")
    DepartmentFactory(email="", form_url="https://amt.example/")
    DepartmentFactory(email="", takes_referrals=False)
    DepartmentFactory(email="", is_active=False)

    assert [trouble.department for trouble in troubles()] == [silent]


def test_many_tasks_are_told_in_one_line(by):
    DepartmentFactory.create_batch(6, email="")

    assert [title for title, _ in items(by)] == ["6 Ämter sind zu klären"]


def test_only_coordinators_have_these_tasks():
    DepartmentFactory(email="")

    assert items(make_staff(Role.MODERATOR)) == []


def test_merged_one_that_still_gets_something_is_a_task(by):
    target = DepartmentFactory()
    gone = DepartmentFactory(
        is_active=False, ended_on=berlin_today(), merged_into=target
    )
    DepartmentMembershipFactory(user=UserFactory(), department=gone)

    assert [title for title, _ in items(by)] == [gone.name]


def test_ended_one_with_open_items_is_a_task(by, monkeypatch):
    gone = DepartmentFactory(is_active=False)
    registry = following._Registry()
    monkeypatch.setattr(following, "_registry", registry)
    following.holds(lambda ids: dict.fromkeys(ids, 2))

    assert items(by) == [
        (gone.name, "Nicht mehr aktiv, aber 2 Vorgänge sind noch offen.")
    ]


@pytest.mark.parametrize("count", (1, 30))
def test_tasks_cost_the_same_for_many(by, count, django_assert_num_queries):
    DepartmentFactory.create_batch(count, email="")
    visitor = visitor_for(by)
    assert visitor.roles

    with django_assert_num_queries(2):
        list(departments_to_mend(visitor))


def test_member_writes_the_texts_of_the_own_department(client, sign_in):
    member = DepartmentMembershipFactory(user=UserFactory(secret=SECRET))
    office = member.department
    sign_in(client, member.user)
    fields = {"kind": TextKind.NOT_OURS, "title": "Fahrbahn", "text": "Der Senat."}

    client.post(reverse("departments:text-create", args=[office.pk]), fields)
    text = DepartmentText.objects.get()
    client.post(text.get_absolute_url(), {**fields, "title": "Hauptstraße"})
    twice = client.post(
        reverse("departments:text-create", args=[office.pk]),
        {**fields, "title": "Hauptstraße"},
    )

    assert twice.status_code == 422
    assert [row.title for row in texts_of(office, TextKind.NOT_OURS)] == ["Hauptstraße"]
    client.post(reverse("departments:text-delete", args=[office.pk, text.pk]))
    assert not DepartmentText.objects.exists()


def test_fachbereich_has_the_texts_of_its_amt_after_its_own():
    office = DepartmentFactory()
    part = DepartmentFactory(parent=office)
    for department in (office, part, DepartmentFactory()):
        DepartmentText.objects.create(
            department=department, title=f"Text {department.pk}", text="Ja."
        )

    assert [row.department for row in texts_of(part, TextKind.MODULE)] == [part, office]


def test_texts_of_another_department_are_not_for_members(client, sign_in):
    member = DepartmentMembershipFactory(user=UserFactory(secret=SECRET))
    sign_in(client, member.user)
    other = DepartmentFactory()

    response = client.get(reverse("departments:text-list", args=[other.pk]))

    assert response.status_code == 403


@pytest.mark.parametrize("count", (1, 30))
def test_members_page_costs_the_same_for_many(
    coordinator, count, django_assert_num_queries
):
    department = DepartmentFactory()
    for user in UserFactory.create_batch(count):
        DepartmentMembershipFactory(user=user, department=department)
    coordinator.get(page(department))

    with django_assert_num_queries(12):
        response = coordinator.get(page(department))

    assert len(response.context["members"]) == count
    assert DepartmentMembership.objects.count() == count
