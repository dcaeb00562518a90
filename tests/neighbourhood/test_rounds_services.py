"""Calling departments together, hearing them, and writing down what came of it."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from commons.clock import berlin_today
from commons.delivery.models import Delivery
from commons.errors import RuleViolation
from commons.verbs.models import Happening
from neighbourhood.deadlines.services import due_after
from neighbourhood.deadlines.services.holidays import declare_holiday
from neighbourhood.rounds import registry
from neighbourhood.rounds.enums import (
    PartyRole,
    PartyState,
    RoundKind,
    RoundState,
    StatementSource,
)
from neighbourhood.rounds.models import Round, RoundStatement
from neighbourhood.rounds.services import (
    attaching,
    convening,
    deciding,
    meeting,
    taking_part,
    talking,
)
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.rounds import make_call, make_round, party_of
from tests.pdfs import pdf

pytestmark = pytest.mark.django_db

NO = "Das geht nicht."
SAID = taking_part.Said("agree", "Das passt.", reference="SGA 3-17")


def test_everybody_asked_gets_a_date_a_link_and_a_mail():
    lights, parks = DepartmentFactory.create_batch(2)
    reader = DepartmentFactory()

    row = make_round(lights, parks, informed=[reader])

    due = due_after(berlin_today(), 10).day
    parties = list(row.parties.order_by("pk"))
    assert [(each.department, each.role, each.due_day) for each in parties] == [
        (lights, PartyRole.ASKED, due),
        (parks, PartyRole.ASKED, due),
        (reader, PartyRole.INFORMED, None),
    ]
    mails = Delivery.objects.filter(renderer=convening.INVITATION).order_by("pk")
    assert [mail.to_address for mail in mails] == [
        each.email for each in (lights, parks, reader)
    ]
    assert len({each.link_id for each in parties}) == 3


def test_a_body_without_a_mailbox_takes_part_and_gets_no_mail():
    row = make_round(DepartmentFactory(email=""))

    party = party_of(row)
    assert (party.link, party.delivery) == (None, None)
    assert not Delivery.objects.filter(renderer=convening.INVITATION).exists()


@pytest.mark.parametrize(
    ("asked", "code"),
    (
        (list, "nobody"),
        (lambda: [DepartmentFactory()] * 2, "department_twice"),
        (lambda: [DepartmentFactory(is_active=False)], "department_inactive"),
    ),
)
def test_no_round_is_called_of_nobody_or_of_those_who_are_gone(asked, code):
    with pytest.raises(RuleViolation) as refusal:
        convening.convene(make_call(), asked=asked(), by=UserFactory())

    assert refusal.value.code == code
    assert not Round.objects.exists()


def test_once_everybody_has_spoken_the_round_is_to_be_decided():
    row = make_round(informed=[DepartmentFactory()])
    first, second, reader = row.parties.order_by("pk")

    taking_part.state(first, SAID)
    row.refresh_from_db()
    assert row.state == RoundState.OPEN
    taking_part.decline(second, reason="Nicht unsere Sache.")

    row.refresh_from_db()
    assert row.state == RoundState.DECIDING
    assert row.decide_until == due_after(berlin_today(), 5).day
    reader.refresh_from_db()
    assert reader.state == PartyState.INVITED


def test_a_correction_is_a_further_version_and_the_first_stays():
    party = party_of(make_round())

    taking_part.state(party, SAID)
    taking_part.state(party, taking_part.Said("object", "Doch nicht."))

    versions = RoundStatement.objects.filter(party=party).order_by("version")
    assert [(each.version, each.position, each.text) for each in versions] == [
        (1, "agree", "Das passt."),
        (2, "object", "Doch nicht."),
    ]


@pytest.mark.parametrize(
    ("said", "code"),
    (
        (taking_part.Said("ours", "Wir machen das."), "unknown_position"),
        (taking_part.Said("agree", "  "), "text_missing"),
    ),
)
def test_a_statement_says_something_that_its_kind_knows(said, code):
    party = party_of(make_round())

    with pytest.raises(RuleViolation) as refusal:
        taking_part.state(party, said)

    assert refusal.value.code == code
    assert not RoundStatement.objects.exists()


def test_the_spk_writes_down_what_was_said_on_the_telephone():
    party, clerk = party_of(make_round()), make_staff()

    statement = taking_part.record(party, SAID, by=clerk)

    assert (statement.source, statement.stated_by) == (StatementSource.RECORDED, clerk)


def test_a_further_department_lets_the_round_wait_again():
    row = make_round(state=RoundState.DECIDING)
    clerk, late = make_staff(), DepartmentFactory()

    convening.add(row, late, role=PartyRole.ASKED, by=clerk)
    with pytest.raises(RuleViolation) as refusal:
        convening.add(row, late, role=PartyRole.ASKED, by=clerk)

    row.refresh_from_db()
    assert (row.state, row.decide_until) == (RoundState.OPEN, None)
    assert refusal.value.code == "department_twice"


def test_the_result_is_told_to_every_mailbox_and_stays():
    row = make_round(state=RoundState.DECIDING)
    clerk = make_staff()

    deciding.decide(row, deciding.Result("agreed", "Alle dafür."), by=clerk)

    row.refresh_from_db()
    assert (row.result_code, row.result, row.ended_by) == (
        "agreed",
        "Alle dafür.",
        clerk,
    )
    mails = Delivery.objects.filter(renderer=deciding.ENDED)
    assert mails.count() == 2


@pytest.mark.parametrize(
    ("result", "code"),
    (
        (deciding.Result("ours", "Wir."), "unknown_result"),
        (deciding.Result("agreed", " "), "text_missing"),
    ),
)
def test_a_result_is_whole_and_of_its_kind(result, code):
    row = make_round()

    with pytest.raises(RuleViolation) as refusal:
        deciding.decide(row, result, by=make_staff())

    assert refusal.value.code == code
    row.refresh_from_db()
    assert row.is_live


@pytest.fixture
def hooked():
    """A kind of round whose hook refuses a department; put back afterwards."""
    known, seen = registry.get(RoundKind.COSIGNING), []

    def on_result(row, by):
        seen.append((row.pk, row.chosen, by))
        if row.result == "Geht nicht.":
            raise RuleViolation(NO, code="hook_says_no")

    registry.register(
        registry.Procedure(
            kind=RoundKind.COSIGNING,
            purpose="",
            endings={"taken": registry.Ending("Übernommen", names_department=True)},
            on_result=on_result,
        )
    )
    yield seen
    registry.register(known)


def test_the_hook_of_a_kind_runs_with_the_result_and_may_refuse_it(hooked):
    row = make_round(kind=RoundKind.COSIGNING)
    office, clerk = DepartmentFactory(), make_staff()

    with pytest.raises(RuleViolation) as missing:
        deciding.decide(row, deciding.Result("taken", "Ja."), by=clerk)
    with pytest.raises(RuleViolation) as refusal:
        deciding.decide(row, deciding.Result("taken", "Geht nicht.", office), by=clerk)
    row.refresh_from_db()
    assert (missing.value.code, refusal.value.code) == (
        "department_missing",
        "hook_says_no",
    )
    assert row.state == RoundState.OPEN
    assert not Delivery.objects.filter(renderer=deciding.ENDED).exists()

    deciding.decide(row, deciding.Result("taken", "Ja.", office), by=clerk)

    assert hooked[-1] == (row.pk, office, clerk)


def test_taking_a_matter_up_again_is_a_new_round_that_points_to_the_old():
    old = make_round(state=RoundState.CLOSED)

    new = make_round(continues=old)

    assert (new.continues, new.state) == (old, RoundState.OPEN)
    old.refresh_from_db()
    assert old.state == RoundState.CLOSED
    with pytest.raises(RuleViolation) as refusal:
        make_round(continues=new)
    assert refusal.value.code == "round_runs"


def test_a_new_holiday_moves_the_dates_of_those_who_are_awaited():
    row = make_round()
    waits, spoke = row.parties.order_by("pk")
    taking_part.state(spoke, SAID)
    due = waits.due_day
    day = due_after(berlin_today(), 5).day

    declare_holiday(day, name="Ein freier Tag", by=None)

    waits.refresh_from_db()
    spoke.refresh_from_db()
    assert (waits.due_day, spoke.due_day) == (due_after(due, 1).day, due)


def test_what_happened_is_kept_without_words():
    row = make_round()
    party = party_of(row)

    taking_part.state(party, SAID)
    talking.say(row, text="Bitte bis Freitag.", by=make_staff())

    params = Happening.objects.filter(kind="round").values_list("params", flat=True)
    assert "Das passt" not in str(list(params))
    assert "Freitag" not in str(list(params))


def test_papers_are_pdf_or_pictures_and_few():
    plan = SimpleUploadedFile("Plan.pdf", pdf(), "application/pdf")
    script = SimpleUploadedFile("plan.pdf", b"<script>alert(1)</script>", "text/html")

    stored = attaching.stored([plan], by=None)

    assert [(each.name, each.mime) for each in stored] == [
        ("Plan.pdf", "application/pdf")
    ]
    with pytest.raises(RuleViolation):
        attaching.stored([script], by=None)
    with pytest.raises(RuleViolation) as many:
        attaching.stored([plan] * 6, by=None)
    assert many.value.code == "too_many_files"


def test_the_meeting_is_news():
    row, clerk = make_round(), make_staff()
    at = row.convened_at + timedelta(days=3)

    meeting.set_meeting(row, meeting.Meeting(at, "Rathaus, Raum 2"), by=clerk)

    row.refresh_from_db()
    assert (row.meets_at, row.meets_where) == (at, "Rathaus, Raum 2")
    assert row.meeting_set_at > row.parties.first().told_at
