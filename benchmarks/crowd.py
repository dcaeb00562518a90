"""The load generator, a process of its own: `python -m benchmarks.crowd HOST PORT`.

It reads a command a line (JSON) and answers each with one line; times are monotonic
seconds, which all processes of a machine share.
"""

import asyncio
import gc
import json
import resource
import subprocess
import sys
import time
from statistics import quantiles
from typing import Any

from benchmarks.phones import Ledger, Phone
from benchmarks.servers import ROOT

SPARE_FILES = 500
ONE_OLDER = 10


class Crowd:
    """Starts the process and speaks to it."""

    def __init__(self, host: str, port: int) -> None:
        command = [sys.executable, "-m", "benchmarks.crowd", host, str(port)]
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, do: str, **about: Any) -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"do": do} | about) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer

    def end(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(20)


class Many:
    """All phones of the process."""

    def __init__(self, host: str, port: int) -> None:
        self.address = (host, port)
        self.ledger = Ledger()
        self.phones: list[Phone] = []
        self.tasks: list[asyncio.Task[None]] = []

    async def join(
        self, *, path: str, count: int, rate: float, item: str = "", stand: str = ""
    ) -> dict[str, Any]:
        """Open so many pages, `rate` a second, and wait until all are greeted.

        `stand` is what a page says of the room that was opened just now; one in
        `ONE_OLDER` was opened earlier and gets the whole.
        """
        self.ledger.item = item
        began = time.monotonic()
        for number in range(count):
            if (rest := began + number / rate - time.monotonic()) > 0:
                await asyncio.sleep(rest)
            knows = stand if number % ONE_OLDER else ""
            phone = Phone(self.address, path, self.ledger, knows)
            self.phones.append(phone)
            self.tasks.append(asyncio.create_task(phone.run()))
        asked = time.monotonic() - began
        await self._until(lambda: all(each.is_greeted for each in self.phones), 30)
        waits = [each.greeted_after for each in self.phones if each.is_greeted]
        return {
            "greeted": len(waits),
            "asked_seconds": round(asked, 1),
            **spread(waits),
        }

    async def latencies(self, *, changes: list[list[float]]) -> dict[str, Any]:
        """From each change (its number and moment) until each phone showed it."""
        waits, never = [], 0
        for number, moment in changes:
            for phone in self.phones:
                seen = next((at for at, n in phone.heard if n >= number), None)
                if seen is None:
                    never += 1
                else:
                    waits.append(max(0.0, seen - moment))
        return {"heard": len(waits), "never": never, **spread(waits)}

    async def back(self, *, since: float, seconds: float) -> dict[str, Any]:
        """Wait until everybody who was cut off after `since` is greeted again."""
        await self._until(
            lambda: all(each.is_greeted and each.back for each in self.phones), seconds
        )
        cut = [each for each in self.phones if each.lost and each.lost[-1] >= since]
        waits = [
            first - since
            for each in cut
            if (first := next((at for at in each.back if at >= since), 0.0))
        ]
        return {"cut_off": len(cut), "back": len(waits), **spread(waits)}

    async def stand(self) -> dict[str, Any]:
        """What the pages show now, and what went wrong so far."""
        states = {each.known for each in self.phones}
        numbers = {each.heard[-1][1] for each in self.phones if each.heard}
        return {
            "states": sorted(states),
            "numbers": sorted(numbers),
            "counts": dict(self.ledger.counts),
            "megabytes": round(self.ledger.bytes_heard / 1e6, 1),
        }

    async def leave(self) -> dict[str, Any]:
        for task, phone in zip(self.tasks, self.phones, strict=True):
            task.cancel()
            phone.hang_up()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        self.phones, self.tasks, self.ledger = [], [], Ledger()
        return {}

    async def _until(self, is_so: Any, seconds: float) -> None:
        end = time.monotonic() + seconds
        while not is_so() and time.monotonic() < end:  # noqa: ASYNC110 -- of thousands
            await asyncio.sleep(0.05)


def spread(seconds: list[float]) -> dict[str, float | None]:
    if len(seconds) < 2:
        return {"p50_ms": None, "p99_ms": None, "max_ms": None}
    cuts = quantiles(seconds, n=100, method="inclusive")
    return {
        "p50_ms": round(cuts[49] * 1000, 1),
        "p99_ms": round(cuts[98] * 1000, 1),
        "max_ms": round(max(seconds) * 1000, 1),
    }


def raise_limits(files: int) -> None:
    """Each socket is an open file; give the processes as many as they may have.

    Exits where the machine allows fewer than `files` and some to spare.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = files + SPARE_FILES
    if hard != resource.RLIM_INFINITY and hard < wanted:
        sys.exit(f"bench: {wanted} open files are needed, {hard} allowed (ulimit -Hn)")
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


async def serve(host: str, port: int) -> None:
    many = Many(host, port)
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        words = json.loads(line)
        answer = await getattr(many, words.pop("do"))(**words)
        print(json.dumps(answer), flush=True)
    await many.leave()


if __name__ == "__main__":
    raise_limits(4_000)
    gc.freeze()
    asyncio.run(serve(sys.argv[1], int(sys.argv[2])))
