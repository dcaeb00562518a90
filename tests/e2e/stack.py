"""The started product of all browser tests: its processes, its mails, its browser.

PostgreSQL and Valkey are those of the run, the database a clone of the template. What
a test writes by factories the pages see, and what a page wakes the worker does.
"""

import os
import re
import shutil
import time
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from django.conf import settings

from tests.config.running import Up, wait_until
from tests.mail_server import Mail

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NARROW, WIDE = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
# Where people answer mails to; what arrives there a test fetches itself.
REPLIES = "vorgang@bindeglied.example"
MAIL_SECONDS = 20
DECISION_SECONDS = 60
# The answer to a form with errors is 422, to nobody's page 404: both wanted. And who
# goes on to the next page cuts off what htmx has just asked for.
# Whoever leaves a page takes its open questions along: htmx logs each of them twice.
USUAL_ERRORS = (
    "Failed to load resource",
    "ERR_INTERNET_DISCONNECTED",
    *("htmx:afterRequest", "htmx:sendError", "htmx:sendAbort"),
)


def browser_path():
    """The system's Chromium; without one skip, but not where CI is set."""
    for name in BROWSERS:
        if found := shutil.which(name):
            return found
    message = "No Chromium found (Debian: apt-get install chromium)."
    return pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)


class Stack:
    """`manage.py up` on the servers of the run."""

    def __init__(self, folder, database):
        self.mail_folder = folder / "mail"
        self.up = Up(
            folder,
            "--demo",
            DATABASE_URL=settings.PLACES.database(database),
            REDIS_URL=settings.REDIS_URL,
            REDIS_PREFIX=settings.REDIS_PREFIX,
            MEDIA_ROOT=str(settings.PLACES.files),
            SECONDS_TO_FILL="0",
            REPLY_ADDRESS=REPLIES,
        )
        self.address = f"http://localhost:{self.up.ports['web']}"

    def started(self):
        self.up.wait_until_it_answers()
        return self

    def mails_to(self, address):
        """What was delivered to the address so far, oldest first."""
        mails = (read(path) for path in sorted(self.mail_folder.glob("[0-9]*.eml")))
        return [mail for mail in mails if mail.to == address]

    def wait_for_mail(self, address, subject="", seconds=MAIL_SECONDS):
        """The newest mail to the address whose subject matches.

        Of a decision nobody is told before it can no longer be undone.
        """
        found = []

        def has_come():
            found[:] = [
                mail
                for mail in self.mails_to(address)
                if re.search(subject, mail.message["Subject"])
            ]
            return found

        wait_until(has_come, seconds)
        return found[-1].message

    def is_ours(self, url):
        """Whether a browser stays with us when it asks for this."""
        ports = {self.up.ports["web"], self.up.ports["live"]}
        parts = urlsplit(url)
        if parts.scheme in {"data", "blob", "about"}:
            return True
        return parts.hostname == "localhost" and parts.port in ports

    def close(self):
        self.up.close()


def read(path):
    content = Path(path).read_bytes()
    head = content.split(b"\n", 1)[0].decode().strip()
    return Mail(head.removeprefix("X-Envelope-To: "), "", content)


def text_of(message):
    return message.get_body(("plain",)).get_content()


def link_in(message, path):
    """The address in a mail's text that leads to a path like /vorgang/."""
    return re.search(rf"http://\S+{path}\S+", text_of(message))[0]


def one_click(mail):
    """What a mail program does, and what a mail scanner does before it."""
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = mail["List-Unsubscribe"].strip("<> ")
    yield address, httpx.get(address).status_code
    body = {"List-Unsubscribe": "One-Click"}
    yield address, httpx.post(address, data=body).status_code


class Visitors:
    """People with browsers; what went wrong in any of them fails the test."""

    def __init__(self, stack, browser):
        self.stack = stack
        self.browser = browser
        self.contexts = []
        self.faults = []
        self.requests = []

    def new(self, **options):
        """A page in a browser of its own: other cookies, no draft, nobody signed in."""
        context = self.browser.new_context(
            base_url=self.stack.address, locale="de-DE", **options
        )
        context.set_default_timeout(10_000)
        self.contexts.append(context)
        context.on("request", self.note_request)
        context.on("weberror", lambda error: self.faults.append(str(error.error)))
        context.on("console", self.note_console)
        return context.new_page()

    def note_request(self, request):
        self.requests.append(request)
        if not self.stack.is_ours(request.url):
            self.faults.append(f"asked another host: {request.url}")

    def note_console(self, message):
        is_usual = any(words in message.text for words in USUAL_ERRORS)
        if message.type == "error" and not is_usual:
            self.faults.append(message.text)

    def photograph(self, folder):
        """Keep each person's page for whoever looks into a failed test."""
        for number, context in enumerate(self.contexts):
            for page in context.pages:
                page.screenshot(path=folder / f"person-{number}.png", full_page=True)
                print(f"person {number}: {page.url} {folder}")  # noqa: T201 -- shown on failure

    def close(self):
        for context in self.contexts:
            context.close()
        self.contexts = []


def wait_for(rows, seconds=MAIL_SECONDS):
    """Wait until a query set has a row; gives the first."""
    end = time.monotonic() + seconds
    while (row := rows.all().first()) is None:
        assert time.monotonic() < end, f"nothing after {seconds} seconds: {rows.query}"
        time.sleep(0.05)
    return row
