"""`make bench-live`: 2,000 people in a room, next to a bare broadcast of the server.

Everything is the product's: `manage.py up`, the room made by its services, votes and
support sent to its pages. Only the phones are ours, in a process of their own on the
same cores. `PEOPLE=200 make bench-live` takes fewer and stores nothing.
"""

import json
import os
import signal
import sys
import threading
import time
from typing import Any

import psutil
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer

from benchmarks.__main__ import LATEST, print_table, store
from benchmarks.crowd import Crowd, raise_limits
from benchmarks.servers import SOCKET_PORT, running, say, stop_on_signals

FULL = 2_000
PEOPLE = int(os.environ.get("PEOPLE", FULL))
RATE = 200  # come in a second
SECONDS = 30
VOTERS = 1_600  # each votes once, 20 a second
WORDS, APART = 30, 0.5  # of the bare broadcast
BACK_WITHIN = 30.0
Row = dict[str, Any]


class Live(threading.Thread):
    """The processes that serve sockets, and the most memory they held.

    What they share with others counts in parts (PSS), else the libraries count twice.
    """

    def __init__(self, up: int) -> None:
        super().__init__(daemon=True)
        self.up = up
        self.most_mb = 0.0
        self.start()

    def run(self) -> None:
        while True:
            self.most_mb = max(self.most_mb, self.memory_mb())
            time.sleep(1)

    def memory_mb(self) -> float:
        total = 0
        for process in self.processes():
            try:
                total += process.memory_full_info().pss
            except psutil.NoSuchProcess:
                continue
        return round(total / 1024**2, 1)

    def processes(self) -> list[psutil.Process]:
        server = self.server()
        return [server, *server.children(recursive=True)]

    def server(self) -> psutil.Process:
        for process in psutil.Process(self.up).children(recursive=True):
            try:
                if "asginl" in process.cmdline():
                    return process
            except psutil.NoSuchProcess:
                continue
        sys.exit("bench: the server of sockets is not there")

    def kill_worker(self) -> float:
        """SIGKILL to the process that holds the sockets; gives the moment."""
        children = self.server().children()
        worker = max(children, key=lambda child: child.memory_info().rss)
        moment = time.monotonic()
        worker.send_signal(signal.SIGKILL)
        return moment


def main() -> None:
    raise_limits(PEOPLE * 2)
    stop_on_signals()
    say("starting the servers")
    with running() as up:
        import django  # noqa: PLC0415 -- needs the environment of the servers

        django.setup()
        rows = measured(up)
    if PEOPLE == FULL:
        store(rows, LATEST)
    print_table(rows)


def measured(up: int) -> list[Row]:
    from benchmarks.hall import Hands, make_hall  # noqa: PLC0415 -- needs django

    say(f"a room with {VOTERS} who joined")
    hall = make_hall(VOTERS)
    live = Live(up)
    say(f"sockets alone hold {live.memory_mb()} MB")
    crowd = Crowd("127.0.0.1", SOCKET_PORT)
    try:
        question = hall.questions[-1]
        rows = [joined(crowd, hall, question.item_key)]
        poll = hall.open_poll("Soll der Platz eine Bank bekommen?")
        hands = Hands(hall, poll, question)
        rows += steady(crowd, live, hands)
        again = Hands(
            hall,
            hall.open_poll("Und einen Baum?"),
            question,
            first=hands.first,
            supported_before=hands.supported_before,
        )
        rows += killed(crowd, live, again)
        crowd.ask("leave")
        rows.append(bare(crowd))
    finally:
        crowd.end()
    slowest = rows[-1]["p99_ms"]
    for row in rows:
        if row["page"] == "live-support" and row["p99_ms"] and slowest:
            row["ratio_to_bare"] = round(row["p99_ms"] / slowest, 3)
    return rows


def joined(crowd: Crowd, hall: Any, item: str) -> Row:
    say(f"{PEOPLE} come in, {RATE} a second")
    said = crowd.ask(
        "join", path=hall.path, count=PEOPLE, rate=RATE, item=item, stand=hall.stand
    )
    return row(
        "live-join", said, count=said["greeted"], missed=PEOPLE - said["greeted"]
    )


def steady(crowd: Crowd, live: Live, hands: Any) -> list[Row]:
    say(f"{SECONDS} seconds with 20 votes and one support a second")
    before = crowd.ask("stand")
    with hands.at_work():
        time.sleep(SECONDS)
    time.sleep(3)
    heard = crowd.ask("latencies", changes=hands.supports)
    stand = crowd.ask("stand")
    hands.poll.refresh_from_db()
    say(f"frames a phone: {per_phone(before, stand)}; {stand['counts']}")
    say(f"{len(hands.taken)} votes taken, {hands.poll.ballots} counted")
    return [
        row(
            "live-support",
            heard,
            count=len(hands.supports),
            missed=heard["never"],
            memory_mb=live.most_mb,
            frames=per_phone(before, stand),
            megabytes=round(stand["megabytes"] - before["megabytes"], 1),
        ),
        row(
            "live-vote",
            hands.latency_ms(),
            count=hands.poll.ballots,
            missed=len(hands.taken) - hands.poll.ballots + len(hands.failed),
        ),
    ]


def killed(crowd: Crowd, live: Live, hands: Any) -> list[Row]:
    say("the process that holds the sockets is killed, votes go on")
    with hands.at_work():
        time.sleep(3)
        moment = live.kill_worker()
        back = crowd.ask("back", since=moment, seconds=BACK_WITHIN)
        time.sleep(3)
    time.sleep(6)
    stand = crowd.ask("stand")
    hands.poll.refresh_from_db()
    hands.question.refresh_from_db()
    say(f"{back}; {stand['counts']}")
    say(f"pages show {stand['numbers']}, support is {hands.question.support_count}")
    is_one = len(stand["states"]) == 1
    return [
        row(
            "live-back",
            back,
            count=back["back"],
            missed=PEOPLE - back["back"] if is_one else PEOPLE,
            memory_mb=live.memory_mb(),
        ),
        row(
            "live-back-vote",
            hands.latency_ms(),
            count=hands.poll.ballots,
            missed=len(hands.taken) - hands.poll.ballots + len(hands.failed),
        ),
    ]


def bare(crowd: Crowd) -> Row:
    from benchmarks.bare import GROUP  # noqa: PLC0415 -- needs django

    say("a bare broadcast of the same server, twice a second")
    crowd.ask("join", path="/ws/bench/?", count=PEOPLE, rate=RATE)
    words = []
    for number in range(1, WORDS + 1):
        text = json.dumps({"number": number, "fill": "x" * 300})
        words.append((number, time.monotonic()))
        async_to_sync(_broadcast)(GROUP, text)
        time.sleep(APART)
    time.sleep(10)
    heard = crowd.ask("latencies", changes=words)
    return row("live-bare", heard, count=WORDS, missed=heard["never"])


async def _broadcast(group: str, text: str) -> None:
    message = {"type": "bench.word", "text": text}
    await get_channel_layer().group_send(group, message)


def per_phone(before: Row, after: Row) -> float:
    frames = after["counts"].get("frames", 0) - before["counts"].get("frames", 0)
    return round(frames / PEOPLE, 1)


def row(page: str, said: Row, **about: Any) -> Row:
    columns = ("p50_ms", "p99_ms", "max_ms")
    figures = {name: said.get(name) for name in columns}
    rest = {"memory_mb": None, "frames": None, "megabytes": None, "ratio_to_bare": None}
    return {"page": page, "ideas": PEOPLE, "signed_in": False} | figures | rest | about


if __name__ == "__main__":
    main()
