"""Members of departments with an account, and who may do what in which state."""

import pytest
from django.urls import reverse

from commons.accounts.enums import Role
from commons.accounts.visitors import Visitor
from commons.links import services as links
from participation.referrals import rules, workflow
from participation.referrals.enums import ReferralState, StatementSource
from participation.referrals.models import Referral, Statement
from participation.referrals.rules import Clerk
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import DepartmentFactory, DepartmentMembershipFactory
from tests.factories.referrals import QuestionFactory, ReferralFactory, StatementFactory
from tests.factories.regions import RegionGrantFactory

pytestmark = pytest.mark.django_db

# What a department does, and the fields of its form.
ACTS = {
    "case-acknowledge": ({}, ReferralState.ACKNOWLEDGED),
    "case-state": (
        {"text": "Ja.", "outcome": "planned", "speaker": "Am Apparat"},
        ReferralState.STATED,
    ),
    "case-ask": ({"text": "Wo?"}, ReferralState.QUESTION),
    "case-return": ({"reason": "not_responsible"}, ReferralState.RETURNED),
}
ROLES = ("anonymous", "resident", "moderator", "foreign", "member", "link")
MAY_ACT = {"member", "link"}


def make_member(department):
    member = make_staff(Role.DATA_EDITOR)
    member.platformgrant_set.all().delete()
    DepartmentMembershipFactory(user=member, department=department)
    return member


@pytest.fixture
def member():
    return make_member(DepartmentFactory())


@pytest.fixture
def office(client, sign_in, member):
    return sign_in(client, member)


def department_of(member):
    return member.departmentmembership_set.get().department


def come_as(role, client, sign_in, referral):
    if role == "link":
        token = links.token_of(referral.link)
        client.post(reverse("referrals:link-show", args=[token]))
    elif role != "anonymous":
        people = {
            "resident": UserFactory,
            "moderator": make_staff,
            "foreign": lambda: make_member(DepartmentFactory()),
            "member": lambda: make_member(referral.department),
        }
        sign_in(client, people[role]())


@pytest.mark.parametrize("state", ReferralState)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("act", ACTS)
def test_only_the_department_acts_and_only_where_the_state_allows(
    client, sign_in, act, role, state
):
    referral = ReferralFactory(state=state)
    if state == ReferralState.QUESTION:
        QuestionFactory(referral=referral)
    come_as(role, client, sign_in, referral)
    fields, following = ACTS[act]
    before = referral.idea.case

    client.post(reverse(f"referrals:{act}", args=[referral.pk]), fields)

    allowed = role in MAY_ACT and following in workflow.MAY_FOLLOW[state]
    row = Referral.objects.select_related("idea").get(pk=referral.pk)
    assert row.state == (following if allowed else state)
    assert allowed or row.idea.case == before


@pytest.mark.parametrize(
    ("role", "status"),
    (
        ("anonymous", 302),
        ("resident", 404),
        ("moderator", 404),
        ("foreign", 404),
        ("member", 200),
        ("link", 200),
    ),
)
def test_case_is_not_there_for_others(client, sign_in, role, status):
    referral = ReferralFactory()
    come_as(role, client, sign_in, referral)

    response = client.get(reverse("referrals:case-show", args=[referral.pk]))

    assert response.status_code == status


@pytest.mark.parametrize(
    ("role", "status"),
    (("resident", 404), ("foreign", 404), ("member", 404), ("moderator", 200)),
)
def test_desks_page_is_not_there_for_departments(client, sign_in, role, status):
    referral = ReferralFactory()
    come_as(role, client, sign_in, referral)

    assert client.get(referral.get_absolute_url()).status_code == status


def test_same_rule_decides_for_link_and_account(member):
    own = ReferralFactory(department=department_of(member))
    other = ReferralFactory()
    by_account, by_link = Clerk(Visitor(user=member)), Clerk(Visitor(), own.link)

    assert [
        rules.can_answer_for_department(clerk, referral)
        for clerk in (by_account, by_link)
        for referral in (own, other)
    ] == [True, False, True, False]


def test_moderator_of_another_region_neither_sees_nor_handles(client, sign_in):
    referral = ReferralFactory()
    moderator = make_staff(Role.DATA_EDITOR)
    other = type(referral.idea.region).objects.exclude(pk=referral.idea.region_id)
    RegionGrantFactory(user=moderator, role=Role.MODERATOR, region=other.first())
    sign_in(client, moderator)

    page = client.get(reverse("referrals:referral-list"))

    assert list(page.context["page"].referrals) == []
    assert client.get(referral.get_absolute_url()).status_code == 404


def test_inbox_lists_what_is_open_by_date(office, member):
    department = department_of(member)
    late = ReferralFactory(department=department, working_days=30)
    soon = ReferralFactory(department=department, working_days=3)
    ReferralFactory(department=department, state=ReferralState.QUEUED)
    ReferralFactory(department=department, state=ReferralState.RECALLED)
    ReferralFactory()

    page = office.get(reverse("referrals:department-inbox")).context["page"]

    assert page.referrals == [soon, late]


def test_inbox_keeps_what_is_done(office, member):
    statement = StatementFactory(referral__department=department_of(member))

    response = office.get(
        reverse("referrals:department-inbox"), {"ansicht": "erledigt"}
    )

    assert response.context["page"].referrals == [statement.referral]


@pytest.mark.parametrize("rows", (1, 30))
def test_inbox_costs_the_same_for_many(office, member, rows, django_assert_num_queries):
    ReferralFactory.create_batch(rows, department=department_of(member))
    url = reverse("referrals:department-inbox")
    office.get(url)

    with django_assert_num_queries(14):
        response = office.get(url)

    assert len(response.context["page"].referrals) == rows


def test_inbox_is_for_members(client, sign_in):
    sign_in(client, make_staff())

    assert client.get(reverse("referrals:department-inbox")).status_code == 403


def test_statement_of_a_member_bears_their_account(office, member):
    referral = ReferralFactory(department=department_of(member))

    office.post(
        reverse("referrals:case-state", args=[referral.pk]),
        {"text": "Ja.", "outcome": "planned"},
    )

    statement = Statement.objects.get()
    assert (statement.source, statement.stated_by, statement.link) == (
        StatementSource.ACCOUNT,
        member,
        None,
    )
