"""An assembly as the product makes it, and people who vote and support over HTTP."""

import secrets
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from statistics import quantiles

import httpx
from django.urls import reverse
from django.utils import timezone

from benchmarks import inside
from benchmarks.servers import BASE
from commons.accounts.models import User
from commons.accounts.visitors import Visitor
from commons.tokens import hash_of, new_token
from events.calendar.enums import Organiser
from events.calendar.queries.inviting import Inviter
from events.calendar.services import announcing
from events.calendar.services.contents import Content
from events.live.enums import Moderation
from events.live.models import Poll, Question, Room
from events.live.services import asking, joining, polls, rooms
from events.live.states import state_of
from neighbourhood.regions.models import Region

QUESTIONS, ASKING = 30, 10
VOTES_A_SECOND = 20
THREADS = 4
WAITS = (0.7, 1.5, 3.0, 5.0, 0.0)  # as in room_sending.js, in seconds


@dataclass
class Hall:
    """An open room with questions, and the devices of those who joined it."""

    room: Room
    clerk: User
    devices: list[str]
    questions: list[Question] = field(default_factory=list)

    @property
    def path(self) -> str:
        return f"/ws/saal/{self.room.pk}/?sprache=de"

    @property
    def stand(self) -> str:
        """What a page says that was opened just now."""
        return state_of(self.room.pk, "de").stand

    def open_poll(self, question: str) -> Poll:
        content = polls.PollContent(
            question, "Wer ist dafür?", ("Ja", "Nein"), shows_before_end=True
        )
        poll = polls.prepare(self.room, content, by=self.clerk)
        return polls.open_poll(poll, by=self.clerk)


def make_hall(people: int) -> Hall:
    clerk = inside.resident()
    start = timezone.now() + timedelta(minutes=10)
    content = Content(
        title="Versammlung zum Stadtteil",
        text="Wir sprechen über den Platz.",
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        place_text="Großer Saal",
        region=Region.objects.order_by("number").first(),
    )
    event = announcing.announce(content, inviter=Inviter(Organiser.SPK), by=clerk)
    room = rooms.prepare(event.occurrences.get(), by=clerk)
    room = rooms.change(
        room,
        moderation=Moderation.AFTER,
        shows_names=False,
        takes_questions=True,
        by=clerk,
    )
    room = rooms.open_room(room, by=clerk)
    tokens = [new_token() for _each in range(people)]
    joined = [joining.join(room, Visitor(device=hash_of(token))) for token in tokens]
    hall = Hall(room, clerk, tokens)
    hall.questions = [
        asking.ask(
            joined[number % ASKING],
            text=f"Wann wird die {number}. Bank am Platz wieder aufgestellt?",
        )
        for number in range(QUESTIONS)
    ]
    return hall


@dataclass
class Hands:
    """Votes 20 times a second and supports once a second, each time another device.

    `taken` are the answers that said yes; `failed` what did not get one.
    """

    hall: Hall
    poll: Poll
    question: Question
    first: int = 0
    taken: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    supports: list[tuple[int, float]] = field(default_factory=list)
    supported_before: int = 0
    _end: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        workers = [
            threading.Thread(target=self._vote_on),
            threading.Thread(target=self._support_on),
        ]
        for worker in workers:
            worker.start()
        try:
            yield
        finally:
            self._end.set()
            for worker in workers:
                worker.join()

    def latency_ms(self) -> dict[str, float]:
        cuts = quantiles(self.taken, n=100, method="inclusive")
        return {
            "p50_ms": round(cuts[49] * 1000, 1),
            "p99_ms": round(cuts[98] * 1000, 1),
        }

    def _vote_on(self) -> None:
        options = [each.pk for each in self.poll.options.all()]
        address = reverse("live:poll-vote", args=[self.poll.pk])
        began, number = time.monotonic(), 0
        with httpx.Client(base_url=BASE) as web, ThreadPoolExecutor(THREADS) as pool:
            while not self._end.is_set() and self.first + number < len(self.devices):
                token = self.devices[self.first + number]
                answer = options[number % 3 // 2]
                pool.submit(self._vote, web, token, address, answer)
                number += 1
                rest = began + number / VOTES_A_SECOND - time.monotonic()
                self._end.wait(max(0.0, rest))
        self.first += number

    def _vote(self, web: httpx.Client, token: str, address: str, answer: int) -> None:
        began = time.monotonic()
        if post(web, token, address, {"antwort": answer}):
            self.taken.append(time.monotonic() - began)
        else:
            self.failed.append("vote")

    def _support_on(self) -> None:
        address = reverse("live:question-support", args=[self.hall.room.pk])
        number = self.supported_before
        with httpx.Client(base_url=BASE) as web:
            while not self._end.wait(1):
                moment = time.monotonic()
                token = self.devices[number]
                if post(web, token, address, {"frage": self.question.pk}):
                    number += 1
                    self.supports.append((number, moment))
                else:
                    self.failed.append("support")
        self.supported_before = number

    @property
    def devices(self) -> list[str]:
        return self.hall.devices


def post(web: httpx.Client, token: str, address: str, data: dict[str, int]) -> bool:
    """As `static/js/room_sending.js`: again where no answer comes; 204 means yes."""
    secret = secrets.token_hex(16)
    headers = {
        "Cookie": f"device={token}; csrf={secret}",
        "X-CSRFToken": secret,
        "X-Fragment": "live",
        "Origin": BASE,
    }
    for wait in WAITS:
        try:
            answer = web.post(address, data=data, headers=headers, timeout=10)
        except httpx.HTTPError:
            time.sleep(wait)
            continue
        if answer.status_code < httpx.codes.INTERNAL_SERVER_ERROR:
            return answer.status_code == httpx.codes.NO_CONTENT
        time.sleep(wait)
    return False
