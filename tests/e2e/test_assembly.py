"""A whole assembly: hall helper, resident on a phone, moderator, and the wall."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from events.calendar.enums import Organiser
from events.live.enums import Moderation, QuestionState, RoomState
from events.live.models import Question, Room
from events.live.models.poll import Poll
from events.live.services.polls import PollContent, prepare
from tests.e2e.people import make_staff_with_password, open_signed_in
from tests.e2e.stack import NARROW, wait_for
from tests.factories.events import EventFactory
from tests.factories.rooms import AgendaItemFactory, RoomFactory

pytestmark = [pytest.mark.e2e]
PHONE = "Wann kommt der Zebrastreifen vor der Schule?"
HALL = "Bleibt die Bibliothek am Samstag offen?"


@pytest.fixture
def hall(stack):
    """A room of the SPK, not open yet, and who moderates there."""
    moderator = make_staff_with_password()
    event = EventFactory(
        organiser=Organiser.SPK, actor=None, author=moderator, title="Kiezversammlung"
    )
    room = RoomFactory(
        occurrence=event.occurrences.get(),
        state=RoomState.PREPARED,
        moderation=Moderation.BEFORE,
    )
    for title in ("Begrüßung", "Fragen"):
        AgendaItemFactory(room=room, title=title)
    prepare(
        room,
        PollContent("Treffen wir uns wieder?", "Noch ein Treffen?", ("Ja", "Nein")),
        by=moderator,
    )
    return room, moderator


def joined(page, code, nickname=""):
    page.goto("/saal/")
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Hinein").click()
    page.get_by_label("Ihr Name in diesem Saal").fill(nickname)
    page.get_by_role("button", name="Mitmachen").click()
    expect(page.get_by_role("heading", name="Fragen stellen")).to_be_visible()
    return page


@dataclass(frozen=True)
class Assembly:
    """Four open pages of one room."""

    room: Room
    leading: Page
    wall: Page
    phone: Page
    helper: Page


def items(page, part):
    return page.locator(f"[data-part='{part}'] > *")


def opened(visitors, room, moderator):
    leading = open_signed_in(visitors, moderator)
    leading.goto(f"/saal/{room.pk}/moderation/")
    leading.get_by_role("button", name="Saal öffnen").click()
    expect(leading.get_by_text("Jetzt live")).to_be_visible()
    wall = visitors.new()
    wall.goto(f"/saal/{room.pk}/leinwand/")
    expect(wall.get_by_text(room.spoken_code)).to_be_visible()
    phone = joined(visitors.new(viewport=NARROW), room.code, "Ada")
    helper = joined(visitors.new(), room.helper_code)
    return Assembly(room, leading, wall, phone, helper)


def ask_by_phone(of):
    """The moderation releases it; phone and wall see it without a reload."""
    of.phone.get_by_label("Ihre Frage").fill(PHONE)
    of.phone.get_by_role("button", name="Frage senden").click()
    expect(of.leading.get_by_text(PHONE).first).to_be_visible()
    expect(of.wall.get_by_text(PHONE)).to_have_count(0)
    of.leading.get_by_role("button", name=re.compile("^Freigeben")).click()
    expect(items(of.wall, "questions")).to_have_count(1)
    expect(items(of.phone, "questions")).to_have_count(1)


def ask_in_the_hall(of):
    """What a helper types in is on the wall at once."""
    of.helper.goto(f"/saal/{of.room.pk}/helfen/")
    of.helper.get_by_label("Frage aus dem Saal").fill(HALL)
    of.helper.get_by_role("button", name="Frage eintragen").click()
    expect(items(of.wall, "questions")).to_have_count(2)
    expect(items(of.phone, "questions")).to_have_count(2)


def support_by_keyboard(of, question):
    """It goes on top everywhere, and counts once."""
    row = of.phone.locator(f"#frage-{question.pk}")
    row.get_by_role("button", name=re.compile("^Möchte ich auch wissen")).press("Enter")
    expect(row.get_by_role("button", name=re.compile("^Sie möchten"))).to_be_visible()
    first = items(of.wall, "questions").first
    expect(first).to_contain_text(HALL)
    expect(first).to_contain_text("1 Mensch möchte das auch wissen")
    wait_for(Question.objects.filter(pk=question.pk, support_count=1))


def vote(of, poll):
    """A poll opens on the phone by itself and takes one vote of it."""
    of.leading.goto(f"/saal/{of.room.pk}/umfragen/")
    of.leading.get_by_role("button", name=re.compile("^Umfrage öffnen")).click()
    poll_on_phone = items(of.phone, "polls")
    expect(poll_on_phone).to_have_count(1, timeout=20_000)
    poll_on_phone.get_by_role("radio", name="Ja").check()
    of.phone.get_by_role("button", name=re.compile("^Abstimmen")).click()
    wait_for(Poll.objects.filter(pk=poll.pk, ballots=1))
    of.leading.goto(f"/saal/{of.room.pk}/moderation/")


def end(of, question):
    """Answered, gone on in the agenda, and over for everybody."""
    answer = of.leading.locator(f"#frage-{question.pk}")
    answer.get_by_role("button", name=re.compile("^Beantwortet")).click()
    expect(of.wall.get_by_text(HALL)).to_have_count(0)
    expect(items(of.phone, "answered")).to_contain_text([HALL])
    of.leading.get_by_role("button", name=re.compile("^Hierhin.*Fragen")).click()
    expect(of.wall.locator("[aria-current='step']")).to_contain_text("Fragen")
    of.leading.get_by_role("button", name="Saal beenden").click()
    for page in (of.phone, of.wall):
        expect(page.locator("[data-item='room']")).to_contain_text("Beendet")


def test_a_whole_assembly_from_opening_to_its_end(visitors, hall):
    of = opened(visitors, *hall)

    ask_by_phone(of)
    ask_in_the_hall(of)
    question = Question.objects.get(room=of.room, text=HALL)
    support_by_keyboard(of, question)
    vote(of, Poll.objects.get(room=of.room))
    end(of, question)

    states = dict(Question.objects.filter(room=of.room).values_list("text", "state"))
    assert states == {PHONE: QuestionState.OPEN, HALL: QuestionState.ANSWERED}
    assert Room.objects.get(pk=of.room.pk).participants.count() == 2


def test_the_room_needs_no_script(visitors, hall):
    room, _moderator = hall
    room.state, room.opened_at = RoomState.OPEN, room.created_at
    room.moderation = Moderation.AFTER
    room.save()
    phone = joined(visitors.new(java_script_enabled=False, viewport=NARROW), room.code)

    phone.get_by_label("Ihre Frage").fill(PHONE)
    phone.get_by_role("button", name="Frage senden").click()
    row = phone.locator("[data-part='questions'] > li")
    row.get_by_role("button", name=re.compile("^Möchte ich auch wissen")).click()

    expect(row).to_contain_text("1 Mensch möchte das auch wissen")
    expect(phone.get_by_role("link", name="Neu laden")).to_be_visible()
    width = phone.evaluate("document.documentElement.scrollWidth")
    assert width <= NARROW["width"]
