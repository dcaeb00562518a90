"""Programs that people really use read our feeds: vdirsyncer fetches, khal shows."""

import subprocess
import sys
import threading
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone

from commons.clock import BERLIN
from tests.factories.events import EventFactory, OccurrenceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FEED = "/veranstaltungen/kalender.ics"
KHAL = """
[calendars]
[[ours]]
path = {folder}/out
[locale]
timeformat = %H:%M
dateformat = %d.%m.%Y
longdateformat = %d.%m.%Y
datetimeformat = %d.%m.%Y %H:%M
longdatetimeformat = %d.%m.%Y %H:%M
local_timezone = Europe/Berlin
default_timezone = Europe/Berlin
[sqlite]
path = {folder}/khal.db
"""
VDIRSYNCER = """
[general]
status_path = "{folder}/status/"
[pair feed]
a = "web"
b = "files"
collections = null
[storage web]
type = "http"
url = "{url}"
[storage files]
type = "filesystem"
path = "{folder}/out"
fileext = ".ics"
"""


def program(name):
    """Installed with the tests, beside the Python that runs them."""
    return str(Path(sys.executable).with_name(name))


@pytest.fixture
def served(client):
    """What our view answers, over the wire."""

    class Feed(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/calendar; charset=utf-8")
            self.end_headers()
            self.wfile.write(self.server.body)

        def log_message(self, *words):
            """Silence."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Feed)
    server.url = f"http://127.0.0.1:{server.server_address[1]}/feed.ics"
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.01}
    )
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def run(*words, said=""):
    done = subprocess.run(
        words, input=said, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def test_vdirsyncer_fetches_each_once_and_khal_shows_it_at_its_hour(
    client, served, tmp_path
):
    vdirsyncer, khal = program("vdirsyncer"), program("khal")
    with time_machine.travel(datetime(2027, 3, 20, 12, tzinfo=BERLIN), tick=False):
        event = EventFactory(title="Nachtwanderung", occurrence=False)
        for day in (27, 28, 29):
            starts_at = datetime(2027, 3, day, 18, tzinfo=BERLIN)
            OccurrenceFactory(event=event, starts_at=starts_at)
        row = event.occurrences.order_by("starts_at").last()
        row.cancelled_at = timezone.now()
        row.save()
        served.body = client.get(FEED).content
    out = tmp_path / "out"
    out.mkdir()
    config = tmp_path / "vdirsyncer.conf"
    config.write_text(VDIRSYNCER.format(folder=tmp_path, url=served.url))
    (tmp_path / "khal.conf").write_text(KHAL.format(folder=tmp_path))

    run(vdirsyncer, "-c", str(config), "discover", "feed", said="y\ny\n")
    first = run(vdirsyncer, "-c", str(config), "sync")
    second = run(vdirsyncer, "-c", str(config), "sync")
    shown = run(
        khal,
        *("-c", str(tmp_path / "khal.conf"), "list", "--format"),
        *("{start-end-time-style} {title} {status}", "27.03.2027", "3d"),
    )

    assert first.count("Copying") == 3
    assert "Copying" not in second
    assert len(list(out.iterdir())) == 3
    # The clocks change in the night to the 28th.
    lines = [line.strip() for line in shown.splitlines() if "Nachtwanderung" in line]
    assert [line.split()[0] for line in lines] == ["18:00-20:00"] * 3
    assert "CANCELLED" in lines[2]
    assert "CANCELLED" not in lines[0]
