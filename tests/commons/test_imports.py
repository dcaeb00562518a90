import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.utils import timezone

from commons import imports
from commons.errors import RuleViolation
from commons.imports import Refusal, Report, SourceError, open_source
from commons.tables import TableError


class Answers(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path.startswith("/nach/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/nach/"))
            self.end_headers()
        elif self.path == "/weg":
            self.send_error(404)
        elif self.path == "/abbruch":
            self.send_response(200)
            self.send_header("Content-Length", "100")
            self.end_headers()
            self.wfile.write(b"nur so viel")
        else:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(
                b"x" * (int(self.path.strip("/")) if self.path != "/" else 5)
            )

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_files_and_web_addresses_are_read(server, tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"a;b")

    assert open_source(str(path)) == b"a;b"
    assert open_source(server) == b"xxxxx"
    assert open_source(f"{server}/nach//7") == b"xxxxxxx"


@pytest.mark.parametrize(
    "source", ("ftp://a/b", "file:///etc/passwd", "gopher://a", "data://x")
)
def test_other_schemes_are_refused(source):
    with pytest.raises(SourceError, match="nur Dateien, http und https"):
        open_source(source)


@pytest.mark.parametrize("target", ("file:///etc/passwd", "ftp://127.0.0.1/x"))
def test_a_redirect_to_another_scheme_is_refused(server, target):
    with pytest.raises(SourceError, match="lässt sich nicht laden"):
        open_source(f"{server}/nach/{target}")


@pytest.mark.parametrize(
    ("path", "message"),
    (
        ("/weg", "404"),
        ("/abbruch", "brach nach 11 Byte ab|IncompleteRead"),
        ("/5000", "ist größer als"),
    ),
)
def test_a_broken_or_endless_answer_is_refused(server, monkeypatch, path, message):
    monkeypatch.setattr(imports, "LARGEST_SOURCE", 1000)

    with pytest.raises(SourceError, match=message):
        open_source(server + path)


def test_a_slow_server_is_given_up(server, monkeypatch):
    monkeypatch.setattr(imports, "LONGEST_DOWNLOAD", -1)

    with pytest.raises(SourceError, match="braucht länger"):
        open_source(server)


def test_nobody_there_is_said(unused_port):
    with pytest.raises(SourceError, match="lässt sich nicht laden"):
        open_source(f"http://127.0.0.1:{unused_port}/")


@pytest.fixture
def unused_port():
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        return server.server_port


def test_folders_missing_and_large_files_are_refused(tmp_path, monkeypatch):
    large = tmp_path / "large"
    large.write_bytes(b"x" * 20)
    monkeypatch.setattr(imports, "LARGEST_SOURCE", 10)

    with pytest.raises(SourceError, match="ist keine Datei"):
        open_source(str(tmp_path))
    with pytest.raises(SourceError, match="No such file"):
        open_source(str(tmp_path / "missing"))
    with pytest.raises(SourceError, match="ist größer als"):
        open_source(str(large))
    with pytest.raises(SourceError, match="lässt sich nicht lesen"):
        open_source("a\x00b")


def test_a_report_counts_and_names_what_was_refused():
    report = Report(
        created=["1", "2"], unchanged=["3"], refused=[Refusal("Zeile 4", "leer")]
    )

    assert report.lines() == [
        "neu 2, geändert 0, unverändert 1, abgelehnt 1",
        "  Zeile 4: leer",
    ]
    assert not report.has_failed


def test_a_long_report_says_how_many_more_there_are():
    report = Report(refused=[Refusal(f"Zeile {line}", "leer") for line in range(60)])

    assert len(report.lines()) == 52
    assert report.lines()[-1] == "  … und 10 weitere"
    assert report.has_failed


class Command(imports.ImportCommand):
    def bring_in(self, content, **options):
        report = Report()
        for number, line in enumerate(content.decode().splitlines()):
            if line == "table":
                message = "leer"
                raise TableError(message, line=1)
            if line == "rule":
                message = "geht nicht"
                raise RuleViolation(message)
            if line == "refuse":
                report.refused.append(Refusal(f"Zeile {number + 1}", "abgelehnt"))
                continue
            Session.objects.create(
                session_key=line, session_data="", expire_date=timezone.now()
            )
            report.created.append(line)
        return report


@pytest.fixture
def bring_in(tmp_path, db):
    def run(content, *arguments):
        path = tmp_path / "source"
        path.write_text(content)
        out = StringIO()
        call_command(Command(), str(path), *arguments, stdout=out, stderr=StringIO())
        return out.getvalue()

    return run


def test_the_command_writes_and_reports(bring_in):
    assert bring_in("a\nrefuse\nb") == (
        "neu 2, geändert 0, unverändert 0, abgelehnt 1\n  Zeile 2: abgelehnt\n"
    )
    assert Session.objects.count() == 2


def test_a_dry_run_reports_and_changes_nothing(bring_in):
    assert (
        bring_in("a", "--dry-run") == "neu 1, geändert 0, unverändert 0, abgelehnt 0\n"
    )
    assert Session.objects.count() == 0


def test_the_command_fails_when_nothing_came_in(bring_in):
    with pytest.raises(CommandError, match=r"Nichts übernommen\.") as error:
        bring_in("refuse")

    assert error.value.returncode == 1


@pytest.mark.parametrize(
    ("line", "message"), (("table", "Zeile 1: leer"), ("rule", "geht nicht"))
)
def test_an_error_undoes_everything(bring_in, line, message):
    with pytest.raises(CommandError, match=message):
        bring_in(f"a\n{line}")

    assert Session.objects.count() == 0


def test_a_missing_source_is_one_clear_line(db):
    with pytest.raises(CommandError, match="lässt sich nicht lesen"):
        call_command(Command(), "/nirgends", stdout=StringIO(), stderr=StringIO())
