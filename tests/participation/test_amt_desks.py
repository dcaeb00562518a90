"""The desks of a department: its list, who looks after what, notes, rules."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from commons.accounts.enums import Role
from commons.errors import RuleViolation
from participation.referrals.enums import ReferralState
from participation.referrals.models import (
    Assignment,
    DepartmentTerms,
    InternalNote,
    Referral,
)
from participation.referrals.services import desks
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.referrals import QuestionFactory, ReferralFactory
from tests.participation.amt import (
    member_of,
    on_link,
    signed_in,
    statement,
    url,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
INBOX = "referrals:department-inbox"


@pytest.fixture
def department():
    return DepartmentFactory()


@pytest.fixture
def member(department):
    return member_of(department)


@pytest.fixture
def office(member):
    return signed_in(member)


def listed(client, view=""):
    response = client.get(reverse(INBOX), {"ansicht": view} if view else {})
    return response.context["page"].referrals


def test_inbox_is_narrowed_to_what_one_looks_for(office, member, department):
    mine, free, late, paused = (
        ReferralFactory(department=department, working_days=days)
        for days in (30, 31, 2, 1)
    )
    QuestionFactory(referral=paused)
    Referral.objects.filter(pk=paused.pk).update(
        state=ReferralState.QUESTION, paused_at=paused.sent_at
    )
    other = member_of(department)
    desks.assign(mine, to=member, by=member)
    desks.assign(late, to=other, by=member)

    assert {
        view: {row.pk for row in listed(office, view)}
        for view in ("offen", "meine", "ohne", "faellig")
    } == {
        "offen": {mine.pk, free.pk, late.pk, paused.pk},
        "meine": {mine.pk},
        "ohne": {free.pk, paused.pk},
        "faellig": {late.pk},
    }


def test_drafts_of_others_stand_under_what_is_to_be_released(department):
    first, second = (member_of(department) for _who in range(2))
    department.needs_four_eyes = True
    department.save()
    referral = ReferralFactory(department=department)
    signed_in(first).post(url("state", referral), statement())

    assert listed(signed_in(first), "freigabe") == []
    assert listed(signed_in(second), "freigabe") == [referral]


@pytest.mark.parametrize("view", ("offen", "meine", "erledigt", "x' OR 1=1"))
def test_inbox_takes_any_view(office, view):
    assert office.get(reverse(INBOX), {"ansicht": view}).status_code == 200


def test_what_is_beyond_the_agreed_number_waits_its_turn(office, department):
    department.open_limit = 2
    department.save()
    ReferralFactory(department=department, state=ReferralState.STATED)
    oldest, second, third = ReferralFactory.create_batch(3, department=department)

    response = office.get(reverse(INBOX))

    assert response.context["inbox"].resting == {third.pk}
    assert response.content.decode().count("wartet auf Bearbeitung") == 1
    page = office.get(url("show", third)).content.decode()
    assert "mehr offene Vorgänge, als mit der SPK vereinbart" in page
    assert oldest.pk < second.pk


def test_one_press_takes_a_case(office, member, department):
    referral = ReferralFactory(department=department)

    office.post(url("take", referral))

    assert Assignment.objects.get().assignee == member


def test_case_is_given_to_a_colleague_and_taken_away_again(office, department):
    referral = ReferralFactory(department=department)
    colleague = member_of(department)

    office.post(url("assign", referral), {"assignee": colleague.pk})
    assert Assignment.objects.get().assignee == colleague

    office.post(url("assign", referral), {"assignee": ""})
    assert not Assignment.objects.exists()


def test_nobody_from_outside_is_given_a_case(office, member, department):
    referral = ReferralFactory(department=department)
    stranger = member_of(DepartmentFactory())

    response = office.post(url("assign", referral), {"assignee": stranger.pk})

    assert response.status_code == 422
    with pytest.raises(RuleViolation):
        desks.assign(referral, to=stranger, by=member)


def test_note_stays_in_the_department_unless_it_is_marked(office, department):
    referral = ReferralFactory(department=department)

    office.post(url("note", referral), {"text": "Unter uns gesagt."})
    office.post(url("note", referral), {"text": "Für die SPK.", "is_for_spk": "on"})

    inside = office.get(url("show", referral)).content.decode()
    on_the_link = on_link(referral).get(url("show", referral)).content.decode()
    at_the_desk = signed_in(make_staff()).get(referral.get_absolute_url())
    public = signed_in(UserFactory()).get(referral.idea.get_absolute_url())
    seen = {
        "inside": inside,
        "link": on_the_link,
        "desk": at_the_desk.content.decode(),
        "public": public.content.decode(),
    }
    assert {
        who: ("Unter uns gesagt." in html, "Für die SPK." in html)
        for who, html in seen.items()
    } == {
        "inside": (True, True),
        "link": (False, False),
        "desk": (False, True),
        "public": (False, False),
    }


INSIDE = {
    "take": {},
    "assign": {"assignee": ""},
    "note": {"text": "Notiz"},
}


@pytest.mark.parametrize("act", INSIDE)
@pytest.mark.parametrize(
    ("role", "status"),
    (
        ("anonymous", 302),
        ("link", 302),
        ("resident", 404),
        ("moderator", 404),
        ("foreign", 404),
        ("member", 302),
    ),
)
def test_inside_is_for_members_only(act, role, status):
    referral = ReferralFactory()
    people = {
        "resident": UserFactory,
        "moderator": make_staff,
        "foreign": lambda: member_of(DepartmentFactory()),
        "member": lambda: member_of(referral.department),
    }
    client = on_link(referral)
    if role == "anonymous":
        client.cookies.clear()
    elif role != "link":
        client = signed_in(people[role]())

    response = client.post(url(act, referral), INSIDE[act])

    assert response.status_code == status
    is_done = Assignment.objects.exists() or InternalNote.objects.exists()
    assert is_done == (role == "member" and act != "assign")


@pytest.mark.parametrize(
    ("role", "status"),
    (
        (Role.COORDINATOR, 200),
        (Role.MODERATOR, 403),
        (Role.DATA_EDITOR, 403),
    ),
)
def test_rules_for_departments_are_the_coordinators(role, status):
    client = signed_in(make_staff(role))

    assert client.get(reverse("referrals:department-terms")).status_code == status


def test_rules_are_changed_within_their_bounds():
    client = signed_in(make_staff(Role.COORDINATOR))
    address = reverse("referrals:department-terms")

    client.post(address, {"interim_days": 30, "interims": 3, "colleagues": 4})
    wrong = client.post(address, {"interim_days": 500, "interims": 3, "colleagues": 4})

    terms = DepartmentTerms.objects.get()
    assert (terms.interim_days, terms.interims, terms.colleagues) == (30, 3, 4)
    assert wrong.status_code == 422


@pytest.mark.parametrize("rows", (1, 30))
def test_case_costs_the_same_with_many_colleagues_and_notes(
    office, member, department, rows, django_assert_num_queries
):
    referral = ReferralFactory(department=department)
    for _number in range(rows):
        desks.add_note(referral, text="Notiz", is_for_spk=False, by=member)
        QuestionFactory(referral=referral, answered_at=timezone.now() + HOUR)
    office.get(url("show", referral))

    with django_assert_num_queries(20):
        response = office.get(url("show", referral))

    assert len(response.context["notes"]) == rows


STATES = {
    ReferralState.QUEUED: 200,
    ReferralState.SENT: 200,
    ReferralState.ACKNOWLEDGED: 200,
    ReferralState.QUESTION: 200,
    ReferralState.STATED: 200,
    ReferralState.RETURNED: 200,
    ReferralState.RECALLED: 404,
    ReferralState.FAILED: 404,
}


@pytest.mark.parametrize(("state", "status"), STATES.items())
@pytest.mark.parametrize(
    "page", ("show", "state", "correct", "interim", "ask", "return", "hand-on")
)
def test_every_page_says_something_in_every_state(page, state, status):
    referral = ReferralFactory(state=state)
    client = signed_in(member_of(referral.department))

    assert client.get(url(page, referral)).status_code == status


def test_member_reads_that_a_case_was_taken_back():
    referral = ReferralFactory(state=ReferralState.RECALLED)
    Referral.objects.filter(pk=referral.pk).update(sent_at=referral.referred_at)

    page = signed_in(member_of(referral.department)).get(url("show", referral))

    assert "Die SPK hat diesen Vorgang zurückgenommen" in page.content.decode()
