"""Sockets of a room inside the test's own process, and pages that apply frames."""

import json

from channels.routing import URLRouter
from channels.sessions import CookieMiddleware

from events.live.routing import urlpatterns
from tests.commons.test_sockets import ORIGIN, Socket


def socket_of(room, *, session="", device="", stand="", path="", language=""):
    """A socket as a browser opens it."""
    cookies = [f"session={session}"] if session else []
    cookies += [f"device={device}"] if device else []
    headers = [(b"origin", ORIGIN.encode())]
    if cookies:
        headers.append((b"cookie", "; ".join(cookies).encode()))
    socket = Socket(CookieMiddleware(URLRouter(urlpatterns)), headers)
    socket.scope["path"] = path or f"/ws/saal/{room.pk}/"
    words = {"stand": stand, "sprache": language}
    query = "&".join(f"{name}={word}" for name, word in words.items() if word)
    socket.scope["query_string"] = query.encode()
    return socket


class Page:
    """What `static/js/room_link.js` and `room_parts.js` make of frames, in Python."""

    def __init__(self):
        self.known = ""
        self.version = -1
        self.parts = {}
        self.gaps = 0
        self.ahead = []

    def show(self, frame):
        """Apply a frame; False if something was missed."""
        if frame.get("more"):
            self.ahead.append(frame["parts"])
            return True
        for parts in self.ahead:
            for name, part in parts.items():
                frame["parts"][name]["put"].update(part["put"])
        self.ahead = []
        if "was" in frame and frame["was"] != self.known:
            self.gaps += 1
            return False
        self.known, self.version = frame["is"], frame["version"]
        for name, change in frame.get("parts", {}).items():
            self._change(self.parts.setdefault(name, {}), change, name)
        return True

    @property
    def stand(self):
        return f"{self.version}-{self.known}"

    def _change(self, known, change, name):
        for key, html in change.get("put", {}).items():
            known[key] = {"html": html, "values": {}}
        for key, values in change.get("set", {}).items():
            known[key]["values"] |= values
        if "order" in change:
            self.parts[name] = {key: known[key] for key in change["order"]}


async def heard_by(socket, seconds=0.6):
    """A frame, and all that follow until it is silent for so long."""
    frames = []
    while not frames or not await socket.receive_nothing(seconds, 0.02):
        answer = await socket.receive_output(5)
        assert answer["type"] == "websocket.send", answer
        frames.append(json.loads(answer["text"]))
    return frames
