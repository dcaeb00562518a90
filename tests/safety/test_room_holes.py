"""Holes of the live room that an attacker found; each test is one that was open."""

import uuid

import pytest
from django.urls import reverse

from commons.requests import DEVICE_COOKIE
from commons.tokens import hash_of
from events.live.models import Participant, Poll, Question
from events.live.queries import own
from events.live.services import asking, forgetting
from participation.moderation.enums import Publication
from tests.clients import StrictClient
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory
from tests.factories.polls import PollFactory, cast, option
from tests.factories.rooms import (
    ParticipantFactory,
    QuestionFactory,
    QuestionSupportFactory,
    RoomFactory,
    account_in,
)

pytestmark = pytest.mark.django_db
TOKEN = "d" * 43
KEY = uuid.UUID(int=1)


def at(name, *args):
    return reverse(f"live:{name}", args=args)


@pytest.fixture
def phone(client):
    client.cookies[DEVICE_COOKIE] = TOKEN
    return client


def join_and_vote(client, poll, label):
    client.post(at("room-join", poll.room_id))
    client.post(at("poll-vote", poll.pk), {"antwort": option(poll, label)})


def figures(poll):
    counts = poll.options.values_list("label", "count")
    return Poll.objects.get(pk=poll.pk).ballots, dict(counts)


def test_whoever_votes_and_then_signs_in_has_voted(phone, sign_in):
    poll = PollFactory(answers=("Ja", "Nein"))
    join_and_vote(phone, poll, "Ja")

    sign_in(phone, UserFactory())
    join_and_vote(phone, poll, "Nein")

    assert figures(poll) == (1, {"Ja": 1, "Nein": 0})
    assert Participant.objects.filter(room=poll.room).count() == 1


def test_whoever_signs_in_keeps_their_question_and_supports_it_once(phone, sign_in):
    room = RoomFactory()
    question = QuestionFactory(room=room)
    phone.post(at("room-join", room.pk), {"nickname": "Erika"})
    phone.post(at("question-support", room.pk), {"frage": question.pk})
    asked = QuestionFactory(room=room, participant=Participant.objects.latest("pk"))
    user = UserFactory()

    sign_in(phone, user)
    phone.post(at("room-join", room.pk), {"nickname": "Erika"})
    phone.post(at("question-support", room.pk), {"frage": question.pk})

    question.refresh_from_db()
    assert question.support_count == 1
    me = Participant.objects.get(user=user)
    asked.refresh_from_db()
    assert (me.device_hash, me.nickname, asked.author) == (None, "Erika", user)


def test_own_data_say_what_somebody_supports_and_voted_for():
    user, poll = UserFactory(), PollFactory(may_change=True)
    me = account_in(poll.room, user)
    question = QuestionSupportFactory(question__room=poll.room, participant=me).question
    cast(poll, "Ja", by=me)

    (row,) = own.rooms_of(user)

    voted = [{"poll_id": poll.pk, "choices": [option(poll, "Ja")]}]
    assert (row["supported"], row["voted"]) == ([question.pk], voted)


def test_an_account_that_has_joined_takes_nobody_elses_place(phone, sign_in):
    room, user = RoomFactory(), UserFactory()
    mine = account_in(room, user)
    guest = ParticipantFactory(room=room, device_hash=hash_of(TOKEN))

    sign_in(phone, user).post(at("room-join", room.pk), {"nickname": "Ich"})

    mine.refresh_from_db()
    guest.refresh_from_db()
    assert (mine.nickname, guest.user, guest.device_hash) == (
        "Ich",
        None,
        hash_of(TOKEN),
    )


@pytest.mark.parametrize(
    "publication",
    (Publication.HIDDEN, Publication.REMOVED, Publication.DECLINED),
)
@pytest.mark.parametrize("page", ("room-show", "room-screen", "room-own"))
def test_no_code_opens_the_room_of_what_the_desk_took_down(phone, page, publication):
    event = EventFactory(publication=publication)
    room = RoomFactory(occurrence=event.occurrences.get())
    ParticipantFactory(room=room, device_hash=hash_of(TOKEN))
    address = at(page, room.pk)

    answers = [
        phone.get(address).status_code,
        phone.get(f"{address}?code={room.code}").status_code,
        phone.get(f"{address}?code={room.helper_code}").status_code,
    ]

    assert answers == [404, 404, 404]


def test_a_code_is_not_guessed_at_the_door_of_one_room(client):
    event = EventFactory(publication=Publication.SUBMITTED)
    room = RoomFactory(occurrence=event.occurrences.get())
    address = at("room-show", room.pk)

    # Sixty tries of each device, and a network's ceiling of sixty times as many.
    client.cookies[DEVICE_COOKIE] = TOKEN
    for _try in range(60):
        assert client.get(f"{address}?code=ABCDEF").status_code == 404

    assert client.get(f"{address}?code={room.code}").status_code == 404


def test_a_room_that_forgets_accounts_forgets_who_asked():
    user = UserFactory()
    room = RoomFactory(state="closed")
    question = QuestionFactory(room=room, participant=account_in(room, user))

    forgetting.forget_due()

    question.refresh_from_db()
    assert (question.author, question.participant.user) == (None, None)
    assert Question.objects.count() == 1


def test_one_device_asks_ten_questions_and_others_still_may(phone):
    room = RoomFactory()
    other = StrictClient()
    other.cookies[DEVICE_COOKIE] = "e" * 43
    for client in (phone, other):
        client.post(at("room-join", room.pk))

    answers = [asked(phone, room) for _each in range(11)] + [asked(other, room)]

    assert answers == [302] * 10 + [422, 302]


def test_a_full_list_says_so_in_plain_words(phone, monkeypatch):
    monkeypatch.setattr(asking, "MOST_OPEN", 1)
    room = QuestionFactory().room
    phone.post(at("room-join", room.pk))

    page = phone.post(at("question-create", room.pk), {"text": "Und?", "key": KEY})

    assert page.status_code == 422
    assert "Die Liste der Fragen ist gerade voll." in page.text
    assert "Und?" in page.text


def asked(client, room):
    fields = {"text": "Wann kommt der Baum?", "key": uuid.uuid4()}
    return client.post(at("question-create", room.pk), fields).status_code
