"""Against floods and robots, without third parties: limits, proof of work, honeypot.

Limits and spent proofs live in the cache and fail open: while its server is away each
`add` counts as new (config/cache.py, which logs it), so nobody is kept from writing.
Addresses enter the cache only as keyed hashes.
"""

import hashlib
import re
import secrets
import time
from enum import StrEnum
from typing import Any

import altcha
import structlog
from django import forms
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext, gettext_lazy as _, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commons.errors import RuleViolation
from commons.requests import client_network, public

log = structlog.get_logger(__name__)

_RATE = re.compile(r"(?P<count>[1-9][0-9]*)/(?P<many>[1-9][0-9]*)?(?P<unit>[smhd])")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}

# People think before they send: the answer to a challenge keeps for three hours.
CHALLENGE_LIFETIME = 3 * 3600  # seconds
# Two rounds of SHA-256 for each try: about a second on a slow phone.
CHALLENGE_COST = 2
FEWEST_TRIES = 20_000
MOST_TRIES = 100_000
LONGEST_PROOF = 4000  # characters
# Without a script there is no proof; then fewer forms an hour are taken.
UNPROVEN_RATE = "6/h"
PROOF_FIELD = "altcha"
HONEYPOT_FIELD = "homepage"


class Per(StrEnum):
    """Whose attempts are counted together."""

    VISITOR = "visitor"  # the account, or without one the network
    NETWORK = "network"
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

    Args:
        rate: "5/h", "3/10m": so many in each window of s, m, h or d.
        subject: counted apart, for example the address that a code goes to.

    Raises:
        TooManyAttempts: it was one too many.
    """
    count, seconds = _parsed(rate)
    now = int(time.time())
    window = now // seconds
    whose = _identity(request, per, subject)
    key = f"limit:{action}:{seconds}:{window}:{whose}"
    if _counted(key, seconds) > count:
        log.info("guard.limited", action=action, rate=rate, per=per.value)
        raise TooManyAttempts((window + 1) * seconds - now)


def _parsed(rate: str) -> tuple[int, int]:
    match = _RATE.fullmatch(rate)
    if match is None:
        message = f"{rate!r} is no rate like 5/h or 3/10m."
        raise ValueError(message)
    return int(match["count"]), int(match["many"] or 1) * _SECONDS[match["unit"]]


def _identity(request: HttpRequest, per: Per, subject: str) -> str:
    account = f"account {request.user.pk}" if request.user.is_authenticated else ""
    network = f"network {client_network(request)}"
    who = {
        Per.VISITOR: account or network,
        Per.NETWORK: network,
        Per.ACCOUNT: account,
        Per.SUBJECT: "",
    }[per]
    digest = salted_hmac("commons.guard.limit", f"{who}\n{subject}", algorithm="sha256")
    return digest.hexdigest()[:32]


def _counted(key: str, seconds: int) -> int:
    if cache.add(key, 1, timeout=seconds):
        return 1
    try:
        return int(cache.incr(key))
    except ValueError:  # the window, or the cache, went between the two commands
        return 1


@public
@require_safe
@never_cache
def challenge(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 -- a view
    """A challenge after the ALTCHA protocol, version 2; nothing is stored for it."""
    return JsonResponse(new_challenge().to_dict())


def new_challenge() -> altcha.Challenge:
    return altcha.create_challenge(
        "SHA-256",
        CHALLENGE_COST,
        counter=FEWEST_TRIES + secrets.randbelow(MOST_TRIES - FEWEST_TRIES),
        expires_at=int(time.time()) + CHALLENGE_LIFETIME,
        hmac_secret=_secret(),
    )


def verify(proof: str) -> bool:
    """Whether this is a fresh answer to one of our challenges; it counts only once."""
    if not 0 < len(proof) <= LONGEST_PROOF:
        return False
    if not altcha.verify_solution(proof, _secret()).verified:
        return False
    # The parameters name the work, however the payload around them is written.
    nonce = altcha.Payload.from_base64(proof).challenge.parameters.nonce
    return cache.add(f"altcha:{nonce}", 1, timeout=CHALLENGE_LIFETIME)


def _secret() -> bytes:
    return hashlib.sha256(f"commons.guard {settings.SECRET_KEY}".encode()).digest()


def check_human(request: HttpRequest, *, honeypot: str, proof: str) -> None:
    """Refuse what is likely a robot; people without a script pass a few times.

    Raises:
        RuleViolation: the honeypot is filled, or the proof is missing or spent
            too often.
    """
    if honeypot:
        log.info("guard.honeypot")
        message = _("Das Formular konnte nicht angenommen werden.")
        raise RuleViolation(message, code="honeypot")
    if request.user.is_authenticated or verify(proof):
        return
    limit(request, "unproven", UNPROVEN_RATE, per=Per.NETWORK)


class GuardedForm(forms.Form):
    """A form that anybody can send.

    Its page includes `components/guard.html` with `form=form`. The proof is spent
    only when everything else is right, so a typing error costs no second one.
    """

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    @property
    def honeypot_name(self) -> str:
        return self.add_prefix(HONEYPOT_FIELD)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.errors:
            try:
                check_human(
                    self.request,
                    honeypot=self.data.get(self.honeypot_name, ""),
                    proof=self.data.get(PROOF_FIELD, ""),
                )
            except RuleViolation as violation:
                raise ValidationError(
                    str(violation.message), code=violation.code
                ) from violation
        return cleaned

    @property
    def honeypot_label(self) -> str:
        return gettext("Bitte leer lassen")
