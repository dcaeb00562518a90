"""Load from a second process on loopback (wrk), and what the server holds."""

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass

import httpx
import psutil

SECONDS = 4
CONNECTIONS = 8
LATENCY = re.compile(r"^\s+(50|99)%\s+([\d.]+)(us|ms|s)\s*$", re.MULTILINE)
TO_MS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True)
class Load:
    """Requests a second and latencies in milliseconds, of answers without error."""

    rps: float
    p50_ms: float
    p99_ms: float


class MeasurementError(Exception):
    """The run says nothing: a page answered with errors."""


def require_wrk() -> str:
    wrk = shutil.which("wrk")
    if wrk is None:
        sys.exit("bench: wrk is missing (Debian: apt-get install wrk)")
    return wrk


def load(url: str, *, cookies: dict[str, str] | None, seconds: int = SECONDS) -> Load:
    """Ask one page as fast as it answers."""
    headers = ["-H", "Accept-Encoding: gzip"]
    if cookies:
        jar = "; ".join(f"{name}={value}" for name, value in cookies.items())
        headers += ["-H", f"Cookie: {jar}"]
    command = [require_wrk(), "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency"]
    run = subprocess.run(
        [*command, *headers, url],
        capture_output=True,
        text=True,
        check=True,
        timeout=seconds + 20,
    )
    rate = re.search(r"Requests/sec:\s+([\d.]+)", run.stdout)
    latency = {
        percent: float(number) * TO_MS[unit]
        for percent, number, unit in LATENCY.findall(run.stdout)
    }
    if rate is None or "Non-2xx" in run.stdout or "Socket errors" in run.stdout:
        message = f"{url}: {run.stdout}"
        raise MeasurementError(message)
    return Load(float(rate[1]), latency["50"], latency["99"])


def page_bytes(url: str, *, cookies: dict[str, str] | None) -> int:
    """What one page moves, gzipped, without headers; refuses all but a plain 200."""
    headers = {"Accept-Encoding": "gzip"}
    client = httpx.Client(cookies=cookies, headers=headers, timeout=30)
    with client, client.stream("GET", url) as response:
        if response.status_code != httpx.codes.OK:
            message = f"{url} answers {response.status_code}"
            raise MeasurementError(message)
        return sum(len(part) for part in response.iter_raw())


def memory_mb(root: int, *words: str) -> float:
    """Resident memory of the processes below `root` whose command has the words."""
    total = 0
    for process in psutil.Process(root).children(recursive=True):
        try:
            if all(word in " ".join(process.cmdline()) for word in words):
                total += process.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return round(total / 1024**2, 1)
