"""Reading the mailbox: a mail is moved away only when our row is committed.

So a worker that dies in between fetches it once more, and the same bytes are stored
once. A mail above the limit is not pulled through memory: its beginning is stored, and
the whole of it waits in a folder of its own.
"""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

import structlog
from django.conf import settings
from imap_tools import BaseMailBox, MailBox, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError

from commons.incoming import absence, locks
from commons.incoming.enums import Source
from commons.incoming.models import MailTerms
from commons.incoming.services.taking import take
from commons.terms.queries import current

log = structlog.get_logger(__name__)
SECONDS = 20.0
MOST_MAILS = 50
LONGEST_RUN = 20.0
READ_FOLDER = "Bindeglied-gelesen"
LARGE_FOLDER = "Bindeglied-zu-gross"
# Enough for the headers and the words above most attachments.
BEGINNING = 256 * 1024
# Raw messages are taken up to here, whatever smaller limit the house has set.
LARGEST = 25 * 1024 * 1024
PORTS = {"imap": 143, "imaps": 993}
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


@dataclass(frozen=True)
class Mailbox:
    scheme: str
    host: str
    port: int
    user: str
    password: str
    folder: str


@dataclass
class Run:
    """`has_more`: stopped by its limits; `was_busy`: another worker reads."""

    taken: int = 0
    has_more: bool = False
    was_busy: bool = False


def parse(url: str) -> Mailbox:
    """Read imap:// or imaps://user:password@host[:port][/folder]."""
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname or not parts.username:
        message = "IMAP_URL must be imaps://user:password@host[:port][/folder]"
        raise ValueError(message)
    return Mailbox(
        scheme=parts.scheme,
        host=parts.hostname,
        port=parts.port or PORTS[parts.scheme],
        user=unquote(parts.username),
        password=unquote(parts.password or ""),
        folder=unquote(parts.path.lstrip("/")) or "INBOX",
    )


def fetch(*, most: int = MOST_MAILS, seconds: float = LONGEST_RUN) -> Run:
    """Take in what lies in the mailbox, the oldest first; nothing without IMAP_URL."""
    run = Run()
    if not settings.IMAP_URL:
        return run
    with locks.alone() as is_ours:
        if not is_ours:
            run.was_busy = True
            return run
        try:
            _fetch(parse(settings.IMAP_URL), run, most, seconds)
        except (OSError, ImapToolsError) as error:
            # imaplib's own errors carry what the server said; names only, please.
            log.warning("incoming.mailbox_away", error=type(error).__name__)
            absence.begin()
        else:
            absence.end()
    return run


def _fetch(mailbox: Mailbox, run: Run, most: int, seconds: float) -> None:
    end = time.monotonic() + seconds
    with _opened(mailbox) as box:
        for number, uid in enumerate(box.uids("ALL", charset=None)):
            if number >= most or time.monotonic() >= end:
                run.has_more = True
                return
            _take_one(box, uid)
            run.taken += 1


def _take_one(box: BaseMailBox, uid: str) -> None:
    """Our row first, committed; then away with it."""
    size = _size_of(box, uid)
    limit = min(LARGEST, current(MailTerms).most_megabytes * 1024 * 1024)
    if size > limit:
        beginning = _content_of(box, uid, f"BODY.PEEK[]<0.{BEGINNING}>")
        take(beginning, source=Source.IMAP, size=size)
        box.move(uid, LARGE_FOLDER)
        return
    content = _content_of(box, uid, "BODY.PEEK[]")
    take(content, source=Source.IMAP)
    box.move(uid, READ_FOLDER)


@contextmanager
def _opened(mailbox: Mailbox) -> Iterator[BaseMailBox]:
    kind = MailBox if mailbox.scheme == "imaps" else MailBoxUnencrypted
    box = kind(mailbox.host, mailbox.port, timeout=SECONDS)
    with box.login(mailbox.user, mailbox.password, initial_folder=None):
        for folder in (READ_FOLDER, LARGE_FOLDER):
            if not box.folder.exists(folder):
                box.folder.create(folder)
        box.folder.set(mailbox.folder)
        yield box


def _size_of(box: BaseMailBox, uid: str) -> int:
    _state, lines = box.client.uid("FETCH", uid, "(RFC822.SIZE)")
    for line in lines:
        found = _SIZE.search(line if isinstance(line, bytes) else b"")
        if found:
            return int(found[1])
    return 0


def _content_of(box: BaseMailBox, uid: str, part: str) -> bytes:
    """The bytes as they lie there; a mail that is gone meanwhile raises."""
    _state, lines = box.client.uid("FETCH", uid, f"({part})")
    for line in lines:
        if isinstance(line, tuple):
            return bytes(line[1])
    message = f"mail {uid} is gone"
    raise OSError(message)
