"""The process that holds a room's sockets is killed while the hall votes.

Server, votes and pages are processes and sockets of their own; what is killed comes back
as it does under `manage.py up`.
"""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import psutil
import pytest

from benchmarks import phones
from benchmarks.phones import Ledger, Phone
from config.stack import Layout, live_command
from tests.faults.house import House
from tests.servers import ROOT

PEOPLE = 60
VOTING_SECONDS = 14
CALM_SECONDS = 6  # more than a sweep of the hub
# Who is away longer is lost; how long it takes at rest, `make bench-live` says.
LONGEST_AWAY = 60
NOBODY = "smtp://127.0.0.1:9"


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@pytest.fixture
def house(tmp_path, monkeypatch):
    port = free_port()
    addresses = {
        "BASE_URL": f"http://127.0.0.1:{port}",
        "SOCKET_URL": f"ws://127.0.0.1:{port}",
    }
    monkeypatch.setattr(phones, "ORIGIN", addresses["BASE_URL"])
    with House(tmp_path / "fault", NOBODY, addresses) as house:
        house.port = port
        yield house


def hall(house, *words):
    """Start `tests.live.hall` beside us; its answer comes with its end."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.live.hall", *words],
        cwd=ROOT,
        env=house.environment,
        stdout=subprocess.PIPE,
        text=True,
    )


def start_live(house):
    layout = Layout(local=house.where.local, web_port=0, live_port=house.port)
    server = house.start(*live_command(layout))
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            httpx.get(f"http://127.0.0.1:{house.port}/healthz", timeout=2)
        except httpx.HTTPError:
            time.sleep(0.2)
        else:
            return server
    pytest.fail("the server of sockets did not start")


def kill_worker(server):
    """The one of its processes that holds the sockets."""
    children = psutil.Process(server.pid).children()
    worker = max(children, key=lambda child: child.memory_info().rss)
    os.kill(worker.pid, signal.SIGKILL)
    return worker.pid


async def until(is_so, people, seconds):
    """Wait until something holds for everybody; whoever waits longer is judged later."""
    end = time.monotonic() + seconds
    while not all(map(is_so, people)) and time.monotonic() < end:  # noqa: ASYNC110 -- of 60
        await asyncio.sleep(0.02)


async def through_a_kill(house, server, room, ledger):
    """60 pages are open, 20 votes come in a second, and the worker dies."""
    path = f"/ws/saal/{room}/?sprache=de"
    people = [Phone(("127.0.0.1", house.port), path, ledger) for _n in range(PEOPLE)]
    tasks = [asyncio.create_task(each.run()) for each in people]
    await until(lambda each: each.is_greeted, people, 20)
    voting = hall(house, "vote", str(VOTING_SECONDS))
    await asyncio.sleep(4)

    first = kill_worker(server)
    moment = time.monotonic()
    await until(lambda each: each.back, people, LONGEST_AWAY)
    said = json.loads((await asyncio.to_thread(voting.communicate))[0])
    await until(lambda each: has_heard(each, said["supports"]), people, LONGEST_AWAY)
    await asyncio.sleep(CALM_SECONDS)

    for task, each in zip(tasks, people, strict=True):
        task.cancel()
        each.hang_up()
    await asyncio.gather(*tasks, return_exceptions=True)
    alive = {child.pid for child in psutil.Process(server.pid).children()}
    assert first not in alive
    assert voting.returncode == 0
    back = [each.back[0] - moment if each.back else None for each in people]
    return said, back, people


def has_heard(phone, supports):
    return bool(phone.heard) and phone.heard[-1][1] == supports


@pytest.mark.fault
@pytest.mark.slow
def test_a_killed_process_loses_no_vote_and_everybody_is_back(
    house, record_testsuite_property
):
    making = hall(house, "make")
    room = int(making.communicate()[0])
    server = start_live(house)
    [[first]] = house.ask("SELECT min(id) FROM live_question")
    ledger = Ledger(item=f"q{first}")

    # Browser tests before this one leave an event loop in their thread.
    with ThreadPoolExecutor(1) as thread:
        run = thread.submit(asyncio.run, through_a_kill(house, server, room, ledger))
        said, back, people = run.result()

    slowest = max(seconds for seconds in back if seconds is not None)
    record_testsuite_property("room_back_after_kill_seconds", round(slowest, 2))
    [[ballots, counted]] = house.ask(
        "SELECT ballots, (SELECT sum(count) FROM live_polloption) FROM live_poll"
    )
    assert (ballots, counted) == (said["votes"], said["votes"])
    assert said["votes"] > PEOPLE
    assert [seconds for seconds in back if seconds is None] == []
    # Nothing lost, nothing doubled: all show the last support, of the same state.
    assert {each.heard[-1][1] for each in people} == {said["supports"]}
    assert len({each.known for each in people}) == 1
    assert ledger.counts["doubles"] == 0
    assert all(sorted(numbers(each)) == numbers(each) for each in people)


def numbers(phone):
    return [number for _at, number in phone.heard]
