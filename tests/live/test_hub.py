"""However many listen: one look a change, in order, nothing lost and nothing doubled."""

import asyncio
import json
from contextlib import asynccontextmanager

import pytest
from asgiref.sync import sync_to_async
from channels.layers import get_channel_layer

from events.live import hub as hubs, parts, pulse, seats
from events.live.hub import Hubs
from events.live.parts import Item
from events.live.seats import Seat
from events.live.states import LONGEST_FRAME
from tests.commons.test_sockets import run
from tests.factories.rooms import RoomFactory
from tests.live.listening import Page

pytestmark = pytest.mark.usefixtures("own_database")

PATIENCE = 30  # seconds until a wait has failed


class Blackboard:
    """A part of which the test says what it shows; counts how often it is asked."""

    def __init__(self):
        self.lines = {}
        self.looks = 0
        self.is_broken = False

    def render(self, room):
        self.looks += 1
        if self.is_broken:
            raise ValueError
        return [
            Item(key, f'<li data-item="{key}"><b data-value="n">{n}</b></li>', {"n": n})
            for key, n in self.lines.items()
        ]


@pytest.fixture
def board(monkeypatch):
    board = Blackboard()
    monkeypatch.setattr(parts, "_renderers", {"board": board.render})
    return board


class Listener:
    """Somebody with an open page; `slow` says how long a frame takes to reach them."""

    def __init__(self, *, slow=0.0):
        self.page, self.frames, self.slow = Page(), [], slow
        self.is_hearing, self.longest = False, 0
        self.seat = Seat(say=self.say, language="de")

    async def say(self, text):
        self.longest = max(self.longest, len(text))
        self.is_hearing = True
        try:
            await asyncio.sleep(self.slow)
        finally:
            self.is_hearing = False
        frame = json.loads(text)
        self.frames.append(frame)
        assert self.page.show(frame)

    def lines(self):
        return {
            key: item["values"].get("n", int(item["html"].split(">")[2].split("<")[0]))
            for key, item in self.page.parts.get("board", {}).items()
        }


async def until(is_so):
    """Wait until something holds, however busy the machine is."""
    async with asyncio.timeout(PATIENCE):
        while not is_so():  # noqa: ASYNC110 -- nobody else would wake us
            await asyncio.sleep(0.01)


def shown(people, lines):
    return until(lambda: all(each.lines() == lines for each in people))


@asynccontextmanager
async def a_hub(room, people, stand=(-1, "")):
    house = Hubs()
    hub = house.hub(room.pk)
    for each in people:
        await hub.take(each.seat, stand)
    await until(lambda: all(each.frames for each in people))
    try:
        yield hub
    finally:
        for each in people:
            each.seat.leave()
            hub.leave(each.seat)
        house.end(hub)
        await asyncio.sleep(0.05)


async def say(room):
    await sync_to_async(pulse.announce)(room.pk, frozenset({"board"}))


def test_a_change_costs_one_look_and_reaches_everybody(board):
    room, people = RoomFactory(), [Listener() for _each in range(50)]
    board.lines = {"a": 1}

    async def scenario():
        async with a_hub(room, people):
            before = board.looks
            board.lines["a"] = 2
            await say(room)
            await shown(people, {"a": 2})
            return board.looks - before

    assert run(scenario) == 1
    assert [len(each.frames) for each in people] == [2] * 50


def test_many_changes_are_told_in_a_few_frames_that_end_with_the_last(board):
    room, people = RoomFactory(), [Listener() for _each in range(3)]
    board.lines = {"a": 0}

    async def scenario():
        async with a_hub(room, people):
            began = asyncio.get_running_loop().time()
            for count in range(1, 61):
                board.lines["a"] = count
                await say(room)
                await asyncio.sleep(0.015)
            await shown(people, {"a": 60})
            return asyncio.get_running_loop().time() - began

    seconds = run(scenario)
    spent = [len(each.frames) - 1 for each in people]
    assert all(1 < frames <= 5 * seconds + 1 for frames in spent), (spent, seconds)


def test_a_full_house_hears_at_most_twice_a_second(board, monkeypatch):
    monkeypatch.setattr(hubs, "FEW", 2)
    room, people = RoomFactory(), [Listener() for _each in range(3)]
    board.lines = {"a": 0}

    async def scenario():
        async with a_hub(room, people):
            began = asyncio.get_running_loop().time()
            for count in range(1, 31):
                board.lines["a"] = count
                await say(room)
                await asyncio.sleep(0.03)
            await shown(people, {"a": 30})
            return asyncio.get_running_loop().time() - began

    seconds = run(scenario)
    assert len(people[0].frames) - 1 <= 2 * seconds + 1


def test_who_reads_slowly_holds_up_nobody_and_catches_up(board):
    room, quick, slow = RoomFactory(), Listener(), Listener(slow=0.5)
    board.lines = {"a": 0}

    async def scenario():
        async with a_hub(room, [slow, quick]):
            for count in range(1, 5):
                board.lines["a"] = count
                await say(room)
                await shown([quick], {"a": count})
            was_behind = slow.lines() != quick.lines()
            await shown([slow], {"a": 4})
            return was_behind

    assert run(scenario)
    assert len(slow.frames) < len(quick.frames)


def test_wholes_are_told_to_few_at_once_and_others_need_not_wait(board, monkeypatch):
    """2,000 who came back at once each had a copy of everything under way."""
    monkeypatch.setattr(seats, "MOST_AT_ONCE", 5)
    room, known = RoomFactory(), Listener()
    crowd = [Listener(slow=2) for _each in range(40)]
    board.lines = {"a": 1}

    async def scenario():
        async with a_hub(room, [known]) as hub:
            for each in crowd:
                await hub.take(each.seat, (-1, ""))
            most = 0
            board.lines["a"] = 2
            await say(room)
            while known.lines() != {"a": 2}:
                most = max(most, sum(each.is_hearing for each in crowd))
                await asyncio.sleep(0.005)
            waiting = sum(not each.frames for each in crowd)
            for each in crowd:
                each.seat.leave()
                hub.leave(each.seat)
            return most, waiting

    most, waiting = run(scenario)
    assert 0 < most <= 5
    assert waiting > 0


def test_who_never_reads_does_not_keep_others_from_the_whole(board, monkeypatch):
    monkeypatch.setattr(seats, "MOST_AT_ONCE", 1)
    monkeypatch.setattr(seats, "LONGEST_TURN", 0.05)
    room, stuck, other = RoomFactory(), Listener(slow=600), Listener()
    board.lines = {"a": 1}

    async def scenario():
        house = Hubs()
        hub = house.hub(room.pk)
        await hub.take(stuck.seat, (-1, ""))
        await hub.take(other.seat, (-1, ""))
        await until(lambda: other.frames)
        for each in (stuck, other):
            each.seat.leave()
            hub.leave(each.seat)
        await until(lambda: house._thread is None)

    run(scenario)
    assert (other.lines(), stuck.frames, stuck.is_hearing) == ({"a": 1}, [], False)


def test_a_change_of_everything_comes_as_the_whole_in_frames(board):
    room, somebody = RoomFactory(), Listener()
    board.lines = {f"a{number}": 1 for number in range(400)}

    async def scenario():
        async with a_hub(room, [somebody]):
            await shown([somebody], board.lines)
            somebody.frames.clear()
            board.lines = {f"b{number}": 2 for number in range(400)}
            await say(room)
            await shown([somebody], board.lines)

    run(scenario)
    assert len(somebody.frames) > 1
    assert somebody.longest < 2 * LONGEST_FRAME


def test_a_word_that_was_lost_is_made_good_by_the_sweep(board, monkeypatch):
    monkeypatch.setattr(hubs, "SWEEP", 0.3)
    room, somebody = RoomFactory(), Listener()
    board.lines = {"a": 1}

    async def scenario():
        async with a_hub(room, [somebody]):
            board.lines = {"b": 7}
            await shown([somebody], {"b": 7})
            return len(somebody.frames)

    assert run(scenario) == 2


def test_a_part_that_fails_silences_the_room_only_for_a_moment(board, monkeypatch):
    monkeypatch.setattr(hubs, "AFTER_FAILURE", 0.1)
    room, somebody = RoomFactory(), Listener()
    board.lines = {"a": 1}

    async def scenario():
        async with a_hub(room, [somebody]):
            board.is_broken, board.lines = True, {"a": 2}
            looks = board.looks
            await say(room)
            await until(lambda: board.looks > looks)
            during = somebody.lines()
            board.is_broken = False
            await shown([somebody], {"a": 2})
            return during

    assert run(scenario) == {"a": 1}


def test_who_knows_all_is_told_so_in_one_short_frame(board):
    room, first = RoomFactory(), Listener()
    board.lines = {f"a{number}": number for number in range(30)}

    async def scenario():
        async with a_hub(room, [first]) as hub:
            again = Listener()
            again.page.known = first.page.known
            await hub.take(again.seat, (0, first.page.known))
            await until(lambda: again.frames)
            return again.frames

    known = first.page
    assert run(scenario) == [{"version": 0, "is": known.known, "was": known.known}]


def test_a_page_newer_than_the_hub_is_not_thrown_back(board):
    room, first = RoomFactory(), Listener()
    board.lines = {"a": 1}

    async def scenario():
        async with a_hub(room, [first]) as hub:
            board.lines = {"a": 2}
            room.version = 5
            await sync_to_async(room.save)(update_fields=["version"])
            late = Listener()
            await hub.take(late.seat, (5, "0" * 16))
            await until(lambda: late.frames)
            return late

    late = run(scenario)
    assert late.lines() == {"a": 2}
    assert len(late.frames) == 1


def test_languages_are_rendered_apart(board, monkeypatch):
    from django.utils import translation  # noqa: PLC0415 -- used by this test alone

    def render(room):
        return [Item("a", f'<li data-item="a">{translation.get_language()}</li>')]

    monkeypatch.setattr(parts, "_renderers", {"board": render})
    room, german, english = RoomFactory(), Listener(), Listener()
    english.seat.language = "en"

    async def scenario():
        async with a_hub(room, [german, english]):
            pass

    run(scenario)
    said = [each.page.parts["board"]["a"]["html"] for each in (german, english)]
    assert said == ['<li data-item="a">de</li>', '<li data-item="a">en</li>']


def test_a_room_costs_the_process_one_subscription(board):
    room, people = RoomFactory(), [Listener() for _each in range(20)]

    async def scenario():
        layer = get_channel_layer()
        before = len(layer.channels)
        async with a_hub(room, people):
            during = len(layer.channels)
        await until(lambda: len(layer.channels) == before)
        return during - before, len(layer.channels) - before

    assert run(scenario) == (1, 0)


def test_an_empty_room_ends_its_hub_and_its_thread(board):
    room, somebody = RoomFactory(), Listener()

    async def scenario():
        house = Hubs()
        hub = house.hub(room.pk)
        await hub.take(somebody.seat, (-1, ""))
        hub.leave(somebody.seat)
        await until(lambda: house._thread is None)
        return house.people, house._hubs, house._thread

    assert run(scenario) == (0, {}, None)
