import itertools

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from commons.accounts.enums import Role
from commons.accounts.visitors import visitor_for
from commons.clock import berlin_today
from commons.errors import RuleViolation
from commons.search.queries import search
from neighbourhood.departments import demo
from neighbourhood.departments.enums import DepartmentKind
from neighbourhood.departments.levels import level_of
from neighbourhood.departments.models import Department, DepartmentName, Topic
from neighbourhood.departments.queries import departments_for
from neighbourhood.departments.queries.ladder import Ladder, addresses_of
from neighbourhood.departments.queries.tree import forest, found, walked
from neighbourhood.departments.services import closing, departments
from neighbourhood.departments.services.imports import import_departments
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import (
    DepartmentFactory,
    DepartmentMembershipFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db
LIST = "departments:department-list"


@pytest.fixture
def branch():
    """Abteilung, Amt, Fachbereich."""
    division = DepartmentFactory(
        name="Abteilung Raum", takes_referrals=False, email="abteilung@amt.example"
    )
    office = DepartmentFactory(
        name="Grünamt",
        parent=division,
        head_email="leitung@amt.example",
        substitute_email="vertretung@amt.example",
    )
    return division, office, DepartmentFactory(name="Fachbereich Baum", parent=office)


def save(department, **changes):
    for name, value in changes.items():
        if name not in {"version", "is_correction"}:
            setattr(department, name, value)
    options = {
        key: changes[key] for key in ("version", "is_correction") if key in changes
    }
    return departments.save(
        department, topics=department.topics.all(), regions=(), by=None, **options
    )


def test_each_level_is_named_by_its_place(branch):
    outside = DepartmentFactory(kind=DepartmentKind.EXTERN)
    office = DepartmentFactory(kind=DepartmentKind.STELLE)

    assert [level_of(row) for row in (*branch, office, outside)] == [
        "Abteilung",
        "Amt",
        "Fachbereich",
        "Stelle",
        "außerhalb des Bezirks",
    ]


def test_ladder_climbs_to_the_head_of_the_amt_and_the_division(branch):
    _division, office, part = branch

    assert addresses_of(part) == Ladder(
        own=part.email,
        substitute="",
        head="leitung@amt.example",
        division="abteilung@amt.example",
    )
    assert addresses_of(office).substitute == "vertretung@amt.example"


def test_ladder_of_one_that_stands_alone_ends_with_itself():
    alone = DepartmentFactory(email="")

    assert addresses_of(alone) == Ladder("", "", "", "")


def test_what_is_outside_the_district_has_no_clock(branch):
    outside = DepartmentFactory(kind=DepartmentKind.EXTERN)

    assert [row.has_clock for row in (*branch, outside)] == [True, True, True, False]


def test_nothing_is_forwarded_to_an_abteilung(branch):
    division, office, part = branch
    topic = TopicFactory()
    division.topics.add(topic)

    assert departments_for(topic, None) == [part, office]


def test_service_refuses_a_circle(branch):
    division, _office, part = branch

    with pytest.raises(RuleViolation) as refused:
        save(division, parent=part)

    assert refused.value.code == "circle"


@pytest.mark.parametrize("column", ("parent_id", "merged_into_id"))
def test_database_refuses_a_circle_whoever_writes(column):
    rows = DepartmentFactory.create_batch(3, is_active=False, ended_on=berlin_today())
    for row, following in itertools.pairwise(rows):
        Department.objects.filter(pk=row.pk).update(**{column: following.pk})

    with pytest.raises(IntegrityError, match="itself"), transaction.atomic():
        Department.objects.filter(pk=rows[2].pk).update(**{column: rows[0].pk})


def test_another_name_keeps_the_one_before_with_its_last_day():
    office = DepartmentFactory(name="Tiefbauamt", short_name="TBA")

    save(office, name="Straßenamt", short_name="StrA")

    past = DepartmentName.objects.get()
    assert (past.name, past.short_name, past.until) == (
        "Tiefbauamt",
        "TBA",
        berlin_today(),
    )


def test_name_that_lasted_hours_is_not_kept():
    office = save(DepartmentFactory(name="Tiefbauamt"), name="Strasenamt")

    save(office, name="Straßenamt")

    assert [past.name for past in office.earlier_names.all()] == ["Tiefbauamt"]


def test_corrected_slip_leaves_no_earlier_name():
    office = DepartmentFactory(name="Tiefbaumt")

    save(office, name="Tiefbauamt", is_correction=True)

    assert not office.earlier_names.exists()


def test_change_of_what_somebody_else_changed_is_refused():
    office = DepartmentFactory()
    shown = office.version
    save(Department.objects.get(pk=office.pk), responsibilities="Brücken")

    with pytest.raises(RuleViolation) as refused:
        save(office, version=shown)

    assert refused.value.code == "version_changed"


def test_old_name_leads_to_the_new_one_in_list_and_search(client, sign_in):
    moderator = make_staff(Role.MODERATOR)
    sign_in(client, moderator)
    office = save(DepartmentFactory(name="Tiefbauamt"), name="Straßenamt")

    page = client.get(reverse(LIST), {"q": "tiefbau"})

    assert [branch.department for branch in page.context["found"]] == [office]
    assert f"bis {berlin_today().year}: Tiefbauamt" in page.content.decode()
    hits = search(visitor_for(moderator), "Tiefbauamt", kinds=["department"]).hits
    assert [hit.target_id for hit in hits] == [office.pk]


def test_tree_stands_as_it_is(branch):
    outside = DepartmentFactory(kind=DepartmentKind.EXTERN)
    gone = DepartmentFactory(is_active=False)

    every = forest()

    assert [row.department for row in walked(every.inside)] == list(branch)
    assert [row.department for row in every.outside] == [outside]
    assert [row.department for row in every.ended] == [gone]


def test_nothing_is_found_of_what_nobody_said(branch):
    assert found(forest(), "Wasserwerk") == []


@pytest.mark.parametrize("rows", (1, 30))
def test_tree_costs_the_same_for_many(rows, django_assert_num_queries):
    division = DepartmentFactory(takes_referrals=False)
    for office in DepartmentFactory.create_batch(rows, parent=division):
        office.topics.set(Topic.objects.all()[:2])
        DepartmentName.objects.create(
            department=office, name="Alt", short_name="A", until=berlin_today()
        )

    with django_assert_num_queries(4):
        every = forest()

    assert len(every.branches) == rows + 1


def test_close_and_reopen_are_each_others_undo(branch):
    *_, part = branch
    by = make_staff(Role.COORDINATOR)

    closed = closing.close(part, by=by)
    assert (closed.is_active, closed.ended_on) == (False, berlin_today())
    back = closing.reopen(part, by=by)

    assert (back.is_active, back.ended_on) == (True, None)


def test_what_others_belong_to_is_not_closed(branch):
    with pytest.raises(RuleViolation) as refused:
        closing.close(branch[0], by=make_staff(Role.COORDINATOR))

    assert refused.value.code == "has_children"


def test_export_comes_in_again_and_changes_nothing(client, sign_in):
    demo.build()
    sign_in(client, make_staff(Role.MODERATOR))
    before = list(Department.objects.order_by("pk").values())

    content = client.get(reverse("departments:department-export")).content
    report = import_departments(content)

    assert (report.created, report.changed) == ([], [])
    # What has become part of another is nobody's to change any more.
    assert [str(refusal) for refusal in report.refused] == [
        f"Zeile {len(before) + 1}: „Tiefbauamt“ ist in einem anderen Amt aufgegangen."
    ]
    assert list(Department.objects.order_by("pk").values()) == before


def test_export_rebuilds_the_tree_elsewhere(client, sign_in):
    demo.build()
    sign_in(client, make_staff(Role.MODERATOR))
    content = client.get(reverse("departments:department-export")).content
    columns = ("key", "name", "parent__key", "email", "head_email", "takes_referrals")
    rows = Department.objects.filter(is_active=True).order_by("key")
    before = list(rows.values_list(*columns))
    Department.objects.update(merged_into=None, parent=None)
    demo.Card.objects.update(department=None)
    Department.objects.all().delete()

    import_departments(content)

    assert list(rows.exclude(key="tiefbauamt").values_list(*columns)) == before


@pytest.mark.parametrize(
    ("cells", "why"),
    (
        ("x;Amt X;amt;nirgends;;", "„nirgends“ ist kein Amt"),
        ("x;Amt X;amt;;vielleicht;", "nur „ja“ oder „nein“"),
        ("x;Amt X;amt;;;bald", "„bald“ ist keine Zahl"),
    ),
)
def test_import_refuses_what_it_cannot_read(cells, why):
    heading = "code;name;kind;gehört zu;bekommt Weiterleitungen;Frist in Arbeitstagen"

    report = import_departments(f"{heading}\n{cells}\n".encode())

    assert [why in str(refusal) for refusal in report.refused] == [True]


def test_import_keeps_the_name_it_replaces():
    DepartmentFactory(key="x", name="Tiefbauamt")

    import_departments(b"code;name;kind\nx;Amt X;amt\n")

    assert DepartmentName.objects.get().name == "Tiefbauamt"


def test_member_sees_the_own_department_and_no_other(client, sign_in, branch):
    _division, office, part = branch
    user = UserFactory(secret="A" * 32)
    DepartmentMembershipFactory(user=user, department=office)
    sign_in(client, user)

    pages = [client.get(row.get_absolute_url()).status_code for row in (office, part)]

    assert pages == [200, 403]
