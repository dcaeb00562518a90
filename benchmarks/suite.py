"""The measurements, with Django set up against the running installation."""

import threading
import time
import uuid
from statistics import median, quantiles

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.cached_db import SessionStore
from django.core.cache import cache
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks import measure, seed
from commons.accounts.models import User
from neighbourhood.departments.models import Topic
from neighbourhood.regions.models import Region
from participation.ideas.models import Idea
from participation.ideas.queries.places import without_place
from participation.ideas.services.submission import Content, submit

SUBMISSIONS = 200
WRITERS = 4
BARE = "/bench/bare/"


def run(
    base: str, pages: dict[str, str], signed_in: tuple, sizes: list[int], root: int
) -> list[dict]:
    rows = []
    cookies = session_of(resident())
    for size in sorted(sizes):
        started = time.monotonic()
        seed.seed(size)
        print(f"seeded {size} ideas in {time.monotonic() - started:.1f} s")
        cache.clear()
        asked = pages | {"detail": detail_path()}
        bare = measure.load(base + BARE)
        rows.append(row("bare", size, bare, 1.0, base + BARE, root))
        for name, path in asked.items():
            load = measure.load(base + path)
            ratio = round(load.rps / bare.rps, 3)
            rows.append(row(name, size, load, ratio, base + path, root))
        bare = measure.load(base + BARE, cookies=cookies)
        for name in signed_in:
            load = measure.load(base + asked[name], cookies=cookies)
            ratio = round(load.rps / bare.rps, 3)
            url = base + asked[name]
            rows.append(row(name, size, load, ratio, url, root, cookies=cookies))
        rows.append(submissions(size, rows[-1]["rss_mb"]))
    return rows


def row(name, size, load, ratio, url, root, *, cookies=None) -> dict:  # noqa: ANN001, PLR0913 -- one line of a table
    return {
        "page": name,
        "ideas": size,
        "signed_in": cookies is not None,
        "rps": round(load.rps, 1),
        "p50_ms": round(load.p50_ms, 2),
        "p99_ms": round(load.p99_ms, 2),
        "queries": queries_of(url, cookies),
        "bytes": measure.page_bytes(url, cookies=cookies),
        "rss_mb": measure.memory_mb(root, "granian", "wsgi"),
        "ratio_to_bare": ratio,
    }


def queries_of(url: str, cookies: dict | None) -> int:
    """SQL of one request with an empty page cache, counted in this process."""
    client = Client(HTTP_HOST="localhost")
    for name, value in (cookies or {}).items():
        client.cookies[name] = value
    path = "/" + url.split("/", 3)[3]
    cache.clear()
    client.get(path)
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)


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


def detail_path() -> str:
    idea = Idea.objects.published().order_by("-published_at").first()
    return idea.get_absolute_url()


def submissions(size: int, rss_mb: float) -> dict:
    """Ideas handed in by several writers at once, through the real service."""
    author, topic = resident(), Topic.objects.filter(is_active=True).first()
    place = without_place(Region.objects.order_by("number").first())
    content = Content("Eine Messung", "Mit etwas Text.", topic, place)
    times: list[float] = []

    def write() -> None:
        for _ in range(SUBMISSIONS // WRITERS):
            started = time.perf_counter()
            submit(content, draft_id=uuid.uuid4(), author=author)
            times.append((time.perf_counter() - started) * 1000)
        connections.close_all()

    started = time.perf_counter()
    threads = [threading.Thread(target=write) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - started
    with CaptureQueriesContext(connection) as captured:
        submit(content, draft_id=uuid.uuid4(), author=author)
    return {
        "page": "submit",
        "ideas": size,
        "signed_in": True,
        "rps": round(len(times) / seconds, 1),
        "p50_ms": round(median(times), 2),
        "p99_ms": round(quantiles(times, n=100)[98], 2),
        "queries": len(captured),
        "bytes": 0,
        "rss_mb": rss_mb,
        "ratio_to_bare": None,
    }
