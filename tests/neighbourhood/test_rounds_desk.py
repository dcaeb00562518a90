"""The SPK's pages of rounds: who may see and do what, and what it costs."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from commons.accounts.enums import Role
from commons.accounts.visitors import Visitor
from commons.followups import registry as today
from neighbourhood.deadlines.services import due_after
from neighbourhood.rounds.enums import PartyRole, PartyState, RoundState
from neighbourhood.rounds.models import Round, RoundMessage
from neighbourhood.rounds.services import taking_part
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.regions import RegionFactory
from tests.factories.rounds import (
    make_member,
    make_regional,
    make_round,
    party_of,
    set_due,
)

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script> [x](javascript:alert(1)) **fett** \u202e"
SAID = taking_part.Said("agree", "Das passt.")


def url(name, row):
    return reverse(f"rounds:{name}", args=[row.pk])


@pytest.fixture
def desk(client, sign_in):
    return sign_in(client, make_staff())


def filled(*offices, **more):
    return {
        "kind": "alignment",
        "title": "Licht am Anger",
        "question": "Wer kümmert sich?",
        "asked": [office.pk for office in offices],
        "working_days": "",
        **more,
    }


def test_a_moderator_calls_a_round_and_sees_it(desk):
    offices = DepartmentFactory.create_batch(2)

    response = desk.post(reverse("rounds:round-create"), filled(*offices))

    row = Round.objects.get()
    assert response.headers["Location"] == row.get_absolute_url()
    assert row.working_days == 10
    page = desk.get(row.get_absolute_url()).content.decode()
    assert all(office.name in page for office in offices)


@pytest.mark.parametrize(
    ("more", "field"),
    (
        ({"asked": []}, "asked"),
        ({"kind": "clarification"}, "kind"),
        ({"title": ""}, "title"),
        ({"meets_on": "2030-01-07"}, "meets_time"),
        ({"meets_on": "2020-01-07", "meets_time": "10:00"}, "meets_on"),
        ({"meets_where": "Raum 2"}, "meets_on"),
        ({"meets_link": "javascript:alert(1)"}, "meets_link"),
        ({"working_days": "61"}, "working_days"),
    ),
)
def test_a_round_is_called_only_whole(desk, more, field):
    office = DepartmentFactory()

    response = desk.post(reverse("rounds:round-create"), {**filled(office), **more})

    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not Round.objects.exists()


def test_an_ended_round_is_taken_up_again_with_its_words(desk):
    old = make_round(state=RoundState.CLOSED)
    address = f"{reverse('rounds:round-create')}?nach={old.pk}"

    form = desk.get(address).context["form"]
    offices = [party.department for party in old.parties.all()]
    desk.post(address, filled(*offices))

    assert form.initial["question"] == old.question
    assert form.initial["asked"] == [office.pk for office in offices]
    assert Round.objects.get(continues=old).state == RoundState.OPEN


def test_the_result_is_written_down_and_the_page_says_so(desk):
    row = make_round(state=RoundState.DECIDING)

    desk.post(url("round-decide", row), {"code": "agreed", "text": "Alle dafür."})

    page = desk.get(row.get_absolute_url()).content.decode()
    assert "Alle sind einverstanden" in page
    assert "Alle dafür." in page
    assert url("round-decide", row) not in page


def test_what_was_said_on_the_telephone_is_written_down(desk):
    row = make_round()
    party = party_of(row)

    desk.post(
        url("statement-record", party),
        {"position": "object", "text": "Das geht nicht.", "reference": "SGA 1"},
    )

    party.refresh_from_db()
    assert party.state == PartyState.STATED


def test_further_department_meeting_message_and_no_more_waiting(desk):
    row, late = make_round(), DepartmentFactory()
    day = (timezone.now() + timedelta(days=9)).date()

    desk.post(url("party-add", row), {"department": late.pk, "role": "informed"})
    desk.post(
        url("meeting-set", row),
        {"meets_on": day.isoformat(), "meets_time": "10:00", "meets_where": "Raum 2"},
    )
    desk.post(url("round-say", row), {"message": "Bis Freitag, bitte."})
    desk.post(url("round-stop-waiting", row))

    row.refresh_from_db()
    assert row.parties.get(department=late).role == PartyRole.INFORMED
    assert (row.meets_where, row.state) == ("Raum 2", RoundState.DECIDING)
    assert RoundMessage.objects.get(round=row).party is None


def test_what_people_write_is_shown_and_never_run(desk):
    row = make_round(title=HOSTILE, question=HOSTILE)
    party = party_of(row)
    taking_part.state(party, taking_part.Said("agree", HOSTILE, HOSTILE[:60]))
    desk.post(url("round-say", row), {"message": HOSTILE})

    page = desk.get(row.get_absolute_url()).content.decode()

    assert "<script>alert" not in page
    assert 'href="javascript' not in page


ROLES = {
    "anonymous": None,
    "resident": UserFactory,
    "member": make_member,
    "editor": lambda: make_staff(Role.DATA_EDITOR),
    "elsewhere": lambda: make_regional(Role.MODERATOR),
    "moderator": make_staff,
    "coordinator": lambda: make_staff(Role.COORDINATOR),
}
ACTIONS = {
    "round-say": {"message": "Ein Wort."},
    "round-stop-waiting": {},
    "round-cancel": {"reason": "Erledigt."},
    "round-decide": {"code": "agreed", "text": "Alle dafür."},
}
MAY = {"moderator", "coordinator"}


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("role", ROLES)
def test_who_may_do_what_by_direct_post(client, sign_in, role, action):
    row = make_round(region=RegionFactory())
    make = ROLES[role]
    if make is not None:
        sign_in(client, make())

    response = client.post(url(action, row), ACTIONS[action])

    row.refresh_from_db()
    happened = not row.is_live or row.state != "open" or row.messages.exists()
    assert happened == (role in MAY)
    if role == "anonymous":
        assert response.headers["Location"].startswith(reverse("account_login"))
    elif role not in MAY:
        assert response.status_code in {403, 404}


@pytest.mark.parametrize(("role", "status"), (("resident", 403), ("elsewhere", 200)))
def test_the_list_is_for_those_who_work_at_the_desk(client, sign_in, role, status):
    make_round(region=RegionFactory())
    sign_in(client, ROLES[role]())

    response = client.get(reverse("rounds:round-list"))

    assert response.status_code == status
    if status == 200:
        assert list(response.context["page"].rounds) == []


def test_a_regional_moderator_calls_rounds_only_at_home(client, sign_in):
    home, elsewhere = RegionFactory(), RegionFactory()
    sign_in(client, make_regional(Role.MODERATOR, home))
    office = DepartmentFactory()

    for region in ("", elsewhere.pk):
        more = {"region": region}
        answer = client.post(reverse("rounds:round-create"), {**filled(office), **more})
        assert answer.status_code == 422
    client.post(reverse("rounds:round-create"), {**filled(office), "region": home.pk})

    assert Round.objects.get().region == home


def test_the_list_stands_by_date(desk):
    later, sooner = make_round(title="Später"), make_round(title="Früher")
    set_due(later, due_after(timezone.now().date(), 12))
    set_due(sooner, due_after(timezone.now().date(), 4))

    page = desk.get(reverse("rounds:round-list")).context["page"]

    assert [row.title for row in page.rounds] == ["Früher", "Später"]


@pytest.mark.parametrize("view", ("offen", "entscheiden", "beendet"))
@pytest.mark.parametrize("count", (1, 30))
def test_the_list_costs_the_same_with_one_and_with_thirty(
    desk, count, view, django_assert_num_queries
):
    states = {"entscheiden": RoundState.DECIDING, "beendet": RoundState.CLOSED}
    for _number in range(count):
        make_round(state=states.get(view, RoundState.OPEN))
    address = f"{reverse('rounds:round-list')}?ansicht={view}"
    desk.get(address)

    with django_assert_num_queries(11):
        desk.get(address)


@pytest.mark.parametrize("count", (1, 30))
def test_a_round_costs_the_same_with_one_department_and_with_thirty(
    desk, count, django_assert_num_queries
):
    row = make_round(*DepartmentFactory.create_batch(count))
    for party in row.parties.all():
        taking_part.state(party, SAID)
        RoundMessage.objects.create(
            round=row, party=party, text="Ja.", said_at=timezone.now()
        )
    desk.get(row.get_absolute_url())

    with django_assert_num_queries(19):
        desk.get(row.get_absolute_url())


def sections(user):
    visitor = Visitor(user=user)
    return {
        section.key: [item.title for item in section.items(visitor)]
        for section in today.sections()
        if section.key.startswith("rounds-")
    }


def test_heute_says_to_each_what_waits_for_them():
    office = DepartmentFactory()
    member = make_member(office)
    make_round(office, title="Gefragt")
    late = make_round(title="Spät")
    late.parties.update(state=PartyState.OVERDUE)
    make_round(title="Fertig", state=RoundState.DECIDING)

    assert sections(make_staff()) == {
        "rounds-call": [],
        "rounds-decide": ["Fertig"],
        "rounds-invited": [],
        "rounds-overdue": ["Spät"],
    }
    assert sections(member) == {
        "rounds-call": [],
        "rounds-decide": [],
        "rounds-invited": ["Gefragt"],
        "rounds-overdue": [],
    }
