import pytest
from django.urls import reverse

from commons.accounts.enums import Role
from commons.accounts.visitors import visitor_for
from commons.clock import berlin_today
from commons.errors import RuleViolation
from commons.search.queries import search
from neighbourhood.departments import following
from neighbourhood.departments.enums import DepartmentKind, TextKind
from neighbourhood.departments.models import (
    Card,
    Department,
    DepartmentRegion,
    DepartmentText,
    Signpost,
)
from neighbourhood.departments.queries import successor_of
from neighbourhood.departments.queries.departments import members_of
from neighbourhood.departments.queries.merging import fingerprint_of, moving
from neighbourhood.departments.services.merging import merge
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import (
    DepartmentFactory,
    DepartmentMembershipFactory,
    TopicFactory,
)
from tests.factories.regions import RegionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return make_staff(Role.COORDINATOR)


@pytest.fixture
def two():
    return (
        DepartmentFactory(name="Tiefbauamt", short_name="TBA"),
        DepartmentFactory(name="Straßenamt", short_name="StrA"),
    )


def regions_of(department):
    return set(department.region_limits.values_list("region_id", flat=True))


def test_old_row_stays_and_leads_to_its_successor(two, by):
    source, target = two

    merge(source, into=target, by=by)

    source.refresh_from_db()
    assert (source.is_active, source.ended_on) == (False, berlin_today())
    assert successor_of(source) == target
    assert successor_of(target) is None


def test_successor_is_found_over_any_number_of_merges(by):
    first, second, third = DepartmentFactory.create_batch(3)

    merge(first, into=second, by=by)
    merge(second, into=third, by=by)

    first.refresh_from_db()
    assert successor_of(first) == third


def test_topics_cards_texts_and_signposts_move(two, by):
    source, target = two
    shared, own = TopicFactory(), TopicFactory()
    source.topics.add(shared, own)
    target.topics.add(shared)
    Card.objects.filter(key="bank").update(department=source)
    Signpost.objects.create(
        key="s", kind="defect", name="Loch", body="TBA", advice="Melden Sie es."
    )
    for department in two:
        DepartmentText.objects.create(department=department, title="Gruß", text="Ja.")

    merge(source, into=target, by=by)

    assert set(target.topics.all()) == {shared, own}
    assert not source.topics.exists()
    assert Card.objects.get(key="bank").department == target
    assert Signpost.objects.get(key="s").body == "Straßenamt"
    assert [text.title for text in target.texts.all()] == ["Gruß", "Gruß (TBA)"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    (("a", "b", "ab"), ("a", "", ""), ("", "b", ""), ("ab", "b", "ab")),
)
def test_regions_add_up_and_everywhere_stays_everywhere(two, by, old, new, expected):
    regions = {"a": RegionFactory(), "b": RegionFactory()}
    for department, letters in zip(two, (old, new), strict=True):
        for letter in letters:
            DepartmentRegion.objects.create(
                department=department, region=regions[letter]
            )

    merge(two[0], into=two[1], by=by)

    assert regions_of(two[1]) == {regions[letter].pk for letter in expected}
    assert regions_of(two[0]) == set()


def test_members_go_on_in_the_successor_once(two, by):
    source, target = two
    both, lead = UserFactory(), UserFactory()
    DepartmentMembershipFactory(user=both, department=source)
    DepartmentMembershipFactory(user=both, department=target)
    DepartmentMembershipFactory(user=lead, department=source, is_head=True)

    merge(source, into=target, by=by)

    assert {row.user: row.is_head for row in members_of(target)} == {
        both: False,
        lead: True,
    }
    assert not members_of(source).exists()


def test_head_of_the_successor_stays_the_only_one(two, by):
    for department in two:
        DepartmentMembershipFactory(
            user=UserFactory(), department=department, is_head=True
        )
    before = members_of(two[1]).get().user

    merge(two[0], into=two[1], by=by)

    assert [row.user for row in members_of(two[1]) if row.is_head] == [before]


def test_what_belonged_to_it_belongs_to_the_successor(two, by):
    source, target = two
    child = DepartmentFactory(parent=source)

    merge(source, into=target, by=by)

    child.refresh_from_db()
    assert child.parent == target


def test_office_may_become_part_of_its_own_branch(by):
    division = DepartmentFactory(takes_referrals=False)
    office = DepartmentFactory(parent=division)
    part = DepartmentFactory(parent=office)
    deep = DepartmentFactory(parent=part)

    merge(office, into=deep, by=by)

    deep.refresh_from_db()
    part.refresh_from_db()
    assert (deep.parent, part.parent) == (division, deep)


@pytest.mark.parametrize(
    ("changes", "code"),
    (
        ({"is_active": False}, "target_ended"),
        ({"takes_referrals": False}, "target_holds_only"),
    ),
)
def test_target_must_be_able_to_take_over(two, by, changes, code):
    Department.objects.filter(pk=two[1].pk).update(**changes)

    with pytest.raises(RuleViolation) as refused:
        merge(two[0], into=two[1], by=by)

    assert refused.value.code == code


def test_nothing_is_merged_with_itself_or_twice(two, by):
    source, target = two

    with pytest.raises(RuleViolation) as same:
        merge(source, into=source, by=by)
    merge(source, into=target, by=by)
    with pytest.raises(RuleViolation) as again:
        merge(source, into=target, by=by)

    assert (same.value.code, again.value.code) == ("same", "merged")


def test_apps_above_follow_in_the_same_transaction(two, by, monkeypatch):
    calls = []
    registry = following._Registry()
    monkeypatch.setattr(following, "_registry", registry)
    following.on_merged(lambda *both, by: calls.append((*both, by)))

    merge(two[0], into=two[1], by=by)

    assert calls == [(*two, by)]


def test_search_finds_the_successor_by_the_old_name(two, by):
    merge(two[0], into=two[1], by=by)

    hits = search(visitor_for(by), "Tiefbauamt", kinds=["department"]).hits
    assert [hit.target_id for hit in hits] == [two[1].pk]


def test_preview_says_what_moves_and_the_page_does_it(client, sign_in, two, by):
    source, target = two
    source.topics.add(TopicFactory(name="Brücken"))
    sign_in(client, by)
    url = reverse("departments:department-merge", args=[source.pk])

    page = client.get(url, {"ziel": target.pk})
    seen = page.context["seen"]
    response = client.post(url, {"ziel": target.pk, "gesehen": seen})

    assert [(line.label, line.names) for line in page.context["lines"]] == [
        ("Themen", ("Brücken",))
    ]
    assert response.url == target.get_absolute_url()
    assert client.get(source.get_absolute_url()).url.startswith(
        target.get_absolute_url()
    )
    assert "Tiefbauamt" in client.get(target.get_absolute_url()).content.decode()


def test_page_asks_again_when_something_else_would_move(client, sign_in, two, by):
    source, target = two
    seen = fingerprint_of(moving(source, target))
    source.topics.add(TopicFactory())
    sign_in(client, by)

    response = client.post(
        reverse("departments:department-merge", args=[source.pk]),
        {"ziel": target.pk, "gesehen": seen},
    )

    assert response.status_code == 422
    assert response.context["lines"]
    source.refresh_from_db()
    assert not source.is_merged


def test_page_warns_of_what_is_lost(client, sign_in, by):
    source = DepartmentFactory()
    target = DepartmentFactory(email="", kind=DepartmentKind.EXTERN)
    sign_in(client, by)

    page = client.get(
        reverse("departments:department-merge", args=[source.pk]), {"ziel": target.pk}
    )

    assert page.context["warnings"] == [
        "Das Ziel hat kein Postfach, das bisherige Amt hatte eines.",
        "Beide sind von verschiedener Art.",
    ]


def test_texts_of_the_old_one_cannot_be_written_any_more(client, sign_in, two, by):
    merge(two[0], into=two[1], by=by)
    sign_in(client, by)

    response = client.post(
        reverse("departments:text-create", args=[two[0].pk]),
        {"kind": TextKind.MODULE, "title": "Gruß", "text": "Ja."},
    )

    assert response.status_code == 422
    assert not DepartmentText.objects.exists()
