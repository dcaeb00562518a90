"""Pages for everybody who is not signed in, kept until what they show changes.

A cached page knows the generations it was made of (`idea:42`, `layout`), read
before rendering; `bump` ends them on commit. A lost bump costs 60 seconds. Pages are
kept in the cache server, and in each process so that a hit moves only the values of
the generations. Without the server pages are rendered each time.
"""

import gzip
import hashlib
import time
from collections.abc import Callable, Collection, Iterable
from functools import wraps
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.cache import (
    get_conditional_response,
    patch_cache_control,
    patch_vary_headers,
)
from django.utils.translation import get_language

from commons.pagecache.generations import EVERYTHING, LIFETIME, begin, key_of
from commons.pagecache.nearby import Nearby, Page, is_fresh
from commons.pagecache.parts import Parts
from commons.requests import VisitorRequest

View = Callable[..., HttpResponse]
Generations = Callable[..., Iterable[str]]

MESSAGES_COOKIE = "messages"  # of Django's CookieStorage
LARGEST_PAGE = 512 * 1024  # bytes
LONGEST_QUERY = 300
_COMPRESSION = 6


class Asked(NamedTuple):
    """The values of the generations now, and a page if a fresh one is there."""

    values: list[int]
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
        def with_cache(
            request: VisitorRequest, *args: Any, **kwargs: Any
        ) -> HttpResponse:
            if not _is_known(request, parameters):
                return _uncached(view(request, *args, **kwargs))
            names = [EVERYTHING, *generations(request, *args, **kwargs)]
            key = _key(request)
            if _is_personal(request):
                request.shared_parts = Parts(key, names)
                return _uncached(view(request, *args, **kwargs))
            asked = _ask(names, key)
            if asked.page is not None:
                return _answer(request, asked.page)
            response = view(request, *args, **kwargs)
            if not _may_be_shared(request, response):
                return _uncached(response)
            page = _page(asked.values, response)
            if request.method == "GET":
                _store(key, page)
            return _answer(request, page, response)

        return with_cache

    return decorate


def share_nothing(request: VisitorRequest) -> None:
    """What this page shows is not for everybody, so no part of it is kept."""
    request.shared_parts = None


_nearby = Nearby()


def _ask(names: list[str], key: str) -> Asked:
    """One round trip on a hit; a second where another process may know better."""
    keys = [key_of(name) for name in names]
    nearby = _nearby.get(key)
    found = cache.get_many(keys if nearby else [*keys, key])
    values = [found.get(name, 0) for name in keys]
    if not values[0]:
        # The cache is new, emptied or away: nothing that was kept counts.
        values[0] = begin()
        return Asked(values, None)
    if nearby is not None and is_fresh(nearby, values):
        return Asked(values, nearby)
    stored = cache.get(key) if nearby else found.get(key)
    page = Page(*stored) if stored else None
    if page is None or not is_fresh(page, values):
        return Asked(values, None)
    _nearby.put(key, page)
    return Asked(values, page)


def _store(key: str, page: Page) -> None:
    _nearby.put(key, page)
    cache.set(key, tuple(page), timeout=LIFETIME)


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


def _is_known(request: HttpRequest, parameters: Collection[str] | None) -> bool:
    """Whether this is one of the addresses of the page, and not of any length."""
    if request.method not in {"GET", "HEAD"}:
        return False
    if len(request.META.get("QUERY_STRING", "")) > LONGEST_QUERY:
        return False
    return parameters is None or set(request.GET) <= set(parameters)


def _is_personal(request: HttpRequest) -> bool:
    if MESSAGES_COOKIE in request.COOKIES:
        return True
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    return request.user.is_authenticated


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


def _page(values: list[int], response: HttpResponse) -> Page:
    digest = hashlib.sha256(response.content).hexdigest()[:32]
    return Page(
        generations=values,
        made_at=time.time(),
        etag=f'W/"{digest}"',
        content_type=response.headers["Content-Type"],
        content=gzip.compress(response.content, _COMPRESSION, mtime=0),
    )


def _answer(
    request: HttpRequest, page: Page, made: HttpResponse | None = None
) -> HttpResponse:
    response = made or HttpResponse(content_type=page.content_type)
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response.content = page.content
        response.headers["Content-Encoding"] = "gzip"
    elif made is None:
        response.content = gzip.decompress(page.content)
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
