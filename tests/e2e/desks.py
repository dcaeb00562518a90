"""A desk without a browser: hears, fetches, and knows how each item stands."""

import json
import re
import threading
import time
from contextlib import suppress
from socket import SHUT_RDWR

import httpx
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from tests.clients import StrictClient, sign_in

APART = 0.5  # seconds between two looks, as static/js/live_source.js has it
PART = re.compile(
    r'<div class="queue-standing" id="stand-(\d+)" data-part>(.*?)</div>', re.DOTALL
)


def words_of(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


class Desk:
    """Does what <live-parts> does, over a real socket and real pages."""

    def __init__(self, stack, user, items):
        user.refresh_from_db(fields=["password"])
        session = sign_in(StrictClient(), user).cookies["session"].value
        self.stack, self.session = stack, session
        self.drawn = ".".join(f"{item.pk}-{item.version}" for item in items)
        self.newest = max(item.pk for item in items)
        self.http = httpx.Client(
            base_url=stack.address, cookies={"session": session}, timeout=10
        )
        self.picture = self.fetched()
        self.heard = 0
        self.looks = 0
        self.seen_at = {}
        self.stale = threading.Event()
        self.is_open = threading.Event()
        self.is_over = False
        self.socket = None
        self.threads = []

    def fetched(self):
        """How each item stands, in words, as a fresh answer tells it."""
        query = {"seit": self.newest, "zeilen": self.drawn}
        answer = self.http.get("/moderation/neues/", params=query)
        assert answer.status_code == 200, answer.text
        return {int(pk): words_of(part) for pk, part in PART.findall(answer.text)}

    def open(self):
        """Listen; whoever comes back looks first, since much may have happened."""
        if self.threads:
            self.stale.set()
        else:
            self._start(self._look)
        self.is_open.clear()
        self._start(self._listen)
        assert self.is_open.wait(10)
        return self

    def cut_off(self):
        self.socket.socket.shutdown(SHUT_RDWR)

    def close(self):
        self.is_over = True
        self.stale.set()
        self.socket.close()
        for thread in self.threads:
            thread.join(10)
        self.http.close()

    def waits_for(self, picture, seconds=15):
        """Whether the desk comes to show this by itself."""
        end = time.monotonic() + seconds
        while self.picture != picture and time.monotonic() < end:
            time.sleep(0.05)
        return self.picture == picture

    def _start(self, work):
        self.threads.append(threading.Thread(target=work, daemon=True))
        self.threads[-1].start()

    def _listen(self):
        line = connect(
            f"ws://localhost:{self.stack.up.ports['live']}/ws/moderation/",
            origin=self.stack.address,
            additional_headers={"Cookie": f"session={self.session}"},
        )
        with line as self.socket, suppress(ConnectionClosed, OSError):
            self.is_open.set()
            for message in self.socket:
                assert set(json.loads(message)) == {"verb", "group"}
                self.heard += 1
                self.stale.set()

    def _look(self):
        while True:
            self.stale.wait()
            if self.is_over:
                return
            self.stale.clear()
            self.looks += 1
            picture = self.fetched()
            now = time.monotonic()
            for pk, words in picture.items():
                if words != self.picture.get(pk):
                    self.seen_at[pk] = now
            self.picture = picture
            time.sleep(APART)
