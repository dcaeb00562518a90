"""Uvicorn serves config.asgi as granian does, pages and sockets."""

import shutil
import sys
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from config import health, processes
from tests.config.running import clean_environment, free_port, wait_until
from tests.servers import ROOT, own_servers

pytestmark = pytest.mark.fault

PROGRAMS = {
    "uvicorn": ("--port", "{port}", "config.asgi:application"),
    "granian": ("--interface", "asginl", "--port", "{port}", "config.asgi:application"),
}


@pytest.fixture(scope="module")
def servers(tmp_path_factory):
    with own_servers(tmp_path_factory.mktemp("asgi")) as where:
        yield where


@pytest.fixture(params=PROGRAMS)
def port(request, servers, tmp_path):
    port = free_port()
    words = [word.format(port=port) for word in PROGRAMS[request.param]]
    program = shutil.which(request.param, path=str(Path(sys.executable).parent))
    process = processes.start(
        processes.Program(
            name=request.param,
            command=[program, *words],
            environment=clean_environment(
                LOCAL_DIR=str(tmp_path),
                STATIC_ROOT=str(ROOT / "static"),
                DATABASE_URL=servers.database("own"),
                REDIS_URL=servers.redis_url,
            ),
            folder=ROOT,
        )
    )
    try:
        wait_until(lambda: health.page_answers(port) or not process.is_running(), 60)
        assert process.is_running(), list(process.last_lines)
        yield port
    finally:
        process.stop(10)


def test_a_socket_to_nowhere_is_refused_and_pages_go_on(port):
    for origin in ("http://localhost:8000", "https://elsewhere.example"):
        with pytest.raises(InvalidStatus) as refusal:
            connect(f"ws://127.0.0.1:{port}/nowhere/", origin=origin)
        assert refusal.value.response.status_code == 403

    assert health.page_answers(port)
