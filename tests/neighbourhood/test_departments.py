import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from commons.accounts.enums import Role
from neighbourhood.departments import demo
from neighbourhood.departments.enums import DepartmentKind
from neighbourhood.departments.models import Department, DepartmentRegion, Topic
from neighbourhood.departments.queries import departments_for, suggested_for
from neighbourhood.departments.services.facts import load_topics
from neighbourhood.departments.services.imports import import_departments
from neighbourhood.regions.models import Region
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import (
    DepartmentFactory,
    DepartmentMembershipFactory,
    TopicFactory,
)
from tests.factories.regions import RegionFactory

pytestmark = pytest.mark.django_db

LIST = "departments:department-list"
CSV = """code;name;kind;topics
sga;Straßen- und Grünflächenamt;amt;Gehwege, Straßenbäume
bsr;Stadtreinigung;extern;Papierkörbe
"""


@pytest.fixture
def coordinator(client, sign_in):
    return sign_in(client, make_staff(Role.COORDINATOR))


def fields(**changes):
    return {
        "name": "Amt für Übergänge",
        "short_name": "AfÜ",
        "kind": "amt",
        "parent": "",
        "email": "uebergang@amt.example",
        "responsibilities": "Brücken",
        "working_days": 15,
        "first_reaction_days": 3,
        "mail_rhythm": "each",
        "takes_referrals": "on",
        **changes,
    }


def test_departments_of_the_topic_come_first_own_offices_before_others():
    topic = TopicFactory()
    outside = DepartmentFactory(name="A außerhalb", kind=DepartmentKind.EXTERN)
    office = DepartmentFactory(name="Z Amt")
    other = DepartmentFactory(name="B Amt")
    gone = DepartmentFactory(is_active=False)
    for department in (outside, office, gone):
        department.topics.add(topic)

    found = departments_for(topic, Region.objects.first())

    assert found == [office, outside, other]


def test_department_of_other_regions_is_not_suggested():
    topic, here, there = TopicFactory(), RegionFactory(), RegionFactory()
    everywhere, local = DepartmentFactory(), DepartmentFactory()
    for department in (everywhere, local):
        department.topics.add(topic)
    DepartmentRegion.objects.create(department=local, region=there)

    assert set(suggested_for(topic, here)) == {everywhere}
    assert set(suggested_for(topic, there)) == {everywhere, local}


def test_topics_are_facts_and_edits_stay():
    Topic.objects.filter(key="gruen").update(name="Grünes")

    assert load_topics() == 0
    assert Topic.objects.get(key="gruen").name == "Grünes"


def test_demo_has_departments_for_most_topics_and_reaches_nobody():
    built = demo.build()
    again = demo.build()

    without = Topic.objects.filter(departments=None).values_list("key", flat=True)
    assert built == again
    assert set(without) == {"anderes"}
    assert {
        email.rpartition("@")[2]
        for email in Department.objects.exclude(email="").values_list(
            "email", flat=True
        )
    } == {"amt.example"}


def test_coordinator_creates_a_department(coordinator):
    region = Region.objects.first()
    topic = Topic.objects.get(key="gruen")

    coordinator.post(
        reverse("departments:department-create"),
        fields(topics=[topic.pk], regions=[region.pk]),
    )

    department = Department.objects.get()
    assert (department.key, department.sort_key) == ("afue", "amt fur ubergange")
    assert list(department.topics.all()) == [topic]
    assert [limit.region for limit in department.region_limits.all()] == [region]


def test_second_department_of_a_short_name_gets_a_key_of_its_own(coordinator):
    DepartmentFactory(key="afue")

    coordinator.post(reverse("departments:department-create"), fields())

    assert Department.objects.filter(key="afue-2").exists()


def test_coordinator_changes_a_department(coordinator):
    department = DepartmentFactory(key="x", working_days=20)
    DepartmentRegion.objects.create(
        department=department, region=Region.objects.first()
    )

    coordinator.post(
        reverse("departments:department-edit", args=[department.pk]),
        fields(working_days=30, takes_referrals=""),
    )

    department.refresh_from_db()
    assert (department.key, department.working_days) == ("x", 30)
    assert not department.takes_referrals
    assert not department.region_limits.exists()


def test_department_does_not_belong_to_itself_by_way_of_another(coordinator):
    upper = DepartmentFactory()
    lower = DepartmentFactory(parent=upper)

    response = coordinator.post(
        reverse("departments:department-edit", args=[upper.pk]),
        fields(parent=lower.pk),
    )

    assert list(response.context["form"].errors) == ["parent"]


def test_page_shows_who_may_answer(coordinator):
    membership = DepartmentMembershipFactory(user=UserFactory(display_name="Kim"))

    html = coordinator.get(membership.department.get_absolute_url()).content.decode()

    assert "Kim" in html


def test_coordinator_edits_topics(coordinator):
    topic = Topic.objects.get(key="gruen")

    coordinator.post(
        reverse("departments:topic-edit", args=[topic.pk]),
        {"name": "Stadtgrün", "position": 5, "is_active": "on"},
    )
    coordinator.post(
        reverse("departments:topic-create"), {"name": "Neues", "position": 900}
    )

    topic.refresh_from_db()
    assert (topic.name, topic.position) == ("Stadtgrün", 5)
    assert Topic.objects.get(key="neues").is_active is False


@pytest.mark.parametrize("rows", (1, 30))
def test_list_costs_the_same_for_many(coordinator, rows, django_assert_num_queries):
    for department in DepartmentFactory.create_batch(rows):
        department.topics.set(Topic.objects.all()[:3])
    coordinator.get(reverse(LIST))

    with django_assert_num_queries(15):
        response = coordinator.get(reverse(LIST))

    assert len(response.context["forest"].branches) == rows


@pytest.mark.parametrize(
    ("role", "sees", "edits"),
    (
        (Role.COORDINATOR, 200, 200),
        (Role.MODERATOR, 200, 403),
        (Role.DATA_EDITOR, 403, 403),
        (None, 403, 403),
    ),
)
def test_who_sees_and_who_edits(client, sign_in, role, sees, edits):
    department = DepartmentFactory()
    sign_in(client, make_staff(role) if role else UserFactory())
    edit_pages = (
        reverse("departments:department-edit", args=[department.pk]),
        reverse("departments:department-create"),
        reverse("departments:department-merge", args=[department.pk]),
        reverse("departments:department-close", args=[department.pk]),
        reverse("departments:member-list", args=[department.pk]),
        reverse("departments:text-list", args=[department.pk]),
        reverse("departments:topic-list"),
        reverse("departments:topic-create"),
        reverse("deadlines:holiday-list"),
    )

    assert client.get(reverse(LIST)).status_code == sees
    assert {client.get(url).status_code for url in edit_pages} == {edits}


def test_import_creates_changes_and_leaves():
    first = import_departments(CSV.encode())
    Department.objects.filter(key="sga").update(email="sga@amt.example")
    second = import_departments(CSV.replace("Gehwege", "Radwege").encode())
    third = import_departments(CSV.replace("Gehwege", "Radwege").encode())

    assert (first.created, second.changed, second.unchanged) == (
        ["sga", "bsr"],
        ["sga"],
        ["bsr"],
    )
    assert third.unchanged == ["sga", "bsr"]
    assert Department.objects.get(key="sga").email == "sga@amt.example"


def test_import_gives_topics_and_mailboxes():
    content = (
        "Schlüssel;Name;Art;Postfach;Themen\nx;Amt X;amt;x@amt.example;gruen, gehwege\n"
    )

    import_departments(content.encode())

    department = Department.objects.get()
    assert department.email == "x@amt.example"
    assert {topic.key for topic in department.topics.all()} == {"gruen", "gehwege"}


@pytest.mark.parametrize(
    ("row", "why"),
    (
        ("x;Amt X;behoerde;", "behoerde"),
        (";Amt X;amt;", "Feld"),
        ("x;;amt;", "Feld"),
        ("x y;Amt X;amt;", "Kürzel"),
        ("x;Amt X;amt;kaputt", "kaputt"),
    ),
)
def test_import_refuses_a_row_with_its_line(row, why):
    content = f"code;name;kind;topic_keys\n{row}\ngut;Amt;amt;\n"

    report = import_departments(content.encode())

    assert report.created == ["gut"]
    assert [why in str(refusal) for refusal in report.refused] == [True]


def test_import_command_takes_a_file_and_a_dry_run(tmp_path):
    path = tmp_path / "aemter.csv"
    path.write_text(CSV)

    call_command("import_departments", str(path), dry_run=True)
    assert not Department.objects.exists()
    call_command("import_departments", str(path))

    assert Department.objects.count() == 2


def test_import_command_without_anything_usable_fails(tmp_path):
    path = tmp_path / "aemter.csv"
    path.write_text("code;name;kind\nx;Amt;keine\n")

    with pytest.raises(CommandError):
        call_command("import_departments", str(path))


def test_holidays_are_declared_and_struck_on_a_page(coordinator):
    url = reverse("deadlines:holiday-list")

    coordinator.post(url, {"day": "2036-05-08", "name": "Gedenktag"})
    shown = coordinator.get(url)
    declared = [free for free in shown.context["free_days"] if free.declared]
    coordinator.post(
        reverse("deadlines:holiday-withdraw", args=[declared[0].declared.pk])
    )

    after = coordinator.get(url).context["free_days"]
    assert [free.name for free in declared] == ["Gedenktag"]
    assert not [free for free in after if free.declared]


def test_holiday_on_a_weekend_is_refused_on_the_page(coordinator):
    response = coordinator.post(
        reverse("deadlines:holiday-list"), {"day": "2036-05-10", "name": "Samstag"}
    )

    assert list(response.context["form"].errors) == ["day"]
