"""What rounds ask of departments and of the SPK as their dates come."""

from datetime import timedelta

import pytest

from commons.clock import berlin_today
from commons.delivery import renderers
from commons.delivery.models import Delivery
from commons.delivery.renderers import Withdrawn
from commons.verbs.models import Happening
from neighbourhood.deadlines.services import due_after
from neighbourhood.rounds.enums import PartyState, RoundState
from neighbourhood.rounds.models import Round, RoundReminder
from neighbourhood.rounds.services import (
    convening,
    deciding,
    meeting,
    reminding,
    taking_part,
    talking,
)
from neighbourhood.rounds.tasks import remind
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.rounds import date_back, make_round, party_of, set_due

pytestmark = pytest.mark.django_db

TODAY = berlin_today()
SAID = taking_part.Said("agree", "Das passt.")


def digests():
    return list(Delivery.objects.filter(renderer=reminding.DIGEST).order_by("pk"))


def steps(party):
    rows = RoundReminder.objects.filter(party=party).order_by("pk")
    return [row.step for row in rows]


def long_running(*departments, due, **fields):
    row = make_round(*departments, **fields)
    date_back(row, days=30)
    set_due(row, due)
    return row


@pytest.mark.parametrize(
    ("days", "expected"),
    (
        (4, []),
        (3, ["before"]),
        (0, ["due"]),
        (-1, ["due", "overdue"]),
        (-4, ["due", "overdue"]),
    ),
)
def test_each_step_comes_once_however_often_beat_runs(days, expected):
    office = DepartmentFactory()
    row = long_running(office, due=due_after(TODAY, days))
    party = party_of(row)

    for _run in range(3):
        remind()

    assert steps(party) == expected
    assert len(digests()) == bool(expected)
    party.refresh_from_db()
    is_late = "overdue" in expected
    assert party.state == (PartyState.OVERDUE if is_late else PartyState.INVITED)


def test_all_rounds_of_a_department_come_in_one_mail():
    office = DepartmentFactory()
    first = long_running(office, due=due_after(TODAY, 0), title="Licht am Anger")
    second = long_running(office, due=due_after(TODAY, -1), title="Bänke am Markt")

    remind()

    (mail,) = digests()
    assert mail.to_address == office.email
    words = renderers.get(reminding.DIGEST)(mail)
    assert words.subject == "Erinnerung: Ihre Stellungnahme in einer Runde fehlt noch"
    assert "Licht am Anger" in words.text
    assert "Bänke am Markt" in words.text
    assert words.text.count("/runde/") == 2
    assert first.parties.count() + second.parties.count() == 2


def test_news_of_a_day_are_one_mail_and_told_once():
    office, other = DepartmentFactory.create_batch(2)
    row = make_round(office, other)
    date_back(row, hours=2)
    taking_part.state(party_of(row, other), SAID)
    talking.say(row, text="Danke.", by=make_staff())
    talking.say(row, text="Noch etwas.", by=make_staff())

    remind()
    reminding.remind(TODAY + timedelta(days=1))

    # What the SPK said is news for both, what the other said only for the first.
    assert sorted(mail.to_address for mail in digests()) == sorted(
        [office.email, other.email]
    )
    mail = Delivery.objects.get(renderer=reminding.DIGEST, to_address=office.email)
    words = renderers.get(reminding.DIGEST)(mail)
    assert words.subject == "Neues aus Runden mehrerer Ämter (Licht am Anger)"
    assert "Das passt." not in words.text


def test_own_words_are_no_news():
    office, other = DepartmentFactory.create_batch(2)
    row = make_round(office, other)
    date_back(row, hours=2)
    party = party_of(row, office)
    taking_part.state(party, SAID)
    talking.say(row, text="Wir.", party=party)

    remind()

    assert [mail.to_address for mail in digests()] == [other.email]


def test_a_meeting_has_told_everybody_at_once_and_is_no_news_next_morning():
    row = make_round()
    date_back(row, hours=2)
    at = row.convened_at + timedelta(days=3)
    meeting.set_meeting(row, meeting.Meeting(at, "Raum 2"), by=make_staff())

    remind()

    mails = Delivery.objects.filter(renderer=meeting.MEETING)
    assert mails.count() == row.parties.count()
    assert digests() == []


def test_a_digest_forgets_what_ended_before_it_went():
    row = long_running(DepartmentFactory(), due=due_after(TODAY, 0))
    remind()
    deciding.cancel(row, reason="Erledigt.", by=make_staff())

    with pytest.raises(Withdrawn):
        renderers.get(reminding.DIGEST)(digests()[0])


def test_an_invitation_forgets_what_ended_before_it_went():
    row = make_round()
    mail = Delivery.objects.filter(renderer=convening.INVITATION).first()
    words = renderers.get(convening.INVITATION)(mail)
    assert "Licht am Anger" in words.subject
    deciding.cancel(row, reason="Erledigt.", by=make_staff())

    with pytest.raises(Withdrawn):
        renderers.get(convening.INVITATION)(mail)


def test_the_result_is_in_the_mail():
    make_round(state=RoundState.CLOSED)

    mail = Delivery.objects.filter(renderer=deciding.ENDED).first()
    words = renderers.get(deciding.ENDED)(mail)

    assert words.subject == "Ergebnis: Licht am Anger"
    assert "Alle sind dafür." in words.text


def test_a_body_without_a_mailbox_is_overdue_without_a_mail():
    row = long_running(DepartmentFactory(email=""), due=due_after(TODAY, -1))

    remind()

    assert party_of(row).state == PartyState.OVERDUE
    assert digests() == []


@pytest.mark.parametrize(
    ("days", "after"), ((-5, RoundState.OPEN), (-6, RoundState.DECIDING))
)
def test_a_round_does_not_wait_for_ever(days, after):
    row = long_running(due=due_after(TODAY, days))

    remind()
    remind()

    row.refresh_from_db()
    assert row.state == after
    ready = Happening.objects.filter(verb="round.ready", target_id=row.pk).count()
    assert ready == (after == RoundState.DECIDING)


def test_whoever_decides_is_reminded_once():
    row = make_round(state=RoundState.DECIDING)
    late = due_after(TODAY, -1).day
    Round.objects.filter(pk=row.pk).update(decide_until=late)

    remind()
    remind()

    assert Happening.objects.filter(verb="round.waits", target_id=row.pk).count() == 1


@pytest.mark.parametrize("count", (1, 30))
def test_a_department_costs_the_same_however_many_rounds_it_has(
    count, django_assert_num_queries
):
    office = DepartmentFactory()
    for _number in range(count):
        make_round(office)

    with django_assert_num_queries(10):
        remind()
