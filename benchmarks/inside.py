"""What is measured in this process: queries of a page, searches, submissions."""

import threading
import time
import uuid
from collections.abc import Callable
from statistics import median, quantiles
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.cached_db import SessionStore
from django.core.cache import cache
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commons import pagecache
from commons.accounts.models import User
from neighbourhood.departments.models import Topic
from neighbourhood.regions.models import Region
from participation.ideas.queries.places import without_place
from participation.ideas.services.submission import Content, submit

SUBMISSIONS = 120
WRITERS = 4
LEAST_TIMES, MOST_TIMES = 3, 40
MOST_SECONDS = 4.0
Row = dict[str, Any]


def resident() -> User:
    email = f"bench-{uuid.uuid4().hex[:8]}@example.org"
    user = User.objects.create_user(email, display_name="Messung")
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def session_of(user: User) -> dict[str, str]:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return {settings.SESSION_COOKIE_NAME: session.session_key}


def visitor(cookies: dict[str, str] | None) -> Client:
    client = Client(HTTP_HOST="localhost")
    for name, value in (cookies or {}).items():
        client.cookies[name] = value
    return client


def queries_of(path: str, cookies: dict[str, str] | None) -> int:
    """SQL of one request in a warm process with an empty cache."""
    client = visitor(cookies)
    client.get(path)
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)


def cold(path: str) -> Callable[[], Any]:
    """Render a page that nobody has asked for since it changed."""
    client = visitor(None)

    def ask() -> None:
        pagecache.bump_everything()
        client.get(path)

    return ask


def timed(page: str, ideas: int, work: Callable[[], Any]) -> Row:
    """One after the other, for some seconds."""
    work()
    with CaptureQueriesContext(connection) as captured:
        work()
    queries = len(captured)  # the next request forgets them
    times = []
    end = time.perf_counter() + MOST_SECONDS
    while len(times) < LEAST_TIMES or (
        len(times) < MOST_TIMES and time.perf_counter() < end
    ):
        times.append(seconds_of(work))
    return row_of(page, ideas, times, sum(times), queries)


def submissions(ideas: int) -> Row:
    """Ideas handed in by several writers at once, through the real service."""
    author, topic = resident(), Topic.objects.filter(is_active=True).first()
    place = without_place(Region.objects.order_by("number").first())
    content = Content("Eine Messung", "Mit etwas Text.", topic, place)
    times: list[float] = []

    def write() -> None:
        submit(content, draft_id=uuid.uuid4(), author=author)

    def write_many() -> None:
        times.extend(seconds_of(write) for _ in range(SUBMISSIONS // WRITERS))
        connections.close_all()

    threads = [threading.Thread(target=write_many) for _ in range(WRITERS)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - started
    with CaptureQueriesContext(connection) as captured:
        write()
    return row_of("submit", ideas, times, seconds, len(captured)) | {"signed_in": True}


def seconds_of(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def row_of(
    page: str, ideas: int, times: list[float], seconds: float, queries: int
) -> Row:
    return {
        "page": page,
        "ideas": ideas,
        "signed_in": False,
        "rps": round(len(times) / seconds, 1),
        "p50_ms": round(median(times) * 1000, 2),
        "p99_ms": round(quantiles(times, n=100, method="inclusive")[98] * 1000, 2),
        "queries": queries,
        "bytes": None,
        "rss_mb": None,
        "ratio_to_bare": None,
    }
