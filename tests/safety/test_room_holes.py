"""Holes of the live room that an attacker found; each test is one that was open."""

import uuid

import pytest
from django.urls import reverse, reverse_lazy

from commons.requests import DEVICE_COOKIE
from commons.tokens import hash_of
from events.live.models import Participant, Poll, Question
from events.live.queries import own
from events.live.services import asking, forgetting, supporting, voting
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
SIGN_OUT = reverse_lazy("account_logout")


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


def test_whoever_votes_signs_out_and_joins_anew_has_voted(client, sign_in):
    poll = PollFactory(answers=("Ja", "Nein"))
    join_and_vote(sign_in(client, UserFactory()), poll, "Ja")

    client.post(SIGN_OUT)
    join_and_vote(client, poll, "Nein")

    page = client.get(poll.room.get_absolute_url())
    assert figures(poll) == (1, {"Ja": 1, "Nein": 0})
    assert page.context["mine"] == poll.item_key
    assert page.context["attendance"]["joined"] == "1 Gerät ist dabei"


def test_a_guest_has_voted_for_the_account_that_was_here_before(phone, sign_in):
    poll, user = PollFactory(answers=("Ja", "Nein")), UserFactory()
    account_in(poll.room, user)
    join_and_vote(phone, poll, "Ja")

    sign_in(phone, user)
    join_and_vote(phone, poll, "Nein")

    assert figures(poll) == (1, {"Ja": 1, "Nein": 0})


def test_whoever_signs_out_supports_once_and_takes_back_what_they_gave(client, sign_in):
    question = QuestionFactory()
    support = at("question-support", question.room_id)
    counts = []
    sign_in(client, UserFactory()).post(at("room-join", question.room_id))
    client.post(support, {"frage": question.pk})
    client.post(SIGN_OUT)
    client.post(at("room-join", question.room_id))
    for field in ("frage", "zurueck"):
        client.post(support, {field: question.pk})
        question.refresh_from_db()
        counts.append(question.support_count)

    assert counts == [1, 0]


def test_who_uses_the_device_next_reads_nothing_of_the_account(client, sign_in):
    room, user = RoomFactory(shows_names=True), UserFactory()
    sign_in(client, user).post(at("room-join", room.pk), {"nickname": "Erika"})
    me = Participant.objects.get()
    QuestionFactory(room=room, participant=me, state="waiting", text="Geheim?")
    client.post(SIGN_OUT)
    client.post(at("room-join", room.pk))
    asked(client, room)

    page = client.get(room.get_absolute_url())

    assert [word for word in ("Erika", "Geheim?") if word in page.text] == []
    assert Question.objects.latest("pk").author is None


def test_who_was_in_two_places_goes_on_as_one_and_figures_stay_true(phone, sign_in):
    poll = PollFactory(answers=("Ja", "Nein"), may_change=True)
    question = QuestionFactory(room=poll.room)
    person = UserFactory()
    elsewhere = account_in(poll.room, person)
    voting.vote(poll, [option(poll, "Nein")], by=elsewhere)
    supporting.support(question, by=elsewhere)
    join_and_vote(phone, poll, "Ja")
    guest = Participant.objects.get(votes__poll=poll, user=None)
    supporting.support(question, by=guest)

    join_and_vote(sign_in(phone, person), poll, "Ja")
    supporting.withdraw(question, by=elsewhere)

    question.refresh_from_db()
    assert question.support_count == question.supports.count() == 0
    ballots, counts = figures(poll)
    assert ballots == sum(counts.values()) == 2


def test_two_accounts_on_one_device_are_two_people(phone, sign_in):
    poll = PollFactory(answers=("Ja", "Nein"))
    for answer in ("Ja", "Nein"):
        join_and_vote(sign_in(phone, UserFactory()), poll, answer)

    assert figures(poll) == (2, {"Ja": 1, "Nein": 1})


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
