"""What views ask of a request: who sent it, from where, under which id."""

import re
import secrets
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any, ParamSpec, TypeVar

import structlog
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBadRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from commons.tokens import hash_of, is_token

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase)
Page = TypeVar("Page", bound=HttpResponseBase)

request_id: ContextVar[str] = ContextVar("request_id", default="")
_TRUSTWORTHY_ID = re.compile(r"[0-9A-Za-z-]{8,64}")
_TEXT = re.compile(
    r"text/|application/(json|xml|geo\+json|manifest|javascript)|image/svg"
)

LONGEST_NUMBER = 20  # digits
DEVICE_COOKIE = "device"
DEVICE_LIFETIME = 90 * 24 * 3600  # seconds; drafts live 30 days


class VisitorRequest(HttpRequest):
    """The request with what our middleware adds, for the type checker alone.

    Modules below accounts know only the visitor's shape; above them
    `commons.accounts.http.HttpRequest` knows its type.
    """

    visitor: Any
    is_private: bool
    new_device: str
    is_draft_open: bool
    is_draft_done: bool
    shared_parts: Any  # of a cached page; read by the template tag `shared`


def public(view: Callable[P, R]) -> Callable[P, R]:
    """Let everybody see this view; `tests/architecture` lists each that is marked."""
    view.is_public = True  # type: ignore[attr-defined]  # a mark on the function
    return login_not_required(view)


def secretive(response: Page) -> Page:
    """The address holds a token: no other page and no search engine learns it.

    Not "no-referrer": under it browsers send `Origin: null` with a button's POST, which
    the CSRF check refuses.
    """
    response.headers["Referrer-Policy"] = "strict-origin"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


class RequestIdMiddleware:
    """One id for everything that a request logs and wakes; the answer carries it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        chosen = _id_of(request)
        before = request_id.set(chosen)
        with structlog.contextvars.bound_contextvars(request_id=chosen):
            try:
                response = self.get_response(request)
            finally:
                request_id.reset(before)
        response.headers["X-Request-ID"] = chosen
        return response


class WholePathMiddleware:
    """No page has a NUL in its address, and PostgreSQL can't even look for one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "\x00" in request.path:
            return HttpResponseBadRequest()
        return self.get_response(request)


class GZipTextMiddleware(GZipMiddleware):
    """Django's, but images, PDFs and archives stay as small as they are."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if not _TEXT.match(response.headers.get("Content-Type", "")):
            return response
        return super().process_response(request, response)


def _id_of(request: HttpRequest) -> str:
    if settings.TRUSTED_PROXIES:
        given = request.headers.get("X-Request-ID", "")
        if _TRUSTWORTHY_ID.fullmatch(given):
            return given
    return secrets.token_hex(8)


def number_asked(request: HttpRequest, name: str) -> int | None:
    """A number in the query, such as where a list goes on; None for all else."""
    return number_in(request.GET.get(name, ""))


def number_in(given: str) -> int | None:
    """A number that somebody wrote; Python itself refuses one of 5,000 digits."""
    is_number = given.isascii() and given.isdecimal() and len(given) <= LONGEST_NUMBER
    return int(given) if is_number else None


def client_address(request: HttpRequest) -> str:
    """The address of whoever sent the request, or "" on a Unix socket.

    Each trusted proxy adds one entry at the right of X-Forwarded-For; what stands
    left of them is the sender's own claim and counts for nothing.
    """
    own = request.META.get("REMOTE_ADDR", "")
    if not settings.TRUSTED_PROXIES:
        return _plain_address(own)
    entries = request.headers.get("X-Forwarded-For", "").split(",")
    if len(entries) < settings.TRUSTED_PROXIES:
        return _plain_address(own)
    return _plain_address(entries[-settings.TRUSTED_PROXIES])


def client_network(request: HttpRequest) -> str:
    """The address as limits count it: one IPv6 household owns a whole /64."""
    address = client_address(request)
    if ":" not in address:
        return address
    return ":".join(IPv6Address(address).exploded.split(":")[:4])


def _plain_address(raw: str) -> str:
    parsed = _parsed(raw.strip())
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(parsed) if parsed else ""


def _parsed(raw: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(raw)
    except ValueError:
        return None


def device_hash(request: HttpRequest) -> str:
    """The device as tables know it; "" if it has no (well-formed) cookie."""
    return device_in(request.COOKIES)


def device_in(cookies: Mapping[str, str]) -> str:
    """As `device_hash`, of the cookies alone: a socket has no request."""
    token = cookies.get(DEVICE_COOKIE, "")
    return hash_of(token) if is_token(token) else ""


def set_device_cookie(response: HttpResponseBase, token: str) -> None:
    """Only after a POST that stores something for the device."""
    response.set_cookie(
        DEVICE_COOKIE,
        token,
        max_age=DEVICE_LIFETIME,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
