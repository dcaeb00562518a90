"""How often somebody may do something: by account, device, network or subject."""

import re
import time
from collections.abc import Iterator
from enum import StrEnum

import structlog
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from commons.errors import RuleViolation
from commons.requests import client_network, device_hash

log = structlog.get_logger(__name__)

_RATE = re.compile(r"(?P<count>[1-9][0-9]*)/(?P<many>[1-9][0-9]*)?(?P<unit>[smhd])")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
# So many people may do the same from behind one address: schools, libraries, homes for
# refugees. The ceiling holds floods that bring a new device each time.
CROWD = 60


class Per(StrEnum):
    """Whose attempts are counted together."""

    VISITOR = "visitor"  # the account, else the device, else the network
    CROWD = "crowd"  # the same, but whoever has no device yet meets only the ceiling
    NETWORK = "network"  # whatever account or device: what is guessed, or costs much
    ACCOUNT = "account"
    SUBJECT = "subject"  # only what the caller names, an e-mail address for example


class TooManyAttempts(RuleViolation):
    """`wait` says after how many seconds the next attempt may come."""

    def __init__(self, wait: int) -> None:
        minutes = max(1, -(-wait // 60))
        message = ngettext(
            "Das waren zu viele Versuche. Bitte versuchen Sie es in einer Minute "
            "noch einmal.",
            "Das waren zu viele Versuche. Bitte versuchen Sie es in %(minutes)s "
            "Minuten noch einmal.",
            minutes,
        )
        super().__init__(message % {"minutes": minutes}, code="too_many_attempts")
        self.wait = wait


def limit(
    request: HttpRequest,
    action: str,
    rate: str,
    *,
    per: Per = Per.VISITOR,
    subject: str = "",
) -> None:
    """Count one attempt.

    Without an account the device counts, and everything from its network together up to
    `CROWD` times the rate. Whoever has no device, or drops its cookie, counts with the
    network at the plain rate; only the first step of what a school hands in is taken
    `per=Per.CROWD`, as nobody there has a device yet.

    Args:
        rate: "5/h", "3/10m": so many in each window of s, m, h or d.
        subject: counted apart, for example the address that a code goes to.

    Raises:
        TooManyAttempts: it was one too many.
    """
    count, seconds = _parsed(rate)
    now = int(time.time())
    window = now // seconds
    for who, most in _counted_as(request, per, count):
        whose = _hashed(f"{who}\n{subject}")
        key = f"limit:{action}:{seconds}:{window}:{whose}"
        if _counted(key, seconds) > most:
            log.info(
                "guard.limited", action=action, rate=rate, by=who.partition(" ")[0]
            )
            raise TooManyAttempts((window + 1) * seconds - now)


def _parsed(rate: str) -> tuple[int, int]:
    match = _RATE.fullmatch(rate)
    if match is None:
        message = f"{rate!r} is no rate like 5/h or 3/10m."
        raise ValueError(message)
    return int(match["count"]), int(match["many"] or 1) * _SECONDS[match["unit"]]


def _counted_as(
    request: HttpRequest, per: Per, count: int
) -> Iterator[tuple[str, int]]:
    """Who is counted, each with how many attempts are taken."""
    account = f"account {request.user.pk}" if request.user.is_authenticated else ""
    network = f"network {client_network(request)}"
    if per is Per.SUBJECT:
        yield "", count
    elif per is Per.NETWORK:
        yield network, count
    elif per is Per.ACCOUNT or account:
        yield account, count
    else:
        if device := device_hash(request):
            yield f"device {device}", count
        elif per is Per.VISITOR:
            yield f"no device, {network}", count
        yield network, count * CROWD


def _hashed(whose: str) -> str:
    digest = salted_hmac("commons.guard.limit", whose, algorithm="sha256")
    return digest.hexdigest()[:32]


def _counted(key: str, seconds: int) -> int:
    if cache.add(key, 1, timeout=seconds):
        return 1
    try:
        return int(cache.incr(key))
    except ValueError:  # the window, or the cache, went between the two commands
        return 1
