"""Bringing in files: where from, a report for each row, and the command around it."""

import time
from abc import abstractmethod
from argparse import ArgumentParser
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    UnknownHandler,
)

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from commons.errors import RuleViolation
from commons.tables import TableError

LARGEST_SOURCE = 300 * 1024 * 1024  # bytes
SILENCE = 30  # seconds without a byte
LONGEST_DOWNLOAD = 600  # seconds in all
CHUNK = 256 * 1024
WEB_SCHEMES = frozenset({"http", "https"})
SHOWN_REFUSALS = 50


class SourceError(Exception):
    """The source can't be read; the message is German and says why."""


@dataclass(frozen=True)
class Refusal:
    where: str
    why: str

    def __str__(self) -> str:
        return f"{self.where}: {self.why}"


@dataclass
class Report:
    """What became of each row, by its name or place in the source."""

    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)

    @property
    def has_failed(self) -> bool:
        """Something was refused and nothing at all came in."""
        return bool(self.refused) and not (self.created or self.changed)

    def lines(self) -> list[str]:
        numbers = (
            f"neu {len(self.created)}, geändert {len(self.changed)}, "
            f"unverändert {len(self.unchanged)}, abgelehnt {len(self.refused)}"
        )
        shown = [f"  {refusal}" for refusal in self.refused[:SHOWN_REFUSALS]]
        hidden = len(self.refused) - len(shown)
        return [numbers, *shown, *([f"  … und {hidden} weitere"] if hidden else [])]


def open_source(source: str) -> bytes:
    """Read a file or an http(s) address completely.

    Raises:
        SourceError: it is missing, too large, too slow, or has another scheme.
    """
    scheme = urlsplit(source).scheme.lower()
    if scheme in WEB_SCHEMES:
        return _download(source)
    if "://" in source:
        message = (
            f"{scheme}-Adressen werden nicht gelesen, nur Dateien, http und https."
        )
        raise SourceError(message)
    return _read(Path(source))


def _read(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if not path.is_file():
            message = f"{path} ist keine Datei."
            raise SourceError(message)
        if size > LARGEST_SOURCE:
            raise _too_large(str(path))
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        message = f"{path} lässt sich nicht lesen: {reason}"
        raise SourceError(message) from error


def _download(address: str) -> bytes:
    deadline = time.monotonic() + LONGEST_DOWNLOAD
    content = bytearray()
    try:
        with _opener().open(address, timeout=SILENCE) as response:
            while chunk := response.read(CHUNK):
                content += chunk
                if len(content) > LARGEST_SOURCE:
                    raise _too_large(address)
                if time.monotonic() > deadline:
                    message = f"{address} braucht länger als {LONGEST_DOWNLOAD} s."
                    raise SourceError(message)
            if response.length:
                message = f"{address} brach nach {len(content)} Byte ab."
                raise SourceError(message)
    except (URLError, HTTPException, OSError, ValueError) as error:
        message = f"{address} lässt sich nicht laden: {error}"
        raise SourceError(message) from error
    return bytes(content)


def _opener() -> OpenerDirector:
    """Without the handlers for file:, ftp: and data:, also after a redirect."""
    opener = OpenerDirector()
    for handler in (
        ProxyHandler(),
        UnknownHandler(),
        HTTPHandler(),
        HTTPSHandler(),
        HTTPDefaultErrorHandler(),
        HTTPRedirectHandler(),
        HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener


def _too_large(source: str) -> SourceError:
    return SourceError(f"{source} ist größer als {LARGEST_SOURCE // 1024**2} MB.")


class ImportCommand(BaseCommand):
    """`manage.py import_… SOURCE [--dry-run]` in one transaction with a report.

    A subclass implements `bring_in`; the exit code is 1 when rows were refused and
    nothing came in.
    """

    source_help = "Datei oder http(s)-Adresse"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", help=self.source_help)
        parser.add_argument(
            "--dry-run", action="store_true", help="nur prüfen, nichts ändern"
        )

    @abstractmethod
    def bring_in(self, content: bytes, **options: Any) -> Report:
        """Write the content and say what became of each row."""

    def handle(self, *_args: Any, **options: Any) -> None:
        started = time.monotonic()
        try:
            content = open_source(options["source"])
            self.say(f"{len(content):,} Byte gelesen".replace(",", "."))
            report = self._brought_in(content, options)
        except (SourceError, TableError) as error:
            raise CommandError(str(error)) from error
        except RuleViolation as violation:
            raise CommandError(str(violation.message)) from violation
        for line in report.lines():
            self.stdout.write(line)
        seconds = time.monotonic() - started
        end = "nichts geändert (Probelauf)" if options["dry_run"] else "fertig"
        self.say(f"{end} nach {seconds:.1f} s")
        if report.has_failed:
            message = "Nichts übernommen."
            raise CommandError(message, returncode=1)

    def _brought_in(self, content: bytes, options: dict[str, Any]) -> Report:
        with transaction.atomic():
            report = self.bring_in(content, **options)
            if options["dry_run"]:
                transaction.set_rollback(True)
        return report

    def say(self, step: str) -> None:
        """Tell how far it is, on stderr so that the report stays clean."""
        self.stderr.write(self.style.HTTP_INFO(step))
