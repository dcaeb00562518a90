"""One's own questions are a part of the page that is fetched, not sent to everybody."""

import pytest
from django.urls import reverse

from commons.requests import DEVICE_COOKIE
from commons.tokens import hash_of, new_token
from events.live.enums import HiddenBecause, QuestionState
from events.live.services import handling
from tests.clients import StrictClient
from tests.factories.accounts import UserFactory
from tests.factories.rooms import ParticipantFactory, QuestionFactory, RoomFactory

pytestmark = pytest.mark.django_db


def phone_of(room):
    """Somebody in the room, and their browser."""
    client, token = StrictClient(), new_token()
    client.cookies[DEVICE_COOKIE] = token
    return client, ParticipantFactory(room=room, device_hash=hash_of(token))


def part(client, room):
    return client.get(reverse("live:room-own", args=[room.pk])).text


def test_the_part_is_what_the_page_includes():
    room = RoomFactory()
    client, person = phone_of(room)
    QuestionFactory(room=room, participant=person, state=QuestionState.WAITING)
    QuestionFactory(room=room, participant=person)

    page = client.get(room.get_absolute_url()).text

    assert part(client, room).strip() in page


@pytest.mark.parametrize(
    ("act", "words"),
    (
        (
            lambda question, other, user: handling.hide(
                question, because=HiddenBecause.ADVERTISING, by=user
            ),
            "Sie ist Werbung.",
        ),
        (
            lambda question, other, user: handling.merge(question, into=other, by=user),
            "Zusammengeführt mit: Wann kommt der Baum?",
        ),
        (
            lambda question, other, user: handling.put(
                question, QuestionState.ANSWERED, by=user
            ),
            "beantwortet",
        ),
    ),
)
def test_the_part_says_what_became_of_a_question_to_whoever_asked(act, words):
    room = RoomFactory()
    (client, person), (stranger, _other) = phone_of(room), phone_of(room)
    other = QuestionFactory(room=room, text="Wann kommt der Baum?")
    question = QuestionFactory(room=room, participant=person)
    before = part(client, room)

    act(question, other, UserFactory())

    assert (words in before, words in part(client, room)) == (False, True)
    assert words not in part(stranger, room)


def test_only_what_waits_lets_the_page_look_now_and_then():
    room = RoomFactory()
    client, person = phone_of(room)
    question = QuestionFactory(
        room=room, participant=person, state=QuestionState.WAITING
    )
    before = part(client, room)

    handling.put(question, QuestionState.OPEN, by=UserFactory())

    assert ("data-waits" in before, "data-waits" in part(client, room)) == (True, False)


@pytest.mark.parametrize("count", (1, 30))
def test_the_part_costs_the_same_for_one_and_for_thirty(
    django_assert_num_queries, count
):
    room = RoomFactory()
    client, person = phone_of(room)
    QuestionFactory.create_batch(count, room=room, participant=person)

    with django_assert_num_queries(9):
        page = part(client, room)

    assert page.count("data-own-item") == count
