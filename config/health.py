"""Ask a process of ours how it is: `python -m config.health web|live|worker|beat`.

Exit code 0 means well. The container's health checks and `manage.py up` use it.
"""

import http.client
import os
import socket
import sys
import time
from pathlib import Path

from config import celery_app
from config.heartbeat import SUFFIX

PORTS = {"web": 8000, "live": 8001}
HTTP_SECONDS = 5.0
PING_SECONDS = 5.0
BEAT_SECONDS = 60.0


def page_answers(port: int, host: str = "127.0.0.1") -> bool:
    """Say whether /healthz answers 200, asked under a name the site listens to."""
    allowed = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0]
    connection = http.client.HTTPConnection(host, port, timeout=HTTP_SECONDS)
    try:
        connection.request("GET", "/healthz", headers={"Host": allowed.lstrip(".")})
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def worker_answers(seconds: float = PING_SECONDS) -> bool:
    name = f"worker@{socket.gethostname()}"
    return bool(celery_app.control.ping(destination=[name], timeout=seconds))


def beat_ticks(schedule: Path) -> bool:
    alive = Path(f"{schedule}{SUFFIX}")
    return alive.exists() and time.time() - alive.stat().st_mtime < BEAT_SECONDS


def main(name: str, place: str = "") -> bool:
    if name in PORTS:
        return page_answers(int(place or PORTS[name]))
    if name == "worker":
        return worker_answers()
    return beat_ticks(Path(place))


if __name__ == "__main__":
    sys.exit(0 if main(*sys.argv[1:]) else 1)
