"""A page of our own parts in Chromium, with the files of static/ and given answers.

Nothing listens: Playwright answers each request itself, under the site's own CSP.
"""

import os
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from tests.architecture.house import ROOT

ORIGIN = "http://localhost:8999"
CHROMIUM = Path("/usr/bin/chromium")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self' ws://localhost:8998; form-action 'self'; base-uri 'none'"
)
TYPES = {"js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}


@pytest.fixture(scope="module")
def chromium():
    if not CHROMIUM.exists():
        message = f"No Chromium at {CHROMIUM}."
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        yield browser
        browser.close()


@dataclass
class Stage:
    """`answers` maps a path to a body, to (status, body), or to a callable of both."""

    browser: object
    answers: dict = field(default_factory=dict)
    requests: list = field(default_factory=list)
    faults: list = field(default_factory=list)
    contexts: list = field(default_factory=list)

    def open(self, body, *, is_whole=False, **options):
        self.answers.setdefault("/", body if is_whole else whole_page(body))
        context = self.browser.new_context(locale="de-DE", **options)
        self.contexts.append(context)
        context.route(f"{ORIGIN}/**", self.answer)
        page = context.new_page()
        page.on("console", self.note)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.goto(f"{ORIGIN}/")
        return page

    def note(self, message):
        refused = "Failed to load resource"  # an answer that a test asked for
        if message.type == "error" and refused not in message.text:
            self.faults.append(message.text)

    def answer(self, route):
        path = urlsplit(route.request.url).path
        if path.startswith("/static/"):
            file = ROOT / path.removeprefix("/")
            kind = TYPES.get(file.suffix.removeprefix("."), "text/plain")
            route.fulfill(body=file.read_bytes(), content_type=kind)
            return
        self.requests.append(route.request)
        found = self.answers.get(path, (404, ""))
        if callable(found):
            found = found(route.request)
        status, body = found if isinstance(found, tuple) else (200, found)
        kind = "application/json" if body.startswith("{") else "text/html"
        headers = {
            "Content-Security-Policy": CSP,
            "Content-Type": f"{kind}; charset=utf-8",
        }
        route.fulfill(status=status, body=body, headers=headers)

    def posted(self, path):
        return [
            request
            for request in self.requests
            if request.method == "POST" and urlsplit(request.url).path == path
        ]


@pytest.fixture
def stage(chromium):
    place = Stage(chromium)
    yield place
    for context in place.contexts:
        context.close()
    assert place.faults == []


def whole_page(body):
    styles = "".join(
        f'<link rel="stylesheet" href="/static/css/{name}.css">'
        for name in ("tokens", "base", "frame", "forms", "components")
    )
    return (
        f'<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Probe</title>{styles}'
        '<script src="/static/js/early.js"></script>'
        '<script type="module" src="/static/js/app.js"></script></head>'
        f'<body><main class="main" tabindex="-1"><h1>Probe</h1>{body}</main></body></html>'
    )
