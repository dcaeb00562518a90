"""Pages of what changes in a round, what one takes home, and what is new."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.urls import reverse
from django.utils import timezone

from commons.accounts.enums import Role
from commons.clock import berlin_today
from commons.delivery import messages, renderers
from commons.delivery.models import Delivery
from commons.links import services as links
from neighbourhood.deadlines.services import due_after
from neighbourhood.rounds.enums import PartyState, RoundState
from neighbourhood.rounds.models import RoundVisit
from neighbourhood.rounds.services import (
    convening,
    deciding,
    meeting,
    taking_part,
    talking,
)
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.rounds import make_member, make_round, party_of

pytestmark = pytest.mark.django_db

SAID = taking_part.Said("agree", "Das passt.")
WHY = {"reason": "Die Unterlagen kamen spät."}


def url(name, row):
    return reverse(f"rounds:{name}", args=[row.pk])


def link_of(party):
    return reverse("rounds:link-show", args=[links.token_of(party.link)])


@pytest.fixture
def by():
    return make_staff(Role.COORDINATOR)


@pytest.fixture
def desk(client, sign_in, by):
    return sign_in(client, by)


def meets(row, *, by, days=3, **fields):
    at = timezone.now() + timedelta(days=days)
    where = fields.pop("where", "Rathaus, Raum 2")
    return meeting.set_meeting(row, meeting.Meeting(at, where, **fields), by=by)


def lines_of(content):
    return content.decode().replace("\r\n ", "").split("\r\n")


def value(content, name):
    return next(
        line.partition(":")[2]
        for line in lines_of(content)
        if line.partition(":")[0].partition(";")[0] == name
    )


def test_a_date_moves_on_the_page_and_stands_in_its_history(desk):
    row = make_round()
    until = due_after(berlin_today(), 20).day

    wish = {"until": until.isoformat(), "party": 0}
    empty = desk.post(url("round-move", row), wish)
    desk.post(url("round-move", row), wish | WHY)

    assert empty.status_code == 422
    assert row.parties.first().due_day == until
    page = desk.get(row.get_absolute_url()).content.decode()
    assert "Was sich geändert hat" in page
    assert WHY["reason"] in page


def test_a_department_is_let_go_and_a_result_taken_back_on_pages(desk):
    row = make_round()
    party = party_of(row)
    desk.post(url("party-remove", party), WHY)
    party.refresh_from_db()
    assert party.state == PartyState.REMOVED

    ended = make_round(state=RoundState.CLOSED)
    desk.post(url("round-reopen", ended), WHY)
    ended.refresh_from_db()
    assert ended.state == RoundState.OPEN
    assert desk.get(url("round-reopen", ended)).status_code == 403


def test_the_task_of_a_body_without_a_mailbox_is_marked_done(desk):
    party = party_of(make_round(DepartmentFactory(email="", name="Jugendrat")))
    page = desk.get(reverse("followups:today")).content.decode()
    assert "Von Hand einladen: Jugendrat" in page

    desk.post(url("party-told", party), {"told_on": berlin_today().isoformat()})

    page = desk.get(reverse("followups:today")).content.decode()
    assert "Von Hand einladen" not in page
    party.refresh_from_db()
    assert party.told_by_hand_on == berlin_today()


def test_who_was_let_go_reads_and_writes_no_more(client, by, sign_in):
    office = DepartmentFactory()
    row = make_round(office, DepartmentFactory())
    party = party_of(row, office)
    member = make_member(office)
    sign_in(client, by)
    client.post(url("party-remove", party), WHY)

    sign_in(client, member)

    assert client.get(url("party-show", party)).status_code == 404
    assert client.post(url("party-say", party), {"message": "x"}).status_code == 404


def test_a_meeting_moves_in_calendars_and_is_called_off(client, by):
    row = make_round()
    party = party_of(row)
    client.post(link_of(party))
    path = url("party-calendar", party)
    assert client.get(path).status_code == 404

    meets(row, by=by)
    first = client.get(path)
    meets(row, by=by, days=5, minutes=90)
    second = client.get(path).content
    meeting.set_meeting(row, meeting.NO_MEETING, by=by)
    third = client.get(path).content

    assert first.headers["Content-Type"] == "text/calendar; charset=utf-8"
    files = (first.content, second, third)
    assert [value(each, "SEQUENCE") for each in files] == ["1", "2", "3"]
    assert len({value(each, "UID") for each in files}) == 1
    assert [value(each, "STATUS") for each in files] == [
        "CONFIRMED",
        "CONFIRMED",
        "CANCELLED",
    ]
    # Calendars are shared: the key to the round is not in them.
    assert value(first.content, "URL").endswith(party.get_absolute_url())


def test_the_same_meeting_once_more_is_no_news(by):
    row = meets(make_round(), by=by)
    before = Delivery.objects.count()

    meeting.set_meeting(row, meeting.meeting_of(row), by=by)

    row.refresh_from_db()
    assert (row.meeting_sequence, Delivery.objects.count()) == (1, before)


@pytest.mark.parametrize("renderer", (convening.INVITATION, meeting.MEETING))
def test_mails_bring_the_meeting_as_it_is_when_they_go(by, renderer):
    row = make_round(meeting=meeting.Meeting(timezone.now() + timedelta(days=9)))
    meets(row, by=by, where="Raum; 7, \nEND:VEVENT")
    mail = Delivery.objects.filter(renderer=renderer).order_by("pk").first()

    message = messages.build(mail, renderers.get(renderer)(mail))

    assert isinstance(message, EmailMessage)
    (file,) = message.iter_attachments()
    assert file.get_content_type() == "text/calendar"
    assert (file.get_param("method"), file.get_filename()) == ("PUBLISH", "treffen.ics")
    content = file.get_content().encode().replace(b"\r\n", b"\n")
    content = content.replace(b"\n", b"\r\n")
    assert value(content, "LOCATION") == "Raum\\; 7\\, \\nEND:VEVENT"
    assert lines_of(content).count("END:VEVENT") == 1


def test_a_round_that_ends_before_it_meets_leaves_calendars(by):
    row = meets(make_round(), by=by)

    deciding.decide(row, deciding.Result("agreed", "Einig."), by=by)

    mail = Delivery.objects.filter(renderer=deciding.ENDED).first()
    (file,) = renderers.get(deciding.ENDED)(mail).enclosed
    assert value(file.content, "STATUS") == "CANCELLED"
    assert value(file.content, "SEQUENCE") == "2"


def test_the_minutes_say_who_said_what_and_what_came_of_it(desk, by):
    row = make_round(DepartmentFactory(name="Amt für Licht"))
    taking_part.state(party_of(row), SAID)
    talking.say(row, text="Bis Freitag, <b>bitte</b>.", by=by)
    deciding.decide(row, deciding.Result("agreed", "Wir bauen."), by=by)

    page = desk.get(url("round-minutes", row)).content.decode()
    paper = desk.get(url("round-minutes-pdf", row))

    for words in ("Amt für Licht", "Das passt.", "Wir bauen.", "&lt;b&gt;bitte"):
        assert words in page
    assert paper.headers["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF-")


def test_a_department_takes_the_minutes_along_on_its_link(client):
    row = make_round()
    party = party_of(row)
    assert client.get(url("party-minutes", party)).status_code == 302
    client.post(link_of(party))

    page = client.get(url("party-minutes", party)).content.decode()

    assert "Niederschrift" in page
    assert url("round-minutes-pdf", row) not in page


def test_what_came_since_the_last_visit_is_marked_for_each_alone(client, desk, by):
    office, other = DepartmentFactory.create_batch(2)
    row = make_round(office, other)
    desk.post(url("round-seen", row))
    taking_part.state(party_of(row, office), SAID)

    page = desk.get(row.get_absolute_url()).content.decode()
    assert "1 Neues seit Ihrem letzten Besuch" in page
    desk.post(url("round-seen", row))
    page = desk.get(row.get_absolute_url()).content.decode()
    assert "seit Ihrem letzten Besuch" not in page
    assert RoundVisit.objects.count() == 1


def test_own_words_are_nothing_new_on_a_link(client, by):
    row = make_round()
    party = party_of(row)
    client.post(link_of(party))
    client.post(url("party-read", party))
    client.post(url("party-say", party), {"message": "Von uns."})
    talking.say(row, text="Von der SPK.", by=by)

    page = client.get(url("party-show", party)).content.decode()

    assert "1 Neues seit Ihrem letzten Besuch" in page


def test_a_link_is_asked_once_who_speaks(client):
    party = party_of(make_round())
    client.post(link_of(party))
    named = {"speaker": "Sachgebiet Licht", "unit": "SGA 3", "position": "agree"}
    client.post(url("party-state", party), {"text": "Ja.", **named})

    client.post(url("party-say", party), {"message": "Noch etwas."})

    form = client.get(url("party-state", party)).content.decode()
    assert 'value="Sachgebiet Licht"' in form
    assert party.statements.get().spoken_by == "Sachgebiet Licht, SGA 3"
    assert party.messages.get().spoken_by == "Sachgebiet Licht, SGA 3"
