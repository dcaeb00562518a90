"""One signed call to another program: to a public address, once, briefly.

The address is resolved here, checked, and then connected to as it was checked: a name
that points elsewhere a moment later (DNS rebinding) leads nowhere. No redirect is
followed, and nothing of the answer is kept but its number. Headers and signature are
those of the Standard Webhooks, for which receivers find ready-made programs.
"""

import base64
import hashlib
import hmac
import ipaddress
import json
import socket
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.encoding import iri_to_uri

from commons.delivery.enums import Cause
from commons.delivery.smtp import Permanent, Temporary

SECONDS = 10.0
LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
FIRST_FAILURE = 300
TOO_EARLY = frozenset({408, 421, 425, 429})
FIRST_SERVER_ERROR = 500
HTTPS = 443
# IPv4 addresses of any sort behind a translator (RFC 6052).
TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
# Not for the open internet, though the standard library takes some for public.
INNER = tuple(
    map(
        ipaddress.ip_network,
        (
            *("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32"),
            *("fec0::/10", "64:ff9b:1::/48", "3fff::/20"),
        ),
    )
)
# A name may have a hundred addresses, and each may let us wait.
MOST_ADDRESSES = 3


class Forbidden(Exception):  # noqa: N818 -- says what the address is
    """Not an address that we call; the reason is fit for whoever typed it."""


@dataclass(frozen=True)
class Place:
    """Where a call goes; `addresses` are all that its name has, checked."""

    is_encrypted: bool
    host: str
    port: int
    path: str
    addresses: tuple[str, ...]


def place_of(url: str) -> Place:
    """Resolve and check an address.

    Raises:
        Forbidden: it is no public https address.
        OSError: the name is not known, or nobody answers for it.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        reason = "Das ist keine Adresse"
        raise Forbidden(reason) from error
    may_be_here = not settings.PRODUCTION and host in LOOPBACK_NAMES
    if parts.scheme != "https" and not (parts.scheme == "http" and may_be_here):
        reason = "Die Adresse beginnt nicht mit https://"
        raise Forbidden(reason)
    if not host or parts.username or parts.password or parts.fragment:
        reason = "Die Adresse hat Teile, die nicht sein dürfen"
        raise Forbidden(reason)
    is_encrypted = parts.scheme == "https"
    port = port or (HTTPS if is_encrypted else 80)
    path = iri_to_uri(f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}")
    return Place(is_encrypted, host, port, path, _addresses(host, port, may_be_here))


def _addresses(host: str, port: int, may_be_here: bool) -> tuple[str, ...]:  # noqa: FBT001 -- one caller
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:  # a part of the name is empty or too long
        reason = "Das ist keine Adresse"
        raise Forbidden(reason) from error
    addresses = tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
    for address in addresses:
        if not (is_public(address) or (may_be_here and _is_loopback(address))):
            reason = "Die Adresse führt in ein internes Netz"
            raise Forbidden(reason)
    return addresses


def is_public(address: str) -> bool:
    """On the open internet; an IPv4 address in IPv6 clothes is looked at as it is."""
    plain = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(plain, ipaddress.IPv6Address):
        inner = plain.ipv4_mapped or plain.sixtofour
        if plain.teredo is not None or plain in TRANSLATED:
            return False
        if inner is not None:
            plain = inner
    if any(plain in inner_net for inner_net in INNER):
        return False
    return plain.is_global and not (plain.is_multicast or plain.is_reserved)


def _is_loopback(address: str) -> bool:
    return ipaddress.ip_address(address.partition("%")[0]).is_loopback


def sign(secret: bytes, *, identity: str, timestamp: int, body: bytes) -> str:
    """`v1,` and the HMAC of identity, time and body, as the receiver computes it."""
    content = f"{identity}.{timestamp}.".encode() + body
    digest = hmac.new(secret, content, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"


def post(
    url: str,
    payload: Mapping[str, Any],
    *,
    secret: bytes,
    identity: str,
    timestamp: int,
) -> None:
    """Return when the other side has taken it (2xx).

    Args:
        identity: the same whenever this message is sent; receivers know it again.

    Raises:
        Temporary: no answer, or one that asks us to come back.
        Permanent: it says no, or it is no address that we call.
    """
    body = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": settings.SITE_NAME,
        "Idempotency-Key": identity,
        "webhook-id": identity,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": sign(
            secret, identity=identity, timestamp=timestamp, body=body
        ),
    }
    try:
        status = _status_of(place_of(url), body, headers)
    except Forbidden as error:
        raise Permanent(str(error), cause=Cause.ENDPOINT) from error
    except (OSError, HTTPException) as error:
        reason = f"Keine Antwort: {type(error).__name__}"
        raise Temporary(reason, cause=Cause.ENDPOINT) from error
    _judge(status)


def _judge(status: int) -> None:
    if status < FIRST_FAILURE:
        return
    reason = f"Antwort {status}"
    if status in TOO_EARLY or status >= FIRST_SERVER_ERROR:
        raise Temporary(reason, cause=Cause.ENDPOINT)
    raise Permanent(reason, cause=Cause.ENDPOINT)


def _status_of(place: Place, body: bytes, headers: Mapping[str, str]) -> int:
    connection = connection_to(place)
    # However slowly somebody answers, byte by byte: then it is over.
    end = threading.Timer(SECONDS, cut, [connection.sock])
    end.start()
    try:
        connection.request("POST", place.path, body, dict(headers))
        return connection.getresponse().status
    finally:
        end.cancel()
        connection.close()


def connection_to(place: Place) -> HTTPConnection:
    """To the checked address, while certificate and Host are those of the name."""
    line = _line_to(place)
    if not place.is_encrypted:
        plain = HTTPConnection(place.host, place.port, timeout=SECONDS)
        plain.sock = line
        return plain
    safe = ssl.create_default_context()
    try:
        encrypted = safe.wrap_socket(line, server_hostname=place.host)
    except BaseException:
        line.close()
        raise
    connection = HTTPSConnection(place.host, place.port, timeout=SECONDS)
    connection.sock = encrypted
    return connection


def _line_to(place: Place) -> socket.socket:
    error: OSError = OSError("no address")
    for address in place.addresses[:MOST_ADDRESSES]:
        try:
            return socket.create_connection((address, place.port), timeout=SECONDS)
        except OSError as refusal:
            error = refusal
    raise error


def cut(line: socket.socket) -> None:
    """End a call in the middle, from another thread.

    A connection forgets its line once the headers are read; so the line is asked for.
    """
    try:
        # Of the line itself: what encrypts it is in the hands of the other thread.
        socket.socket.shutdown(line, socket.SHUT_RDWR)
    except OSError:
        return
