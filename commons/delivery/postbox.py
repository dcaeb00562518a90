"""The demo's inbox: what the small mail server of `manage.py up` has kept as files."""

import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from django.conf import settings

PAGE_SIZE = 25
NANOSECONDS = 1_000_000_000
_NAME = re.compile(r"([0-9]{1,20})\.eml")


@dataclass(frozen=True)
class Attachment:
    name: str
    mime: str
    content: bytes


@dataclass(frozen=True)
class StoredMail:
    """`number` is the moment of arrival in nanoseconds, and the file's name."""

    number: int
    message: EmailMessage

    @property
    def arrived_at(self) -> datetime:
        return datetime.fromtimestamp(self.number // NANOSECONDS, UTC)

    @property
    def to(self) -> str:
        return str(self.message.get("X-Envelope-To", ""))

    @property
    def subject(self) -> str:
        return str(self.message.get("Subject", ""))

    @property
    def text(self) -> str:
        return self._content("plain")

    @property
    def html(self) -> str:
        return self._content("html")

    @property
    def sender(self) -> str:
        return str(self.message.get("From", ""))

    @property
    def attachments(self) -> list[Attachment]:
        return [
            Attachment(
                name=part.get_filename() or f"anlage-{position}",
                mime=part.get_content_type(),
                content=_bytes_of(part),
            )
            for position, part in enumerate(self.message.iter_attachments(), start=1)
        ]

    def _content(self, subtype: str) -> str:
        body = self.message.get_body((subtype,))
        return str(body.get_content()) if body is not None else ""


def newest(*, before: int | None = None) -> list[StoredMail]:
    """One page and one mail more, newest first; only their heads are parsed."""
    numbers = sorted(_numbers(), reverse=True)
    if before is not None:
        numbers = [number for number in numbers if number < before]
    return [_read(number, headers_only=True) for number in numbers[: PAGE_SIZE + 1]]


def find(number: int) -> StoredMail | None:
    try:
        return _read(number)
    except OSError:  # not there, or a number longer than a file's name may be
        return None


def _bytes_of(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _read(number: int, *, headers_only: bool = False) -> StoredMail:
    content = (_folder() / f"{number}.eml").read_bytes()
    parser = BytesParser(EmailMessage, policy=email.policy.default)
    return StoredMail(number, parser.parsebytes(content, headersonly=headers_only))


def _numbers() -> Iterator[int]:
    if _folder().is_dir():
        for path in _folder().iterdir():
            if name := _NAME.fullmatch(path.name):
                yield int(name[1])


def _folder() -> Path:
    return Path(settings.DEMO_MAILBOX)
