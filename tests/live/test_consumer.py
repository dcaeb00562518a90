"""The sockets of a room: who hears what, and that nothing of anybody is in it."""

import json

import pytest
from asgiref.sync import sync_to_async
from django.urls import reverse

from commons.tokens import hash_of, new_token
from events.calendar.enums import Organiser
from events.live import hub as hubs
from events.live.enums import Moderation, QuestionState, RoomState
from events.live.queries import doors
from events.live.services import asking, rooms, supporting
from participation.moderation.enums import Publication
from tests.clients import StrictClient
from tests.commons.test_sockets import cookie_of, run
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.events import EventFactory
from tests.factories.ideas import DecisionFactory
from tests.factories.rooms import (
    ParticipantFactory,
    QuestionFactory,
    RoomFactory,
    account_in,
)
from tests.live.listening import Page, heard_by, socket_of

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture(autouse=True)
def _fresh(settings):
    settings.BASE_URL = "http://localhost:8000"
    settings.CSRF_TRUSTED_ORIGINS = []
    doors.forget()


def room_of(publication=Publication.PUBLISHED, **fields):
    event = EventFactory(publication=publication)
    return RoomFactory(occurrence=event.occurrences.get(), **fields)


def take_down(event):
    event.publication, event.decision = Publication.HIDDEN, DecisionFactory()
    event.save(update_fields=["publication", "decision"])


def code_for(room, **options):
    """How the socket ends; 0 where it stays open."""

    async def scenario():
        socket = socket_of(room, **options)
        await socket.connect()
        answer = await socket.receive_output(3)
        await socket.leave()
        return answer.get("code", 0)

    return run(scenario)


def frames_after(room, acts, *, is_greeted=True, **options):
    """All that a socket hears: at first, and after each act."""

    async def scenario():
        socket = socket_of(room, **options)
        await socket.connect()
        heard = [await heard_by(socket) if is_greeted else []]
        for act in acts:
            await sync_to_async(act)()
            heard.append(await heard_by(socket))
        await socket.leave()
        return heard

    return run(scenario)


def test_everybody_may_listen_to_an_open_room():
    assert code_for(room_of()) == 0


def test_a_room_in_preparation_is_for_those_who_lead_it():
    event = EventFactory(organiser=Organiser.SPK)
    room = RoomFactory(occurrence=event.occurrences.get(), state=RoomState.PREPARED)

    assert code_for(room) == 4403
    assert code_for(room, session=cookie_of(UserFactory())) == 4403
    assert code_for(room, session=cookie_of(make_staff("coordinator"))) == 0


def test_a_room_of_a_hidden_event_is_for_those_who_joined():
    room = room_of(Publication.SUBMITTED)
    token = new_token()
    ParticipantFactory(room=room, device_hash=hash_of(token))

    assert code_for(room) == 4403
    assert code_for(room, device=new_token()) == 4403
    assert code_for(room, device=token) == 0


def test_what_the_desk_takes_down_is_silent_at_once(monkeypatch):
    """People went on hearing it until their next check, up to a minute later."""
    monkeypatch.setattr(hubs, "SWEEP", 0.2)
    event, token = EventFactory(organiser=Organiser.SPK), new_token()
    room = RoomFactory(occurrence=event.occurrences.get())
    ParticipantFactory(room=room, device_hash=hash_of(token))
    desk = cookie_of(make_staff("coordinator"))

    async def scenario():
        leading = socket_of(room, session=desk)
        others = [socket_of(room), socket_of(room, device=token)]
        for socket in (leading, *others):
            await socket.connect()
            await heard_by(socket)
        await sync_to_async(take_down)(event)
        ends = [await socket.receive_output(20) for socket in others]
        await sync_to_async(QuestionFactory)(room=room)
        heard = await heard_by(leading)
        silent = [await socket.receive_nothing(0.3) for socket in others]
        for socket in (leading, *others):
            await socket.leave()
        return [end.get("code") for end in ends], len(heard), silent

    assert run(scenario) == ([4403, 4403], 1, [True, True])


def test_a_room_that_does_not_exist_is_not_allowed():
    assert code_for(RoomFactory.build(pk=987654)) == 4403


def test_a_support_travels_as_a_small_patch():
    room = room_of()
    question = QuestionFactory(room=room)
    others = QuestionFactory.create_batch(30, room=room)
    somebody = ParticipantFactory(room=room)

    whole, frames = frames_after(
        room, [lambda: supporting.support(question, by=somebody)]
    )

    page = Page()
    assert all(page.show(frame) for frame in [*whole, *frames])
    changed = frames[0]["parts"]["questions"]
    assert set(changed) == {"set"}
    assert list(changed["set"]) == [question.item_key]
    assert len(json.dumps(frames[0])) < 400
    assert len(page.parts["questions"]) == len(others) + 1


def test_the_order_follows_the_support_at_once():
    room = room_of()
    first, second = QuestionFactory.create_batch(2, room=room)
    somebody = ParticipantFactory(room=room)

    _whole, frames = frames_after(
        room, [lambda: supporting.support(second, by=somebody)]
    )

    order = frames[0]["parts"]["questions"]["order"]
    assert order == [second.item_key, first.item_key]


def test_frames_say_nothing_of_anybody():
    room = room_of(shows_names=False, moderation=Moderation.BEFORE)
    user = UserFactory(display_name="Kanarienvogel Konto", email="kanarie@example.org")
    somebody = account_in(room, user, nickname="Kanarienvogel Saal")
    QuestionFactory(room=room, participant=somebody)
    canaries = ["anarienvogel", "kanarie@", "Wartende Kanarienfrage", "Versteckt"]
    QuestionFactory(room=room, text="Versteckt sei dies", state=QuestionState.HIDDEN)

    def ask_and_count():
        asking.ask(somebody, text="Wartende Kanarienfrage?")
        rooms.count_hall(room, people=33, by=user)

    heard = frames_after(room, [ask_and_count], session=cookie_of(user))

    said = json.dumps(heard, ensure_ascii=False)
    assert "33 Menschen im Saal" in said
    assert [canary for canary in canaries if canary in said] == []
    assert "csrfmiddlewaretoken" not in said


def test_two_people_hear_the_same_words():
    room = room_of()
    question = QuestionFactory(room=room)
    user = UserFactory()
    supporting.support(question, by=account_in(room, user))

    stranger, supporter = (
        frames_after(room, [], session=session) for session in ("", cookie_of(user))
    )

    assert stranger == supporter


def test_who_comes_back_knowing_all_gets_one_short_frame():
    room = room_of()
    QuestionFactory.create_batch(20, room=room)
    page = Page()
    [whole] = frames_after(room, [])
    assert len(whole) > 1
    assert all(page.show(frame) for frame in whole)

    [again] = frames_after(room, [], stand=page.stand)

    assert [sorted(frame) for frame in again] == [["is", "version", "was"]]


def test_who_comes_back_after_a_change_gets_the_whole_once():
    room = room_of()
    question = QuestionFactory(room=room)
    page = Page()
    [[whole]] = frames_after(room, [])
    page.show(whole)
    supporting.support(question, by=ParticipantFactory(room=room))

    [again] = frames_after(room, [], stand=page.stand)

    assert [page.show(frame) for frame in again] == [True]
    assert "1 Mensch" in page.parts["questions"][question.item_key]["html"]


def test_who_missed_a_frame_asks_for_the_whole():
    room = room_of()
    question = QuestionFactory(room=room)

    async def scenario():
        socket = socket_of(room)
        await socket.connect()
        [whole] = await heard_by(socket)
        somebody = await sync_to_async(ParticipantFactory)(room=room)
        await sync_to_async(supporting.support)(question, by=somebody)
        await heard_by(socket)  # lost on the way
        await socket.send(json.dumps({"want": "whole"}))
        frames = await heard_by(socket)
        await socket.leave()
        return whole, frames

    whole, frames = run(scenario)
    page = Page()
    assert page.show(whole)
    assert [page.show(frame) for frame in frames] == [True]
    assert page.gaps == 0
    assert "1 Mensch" in page.parts["questions"][question.item_key]["html"]


def test_the_snapshot_says_what_the_socket_says():
    room = room_of()
    QuestionFactory(room=room)
    client = StrictClient()
    address = reverse("live:room-snapshot", args=[room.pk])

    answer = client.get(address)

    [[whole]] = frames_after(room, [], language="de")
    assert answer.json() == whole
    again = client.get(address, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_snapshot_of_a_room_one_may_not_see_is_not_found():
    room = room_of(state=RoomState.PREPARED)

    answer = StrictClient().get(reverse("live:room-snapshot", args=[room.pk]))

    assert answer.status_code == 404


def staff_path(room):
    return f"/ws/saal/{room.pk}/leitung/"


def test_those_who_lead_hear_that_something_changed_and_no_more():
    room = room_of(moderation=Moderation.BEFORE)
    helper = account_in(room, UserFactory(), is_helper=True)
    guest = ParticipantFactory(room=room)

    at_first, frames = frames_after(
        room,
        [lambda: asking.ask(guest, text="Wann kommt der Baum?")],
        session=cookie_of(helper.user),
        path=staff_path(room),
        is_greeted=False,
    )

    assert (at_first, frames) == ([], [{"verb": "room.changed"}])


@pytest.mark.parametrize("is_joined", (True, False))
def test_only_those_who_lead_hear_it(is_joined):
    room = room_of()
    user = UserFactory()
    if is_joined:
        account_in(room, user)

    assert code_for(room, session=cookie_of(user), path=staff_path(room)) == 4403
