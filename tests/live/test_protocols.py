"""The protocol, who reads it, and questions that become ideas."""

import csv
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from commons.notifications.models import Notification
from commons.notifications.services.expansion import expand_due
from commons.text import cut_at_word
from events.live.models import Protocol, QuestionIdea
from events.live.services import protocols
from neighbourhood.departments.models import Topic
from participation.ideas.models import Idea, Submission
from participation.moderation.models import QueueItem
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.events import EventFactory
from tests.factories.ideas import DecisionFactory
from tests.factories.polls import PollFactory, ProtocolFactory, cast_many
from tests.factories.registrations import make_registration
from tests.factories.rooms import (
    AgendaItemFactory,
    QuestionFactory,
    RoomFactory,
    account_in,
)

pytestmark = pytest.mark.django_db
CANARY = "Kanarienvogel"


def at(name, *args):
    return reverse(f"live:{name}", args=args)


@pytest.fixture
def led(client, sign_in):
    staff = make_staff()
    event = EventFactory(organiser="spk", actor=None, author=staff)
    room = RoomFactory(occurrence=event.occurrences.get(), state="closed")
    return sign_in(client, staff), room


@pytest.fixture
def whole(led):
    """A room with one of everything."""
    client, room = led
    room.people_in_hall = 43
    room.save()
    AgendaItemFactory(room=room, title="Begrüßung")
    QuestionFactory(room=room, state="answered", text="=SUMME(A1) Wann?")
    QuestionFactory(room=room, text="Warum? 🎉")
    QuestionFactory(room=room, state="hidden", text=CANARY)
    poll = PollFactory(room=room)
    cast_many(poll, Ja=9, Nein=2)
    poll.state = "shown"
    poll.closed_at = poll.shown_at = poll.opened_at
    poll.save(update_fields=["state", "closed_at", "shown_at"])
    ProtocolFactory(room=room)
    return client, room, poll


def cells(answer):
    lines = csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    return list(lines)


@pytest.mark.parametrize("name", ("protocol-show", "protocol-pdf", "protocol-csv"))
def test_nobody_else_reads_it_before_it_is_published(client, name):
    protocol = ProtocolFactory()
    before = client.get(at(name, protocol.room_id)).status_code

    protocols.publish(protocol.room, by=UserFactory())

    assert (before, client.get(at(name, protocol.room_id)).status_code) == (404, 200)


def test_the_page_tells_questions_results_and_who_was_there(whole):
    client, room, poll = whole

    page = client.get(at("protocol-show", room.pk)).content.decode()

    assert "<strong>zwei Dinge</strong>" in page
    assert [word in page for word in ("Begrüßung", poll.question, "<dd>43</dd>")] == [
        True
    ] * 3
    assert "unter 5" in page
    assert CANARY not in page


def test_the_table_runs_no_formula_and_folds_as_the_page_does(whole):
    client, room, _poll = whole

    rows = cells(client.get(at("protocol-csv", room.pk)))

    words = [row[1] for row in rows]
    assert "'=SUMME(A1) Wann?" in words
    assert CANARY not in words
    answers = {row[1]: row[3] for row in rows if row[0] == "Antwort"}
    assert answers == {"Ja": "9", "Nein": "unter 5", "Enthaltung": "unter 5"}


def test_the_paper_is_tagged_and_tells_the_same(whole):
    client, room, poll = whole

    answer = client.get(at("protocol-pdf", room.pk))

    reader = PdfReader(BytesIO(answer.content))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"] == True  # noqa: E712 -- an object of the file
    assert [word in text for word in (poll.plain_line, "unter 5", "Begrüßung")] == [
        True
    ] * 3
    assert CANARY not in text


def test_the_summary_is_written_and_nobody_overwrites_another(led):
    client, room = led
    client.post(at("protocol-edit", room.pk), {"version": 0, "summary": "Erstens"})

    late = client.post(at("protocol-edit", room.pk), {"version": 0, "summary": CANARY})

    assert late.status_code == 422
    assert CANARY in late.content.decode()
    assert Protocol.objects.get().summary == "Erstens"


def test_it_is_not_published_while_the_room_is_open(client, sign_in):
    staff = make_staff()
    event = EventFactory(organiser="spk", actor=None, author=staff)
    room = RoomFactory(occurrence=event.occurrences.get())

    sign_in(client, staff).post(at("protocol-publish", room.pk))

    assert not Protocol.objects.exists()


def test_who_registered_and_who_took_part_hear_of_it(led):
    client, room = led
    registered, guest = UserFactory(), UserFactory()
    make_registration(room.occurrence, user=registered)
    make_registration(room.occurrence, email="ohne@example.org")
    account_in(room, guest)

    client.post(at("protocol-publish", room.pk))
    expand_due()

    told = Notification.objects.filter(happening__verb="protocol.published")
    assert set(told.values_list("user_id", "address")) == {
        (registered.pk, ""),
        (guest.pk, ""),
        (None, "ohne@example.org"),
    }


def test_only_whoever_leads_writes_and_publishes(client, sign_in):
    room = RoomFactory(state="closed")
    sign_in(client, UserFactory())

    answers = [
        client.post(at(name, room.pk)).status_code
        for name in ("protocol-edit", "protocol-publish")
    ]

    assert (answers, Protocol.objects.count()) == ([403, 403], 0)


def typed(question, **fields):
    topic = Topic.objects.filter(is_active=True).first()
    return {
        "title": cut_at_word(question.text, 100),
        "text": question.text,
        "topic": topic.pk,
        "region": question.room.event.region_id,
        **fields,
    }


def test_the_hall_s_question_becomes_an_idea_at_the_desk(led):
    client, room = led
    question = QuestionFactory(room=room, participant=None, is_from_hall=True)
    fields = typed(question, has_consent="on", for_department="on")

    client.post(at("question-turn", question.pk), fields)
    client.post(at("question-turn", question.pk), fields)

    idea = Idea.objects.get()
    turning = QuestionIdea.objects.get()
    assert (idea.author, idea.publication) == (None, "submitted")
    assert (turning.idea, turning.for_department) == (idea, True)
    assert QueueItem.objects.filter(kind="idea", target_id=idea.pk).exists()
    assert Submission.objects.get().occasion == room.title


def test_who_reads_the_idea_sees_the_question_and_goes_on_to_an_amt(led):
    client, room = led
    question = QuestionFactory(room=room, text="Wann kommt die Ampel?")
    client.post(
        at("question-turn", question.pk),
        typed(question, has_consent="on", for_department="on"),
    )
    idea = Idea.objects.get()
    desk = reverse("moderation:contribution", args=["idea", idea.pk])
    road = reverse("referrals:referral-create", args=[idea.number])

    waiting = client.get(desk, follow=True).content.decode()
    idea.publication = "published"
    idea.published_at = idea.submitted_at
    idea.decision = DecisionFactory(kind="idea", target_id=idea.pk, verdict="publish")
    idea.save()
    public = client.get(desk, follow=True).content.decode()

    assert "Aus einer Frage im Saal" in waiting
    assert "sobald die Idee veröffentlicht ist" in waiting
    assert f'href="{road}"' in public
    assert client.get(road).status_code == 200


def test_without_consent_nobody_enters_the_words_of_others(led):
    client, room = led
    question = QuestionFactory(room=room)

    page = client.post(at("question-turn", question.pk), typed(question))

    assert page.status_code == 422
    assert "has_consent" in page.context["form"].errors
    assert not Idea.objects.exists()


def test_whoever_asked_is_asked_and_makes_an_idea_of_it(client, sign_in):
    author, clerk = UserFactory(), make_staff()
    event = EventFactory(organiser="spk", actor=None, author=clerk)
    room = RoomFactory(occurrence=event.occurrences.get())
    question = QuestionFactory(room=room, participant=account_in(room, author))
    sign_in(client, clerk).post(at("question-turn-ask", question.pk))
    expand_due()

    told = Notification.objects.get(happening__verb="room_question.idea_wished")
    sign_in(client, author).post(at("question-turn", question.pk), typed(question))

    assert told.user_id == author.pk
    assert Idea.objects.get().author == author
    assert QuestionIdea.objects.get().idea == Idea.objects.get()


def test_nobody_makes_an_idea_of_somebody_else_s_question(client, sign_in):
    question = QuestionFactory()
    sign_in(client, UserFactory())

    answer = client.post(at("question-turn", question.pk), typed(question))

    assert (answer.status_code, Idea.objects.count()) == (403, 0)


@pytest.mark.parametrize("rows", (1, 30))
def test_a_protocol_costs_the_same_however_long(led, rows, django_assert_num_queries):
    client, room = led
    for _each in range(rows):
        question = QuestionFactory(room=room, participant=None)
        PollFactory(room=room, state="shown")
        QuestionIdea.objects.create(question=question, turned_at=question.submitted_at)
    client.get(at("protocol-show", room.pk))

    with django_assert_num_queries(19):
        client.get(at("protocol-show", room.pk))
