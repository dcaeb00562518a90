"""Pages for everybody who is not signed in, kept until what they show changes.

A cached page knows the generations it was made of (`idea:42`, `layout`), read
before rendering; `bump` ends them on commit. A lost bump costs 60 seconds. A page
is stored under its address together with its generations' values, so a hit is one
round trip. Without the cache server pages are rendered each time.
"""

import gzip
import hashlib
import secrets
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial, wraps
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

import structlog
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.cache import (
    get_conditional_response,
    patch_cache_control,
    patch_vary_headers,
)
from django.utils.translation import get_language
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)

View = Callable[..., HttpResponse]
Generations = Callable[..., Iterable[str]]

LIFETIME = 60  # seconds that a page may outlive a lost bump
LONGEST_RENDERING = 600  # seconds; a bump must be remembered until such a page is old
LARGEST_PAGE = 512 * 1024  # bytes
LONGEST_QUERY = 300
PAUSE_WITHOUT_SERVER = 5  # seconds in which a process doesn't ask again
_COMPRESSION = 6


class Page(NamedTuple):
    """A stored page; `generations` are the values it was rendered under."""

    generations: list[str]
    etag: str
    content_type: str
    body: bytes
    gzipped: bytes


class Asked(NamedTuple):
    """What the cache said: the values now, and a page if a fresh one is there."""

    is_answered: bool
    values: list[str]
    page: Page | None


def cached_page(
    *, generations: Generations, parameters: Collection[str] | None = None
) -> Callable[[View], View]:
    """Cache a GET page that looks the same to everyone who is not signed in.

    Args:
        generations: called with the view's arguments, without asking the database;
            names what the page shows.
        parameters: those of the query that the view knows. A request with others
            is answered but not stored, so that nobody fills the cache with
            `?x=1`, `?x=2`.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def with_cache(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not _may_use_cache(request, parameters):
                return _uncached(view(request, *args, **kwargs))
            names = ["page", *generations(request, *args, **kwargs)]
            key = _key(request)
            asked = _ask(names, key)
            if asked.page is not None:
                return _answer(request, asked.page)
            response = view(request, *args, **kwargs)
            if not _may_be_shared(request, response):
                return _uncached(response)
            page = _page(asked.values, response)
            if asked.is_answered and request.method == "GET":
                _store(key, page)
            return _answer(request, page, response)

        return with_cache

    return decorate


def bump(*generations: str) -> None:
    """Let cached pages that show one of these generations end on commit."""
    transaction.on_commit(partial(_end, generations), robust=True)


def bump_everything() -> None:
    """Let every cached page end: facts were loaded, a layout has changed."""
    bump("page")


def _end(generations: tuple[str, ...]) -> None:
    # A fresh random value, not a counter: it may be forgotten as soon as no page
    # made under the value before can be alive.
    values = {_generation_key(name): secrets.token_hex(8) for name in generations}
    try:
        cache.set_many(values, timeout=LIFETIME + LONGEST_RENDERING)
    except (RedisError, OSError) as error:
        log.warning("pagecache.bump_lost", error=type(error).__name__)


class _Breaker:
    """Remembers in this process that the cache server is away."""

    closed_until = 0.0

    def is_open(self) -> bool:
        return time.monotonic() >= self.closed_until

    def trip(self, error: Exception) -> None:
        self.closed_until = time.monotonic() + PAUSE_WITHOUT_SERVER
        log.warning("pagecache.server_away", error=type(error).__name__)


_breaker = _Breaker()


def _ask(names: list[str], key: str) -> Asked:
    if not _breaker.is_open():
        return Asked(is_answered=False, values=[], page=None)
    keys = [_generation_key(name) for name in names]
    try:
        found: Mapping[str, Any] = cache.get_many([*keys, key])
    except (RedisError, OSError) as error:
        _breaker.trip(error)
        return Asked(is_answered=False, values=[], page=None)
    values = [found.get(name, "") for name in keys]
    page = Page(*found[key]) if key in found else None
    if page is not None and page.generations != values:
        page = None
    return Asked(is_answered=True, values=values, page=page)


def _store(key: str, page: Page) -> None:
    try:
        cache.set(key, tuple(page), timeout=LIFETIME)
    except (RedisError, OSError) as error:
        _breaker.trip(error)


def _generation_key(name: str) -> str:
    return f"generation:{name}"


def _key(request: HttpRequest) -> str:
    identity = "\n".join(
        (
            request.scheme or "",
            request.get_host(),
            request.path,
            _query(request),
            get_language() or "",
            "fragment" if _is_fragment(request) else "page",
        )
    )
    return f"page:{hashlib.sha256(identity.encode()).hexdigest()}"


def _query(request: HttpRequest) -> str:
    """Parameters in one order and without the empty ones of an untouched filter."""
    return urlencode(sorted(parse_qsl(request.META.get("QUERY_STRING", ""))))


def _is_fragment(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _may_use_cache(request: HttpRequest, parameters: Collection[str] | None) -> bool:
    if request.method not in {"GET", "HEAD"}:
        return False
    if len(request.META.get("QUERY_STRING", "")) > LONGEST_QUERY:
        return False
    if parameters is not None and not set(request.GET) <= set(parameters):
        return False
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return True
    return not request.user.is_authenticated and "_messages" not in request.session


def _may_be_shared(request: HttpRequest, response: HttpResponse) -> bool:
    """Nothing personal, nothing that counts only once, nothing that went wrong."""
    if response.status_code != 200 or response.streaming or response.cookies:  # noqa: PLR2004 -- OK
        return False
    if "Cache-Control" in response or "Content-Encoding" in response:
        return False
    if request.META.get("CSRF_COOKIE_NEEDS_UPDATE") or request.session.modified:
        return False
    return len(response.content) <= LARGEST_PAGE and not _has_own_words(request)


def _has_own_words(request: HttpRequest) -> bool:
    has_messages = len(getattr(request, "_messages", ())) > 0
    return has_messages or hasattr(request, "_csp_nonce")


def _page(values: list[str], response: HttpResponse) -> Page:
    digest = hashlib.sha256(response.content).hexdigest()[:32]
    return Page(
        generations=values,
        etag=f'W/"{digest}"',
        content_type=response.headers["Content-Type"],
        body=response.content,
        gzipped=gzip.compress(response.content, _COMPRESSION, mtime=0),
    )


def _answer(
    request: HttpRequest, page: Page, made: HttpResponse | None = None
) -> HttpResponse:
    response = made or HttpResponse(content_type=page.content_type)
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response.content = page.gzipped
        response.headers["Content-Encoding"] = "gzip"
    else:
        response.content = page.body
    response.headers["ETag"] = page.etag
    response.headers["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ("Accept-Encoding", "Cookie", "HX-Request"))
    if "If-None-Match" in request.headers:
        return get_conditional_response(request, page.etag, None, response) or response
    return response


def _uncached(response: HttpResponse) -> HttpResponse:
    if "Cache-Control" not in response:
        patch_cache_control(response, private=True, no_cache=True)
    patch_vary_headers(response, ("Cookie", "HX-Request"))
    return response
