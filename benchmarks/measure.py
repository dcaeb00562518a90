"""Load from a second process on loopback (wrk), and what one request costs inside."""

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass

import httpx
import psutil

SECONDS = 5
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
    """The run says nothing: a page answered with errors, or a tool is missing."""


def require_wrk() -> str:
    wrk = shutil.which("wrk")
    if wrk is None:
        sys.exit("bench: wrk is missing (Debian: apt-get install wrk)")
    return wrk


def load(url: str, *, cookies: dict[str, str] | None = None) -> Load:
    """Ask one page as fast as it answers, for SECONDS."""
    headers = ["-H", "Accept-Encoding: gzip"]
    if cookies:
        jar = "; ".join(f"{name}={value}" for name, value in cookies.items())
        headers += ["-H", f"Cookie: {jar}"]
    command = [require_wrk(), "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency"]
    run = subprocess.run(
        [*command, *headers, url], capture_output=True, text=True, check=True
    )
    if "Non-2xx" in run.stdout or "Socket errors" in run.stdout:
        message = f"{url}: {run.stdout}"
        raise MeasurementError(message)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", run.stdout)
    latency = {
        percent: float(number) * TO_MS[unit]
        for percent, number, unit in LATENCY.findall(run.stdout)
    }
    if rate is None:
        raise MeasurementError(run.stdout)
    return Load(float(rate[1]), latency["50"], latency["99"])


def page_bytes(url: str, *, cookies: dict[str, str] | None = None) -> int:
    """The uncompressed size of the page itself."""
    response = httpx.get(url, cookies=cookies, timeout=30)
    response.raise_for_status()
    return len(response.content)


def memory_mb(root: int, *words: str) -> float:
    """Resident memory of the processes below `root` whose command has the words."""
    total = 0
    for process in psutil.Process(root).children(recursive=True):
        if all(word in " ".join(process.cmdline()) for word in words):
            total += process.memory_info().rss
    return round(total / 1024**2, 1)
